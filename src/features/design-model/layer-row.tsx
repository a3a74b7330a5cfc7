import type { KeyboardEvent, ReactNode } from "react";
import { layerOf } from "../../catalog/layers/index.ts";
import { layerAt, listPathOf, moveLayer, placeOf, removeLayer } from "../../project/edit-layers.ts";
import type { SurveyedLayer } from "../../project/survey-model.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Figure } from "./figure.tsx";
import { LayerPanel } from "./layer-panel.tsx";
import { Mistake } from "./mistake.tsx";
import { moveOf, texts } from "./texts.ts";
import { useLayerDrag } from "./use-layer-drag.ts";
import { isSamePath, keyOf, type RowPart, useEditor } from "./use-model-editor.ts";
import { BYTES_A_NUMBER } from "./figures.ts";
import { printShape } from "../../catalog/layers/layer.ts";

interface LayerRowProps {
  readonly layer: SurveyedLayer;
  /** How many its list has. */
  readonly count: number;
  /** The layers inside it. */
  readonly children: ReactNode;
}

/** One layer: what it is and costs; its settings unfold below. */
export function LayerRow({ layer, count, children }: LayerRowProps): ReactNode {
  const { path, selection, isDisabled } = layer;
  const t = useText();
  const format = useFormats();
  const editor = useEditor();
  const drag = useLayerDrag(path);
  const isOpen = isSamePath(editor.selected, path);
  const definition = layerOf(selection);
  const title = t(definition.title);

  const step = (by: -1 | 1, part: RowPart): void => {
    const place = placeOf(path) + by;
    if (place < 0 || place >= count) return;
    const moved = moveLayer(editor.layers, path, listPathOf(path), by < 0 ? place : place + 1);
    if (moved !== null) editor.change(moved.layers, { path: moved.path, part });
  };
  const remove = (): void => {
    const layers = removeLayer(editor.layers, path);
    const next = [path, [...listPathOf(path), placeOf(path) - 1]].find((at) => layerAt(layers, at) !== null);
    editor.change(layers, next === undefined ? undefined : { path: next, part: "title" });
  };
  const press = (part: RowPart) => (event: KeyboardEvent) => {
    const isMove = (event.key === "ArrowUp" || event.key === "ArrowDown") && (part === "handle" || event.altKey);
    if (isMove) step(event.key === "ArrowUp" ? -1 : 1, part);
    else if (event.key === "Delete") remove();
    else if (event.key === "Escape" && drag.isDragged) drag.cancel();
    else return;
    event.preventDefault();
  };

  const { cost, output } = layer;
  const figure = (value: number | undefined, print: (value: number) => string): string =>
    value === undefined || isDisabled ? "" : value === 0 ? "–" : print(value);
  const classes = [
    "layer-row",
    ...(isOpen ? ["layer-open"] : []),
    ...(isDisabled ? ["layer-off"] : []),
    ...(layer.mistake === null ? [] : ["layer-wrong"]),
    ...(drag.isDragged ? ["layer-dragged"] : []),
  ];
  return (
    <li className={classes.join(" ")}>
      <div className="layer-head" data-layer={keyOf(path)}>
        <button
          type="button"
          className="layer-handle"
          id={editor.idOf(path, "handle")}
          aria-label={t(moveOf(title))}
          title={t(texts.moveHelp)}
          onKeyDown={press("handle")}
          {...drag.handlers}
        />
        <button
          type="button"
          className="layer-title"
          id={editor.idOf(path, "title")}
          aria-expanded={isOpen}
          aria-controls={isOpen ? editor.idOf(path, "panel") : undefined}
          onKeyDown={press("title")}
          onClick={() => {
            editor.select(isOpen ? null : path);
          }}
        >
          <b>{title}</b>{" "}
          {definition.detail !== undefined && <span className="layer-detail">{t(definition.detail(selection))}</span>}
          <Learning name={layer.name} isTop={path.length === 1} />
          {isDisabled && <span className="layer-skipped">{t(texts.skipped)}</span>}
        </button>
        <span className="layer-figure layer-shape">
          <span className="visually-hidden">{t(texts.shape)} </span>
          {isDisabled ? "" : output === null ? "?" : printShape(output)}
        </span>
        <Figure label={t(texts.parameters)} value={figure(cost?.parameters, format.integer)} />
        <Figure label={t(texts.multiplyAdds)} value={figure(cost?.multiplyAdds, format.integer)} />
        <Figure
          label={t(texts.memory)}
          value={figure(cost?.activations, (numbers) => format.bytes(BYTES_A_NUMBER * numbers))}
        />
      </div>
      {layer.mistake !== null && <Mistake mistake={layer.mistake} focusAfter={path} />}
      {layer.note !== null && <p className="layer-note small quiet">{t(layer.note)}</p>}
      {isOpen && <LayerPanel layer={layer} count={count} onStep={step} onRemove={remove} />}
      {children}
    </li>
  );
}

/** Whose weights it begins with, and how fast it learns, where that is not as usual. */
function Learning({ name, isTop }: { readonly name: string | null; readonly isTop: boolean }): ReactNode {
  const t = useText();
  const taken = useStudio((state) => state.project.startFrom?.layers);
  const rate = useStudio((state) => (name === null ? undefined : state.project.training.layerRates[name]));
  if (name === null || !isTop) return null;
  const notes = [
    ...(taken?.includes(name) === true ? [t(texts.taken)] : []),
    ...(rate === undefined ? [] : [rate === 0 ? t(texts.frozen) : `× ${Number(rate.toPrecision(3))}`]),
  ];
  return notes.length === 0 ? null : <span className="layer-skipped">{notes.join(" · ")}</span>;
}
