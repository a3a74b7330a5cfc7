import { useState, type ReactNode } from "react";
import {
  Autocomplete,
  Dialog,
  DialogTrigger,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SearchField,
  Text as AriaText,
  useFilter,
} from "react-aria-components";
import { Button as AriaButton } from "react-aria-components";
import { kindOf, layers as catalog } from "../../catalog/layers/index.ts";
import { insertLayers, type LayerPath } from "../../project/edit-layers.ts";
import { inputAt, newLayer, placeOfNew } from "../../project/new-layer.ts";
import type { SurveyedLayer } from "../../project/survey-model.ts";
import { Icon } from "../../ui/icons.tsx";
import { useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";
import { useEditor } from "./use-model-editor.ts";

interface AddLayerProps {
  readonly path: LayerPath;
  readonly layers: readonly SurveyedLayer[];
  /** Null: wherever it fits, before the answer. */
  readonly place: number | null;
}

/** Opens the catalog's layers by kind, with a search; the picked one goes where the button stands. */
export function AddLayer({ path, layers, place }: AddLayerProps): ReactNode {
  const t = useText();
  const editor = useEditor();
  const [isOpen, setOpen] = useState(false);
  const { contains } = useFilter({ sensitivity: "base" });
  const kinds = [...new Set(catalog.map(({ id }) => kindOf(id)))].map((kind) => ({
    kind,
    members: catalog.filter(({ id }) => kindOf(id) === kind),
  }));

  const add = (type: string): void => {
    setOpen(false);
    const { vocabulary } = editor.seam;
    const chosen =
      path.length === 0 && place === null
        ? placeOfNew(type, layers, editor.seam)
        : {
            place: place ?? layers.length,
            layer: newLayer(type, reachingShape(editor, path, layers, place ?? layers.length), vocabulary),
          };
    editor.change(insertLayers(editor.layers, path, chosen.place, [chosen.layer]), {
      path: [...path, chosen.place],
      part: "title",
    });
  };

  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton className="button button-quiet button-small layer-add-button">
        <Icon name="plus" size={16} />
        <span>{t(place === null ? texts.addLayer : texts.addAfter)}</span>
      </AriaButton>
      <Popover className="layer-search" placement="bottom start">
        <Dialog className="layer-search-dialog" aria-label={t(texts.addLayer)}>
          <Autocomplete filter={contains}>
            <SearchField className="layer-search-field" aria-label={t(texts.searchLayers)}>
              <Input ref={focusIt} className="input" placeholder={t(texts.searchLayers)} />
            </SearchField>
            <ListBox
              className="select-list"
              aria-label={t(texts.layers)}
              renderEmptyState={() => <p className="layer-search-none small quiet">{t(texts.nothingFound)}</p>}
              onAction={(id) => {
                add(String(id));
              }}
            >
              {kinds.map(({ kind, members }) => (
                <ListBoxSection key={kind.en}>
                  <Header className="select-section">{t(kind)}</Header>
                  {members.map(({ id, title, summary }) => (
                    <ListBoxItem
                      key={id}
                      id={id}
                      // Found by what it is called in either language and in Keras, and by its kind.
                      textValue={[t(title), title.en, id, id.replaceAll("-", ""), t(kind), kind.en].join(" ")}
                      aria-label={t(title)}
                      className="select-item"
                    >
                      <AriaText slot="label" className="select-item-label">
                        {t(title)}
                      </AriaText>
                      <AriaText slot="description" className="select-item-summary">
                        {t(summary)}
                      </AriaText>
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ))}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Who opens the list types what to look for. */
function focusIt(input: HTMLInputElement | null): void {
  input?.focus();
}

/** What reaches that place; where a mistake leaves it open, what reaches the model. */
function reachingShape(
  editor: ReturnType<typeof useEditor>,
  path: LayerPath,
  layers: readonly SurveyedLayer[],
  place: number,
): readonly number[] {
  const outer = path.length === 0 ? editor.survey.input : inputOfList(editor.survey.layers, path);
  return inputAt(layers, place, outer) ?? outer ?? editor.survey.input;
}

/** The shape that reaches a list inside a layer: that layer's own input. */
function inputOfList(layers: readonly SurveyedLayer[], path: LayerPath): readonly number[] | null {
  for (const layer of layers) {
    for (const list of layer.lists) {
      if (list.path.join() === path.join()) return layer.input;
      const deeper = inputOfList(list.layers, path);
      if (deeper !== null) return deeper;
    }
  }
  return null;
}
