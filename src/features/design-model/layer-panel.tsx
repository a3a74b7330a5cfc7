import { useMemo, type ReactNode } from "react";
import { layerOf } from "../../catalog/layers/index.ts";
import { changedAt, printShape } from "../../catalog/layers/layer.ts";
import { type Text, sentences } from "../../language/text.ts";
import { changeLayer, insertLayers, layerAt, listPathOf, placeOf } from "../../project/edit-layers.ts";
import type { SurveyedLayer } from "../../project/survey-model.ts";
import { Button } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { Assignments } from "../../ui/formula.tsx";
import { changeRate } from "../../studio/models/edit-model.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { numbersFrom } from "../../ui/form/check-number.ts";
import { NumberField } from "../../ui/form/number-field.tsx";
import { useText } from "../../ui/language.tsx";
import { formulaOf } from "./layer-formulas.ts";
import { formulaOfLayer, settingsOf, takesShape, texts } from "./texts.ts";
import { type RowPart, useEditor } from "./use-model-editor.ts";

/** How weights begin and are held: for those who unfold it. */
const seldom = /(?:Initializer|Regularizer|Constraint|^initializer)$/;

interface LayerPanelProps {
  readonly layer: SurveyedLayer;
  readonly count: number;
  readonly onStep: (by: -1 | 1, part: RowPart) => void;
  readonly onRemove: () => void;
}

/** What the layer is, its settings, and what can be done with it. */
export function LayerPanel({ layer, count, onStep, onRemove }: LayerPanelProps): ReactNode {
  const t = useText();
  const editor = useEditor();
  const { path, selection, isDisabled } = layer;
  const definition = layerOf(selection);
  const fields = useMemo(() => readSchema(definition.config), [definition]);
  const often = fields.filter(({ name }) => !seldom.test(name));
  const rarely = fields.filter(({ name }) => seldom.test(name));
  const lines = formulaOf(selection);
  const place = placeOf(path);
  const change = (name: string, value: unknown): Text | null =>
    editor.change(changeLayer(editor.layers, path, { [name]: value }))?.text ?? null;
  // Lists of layers, by its schema.
  const branches = selection.type === "parallel" ? (selection["branches"] as readonly unknown[]) : null;
  return (
    <div
      className="layer-panel"
      id={editor.idOf(path, "panel")}
      role="group"
      aria-label={t(settingsOf(t(definition.title)))}
    >
      <p className="small quiet">
        {t(sentences(definition.summary, ...(layer.input === null ? [] : [takesShape(printShape(layer.input))])))}
      </p>
      {lines.length > 0 && <Assignments label={t(formulaOfLayer(t(definition.title)))} lines={lines} />}
      {often.length > 0 && <SchemaForm fields={often} values={selection} onChange={change} />}
      {rarely.length > 0 && (
        <details className="settings-more">
          <summary>{t(texts.moreSettings)}</summary>
          <SchemaForm fields={rarely} values={selection} onChange={change} />
        </details>
      )}
      {path.length === 1 && layer.name !== null && (layer.cost?.parameters ?? 0) > 0 && <Rate name={layer.name} />}
      {branches !== null && <Branches layer={layer} count={branches.length} />}
      <div className="layer-actions">
        <Button
          size="small"
          look="quiet"
          flush="start"
          icon="up"
          disabled={place === 0}
          onClick={() => {
            onStep(-1, "title");
          }}
        >
          {t(texts.up)}
        </Button>
        <Button
          size="small"
          look="quiet"
          flush="start"
          icon="chevron"
          disabled={place === count - 1}
          onClick={() => {
            onStep(1, "title");
          }}
        >
          {t(texts.down)}
        </Button>
        <Button
          size="small"
          look="quiet"
          flush="start"
          icon="plus"
          onClick={() => {
            const copy = layerAt(editor.layers, path);
            if (copy === null) return;
            const next = [...listPathOf(path), place + 1];
            editor.change(insertLayers(editor.layers, listPathOf(path), place + 1, [structuredClone(copy)]), {
              path: next,
              part: "title",
            });
          }}
        >
          {t(texts.duplicate)}
        </Button>
        <Button
          size="small"
          look="quiet"
          flush="start"
          icon={isDisabled ? "play" : "pause"}
          aria-pressed={isDisabled}
          onClick={() => {
            change("disabled", isDisabled ? undefined : true);
          }}
        >
          {t(isDisabled ? texts.backIn : texts.skip)}
        </Button>
        <Button size="small" look="quiet" flush="start" icon="trash" onClick={onRemove}>
          {t(texts.remove)}
        </Button>
      </div>
    </div>
  );
}

/** How fast this layer learns beside the others, as the project's list of rates says. */
function Rate({ name }: { readonly name: string }): ReactNode {
  const t = useText();
  const rates = useStudio((state) => state.project.training.layerRates);
  return (
    <NumberField
      label={t(texts.rate)}
      help={t(texts.rateHelp)}
      unit={undefined}
      isDisabled={false}
      kind={numbersFrom(0, 1e6)}
      scale="linear"
      standard={1}
      value={rates[name] ?? 1}
      onChange={(value) => changeRate(name, Number(value))?.text ?? null}
    />
  );
}

/** More branches, or fewer: at least two, at most sixteen. */
function Branches({ layer, count }: { readonly layer: SurveyedLayer; readonly count: number }): ReactNode {
  const t = useText();
  const editor = useEditor();
  const change = (edit: (branches: readonly unknown[]) => readonly unknown[]): void => {
    const path = [...layer.path, "branches"];
    // A parallel layer's branches are a list of lists, as its schema says.
    editor.change(changedAt(editor.layers, path, (branches) => edit(branches as readonly unknown[])));
  };
  return (
    <div className="layer-actions">
      <Button
        size="small"
        icon="plus"
        disabled={count >= 16}
        onClick={() => {
          change((branches) => [...branches, []]);
        }}
      >
        {t(texts.addBranch)}
      </Button>
      <Button
        size="small"
        icon="minus"
        disabled={count <= 2}
        onClick={() => {
          change((branches) => branches.slice(0, -1));
        }}
      >
        {t(texts.removeBranch)}
      </Button>
    </div>
  );
}
