import type { ReactNode } from "react";
import { layerOf } from "../../catalog/layers/index.ts";
import type { LayerPath } from "../../project/edit-layers.ts";
import { listPathOf, placeOf } from "../../project/edit-layers.ts";
import { endPlace } from "../../project/new-layer.ts";
import type { SurveyedLayer } from "../../project/survey-model.ts";
import { useText } from "../../ui/language.tsx";
import { inLayer } from "./texts.ts";
import { AddLayer } from "./add-layer.tsx";
import { LayerRow } from "./layer-row.tsx";
import { keyOf, useEditor } from "./use-model-editor.ts";

interface LayerListProps {
  readonly label: string;
  readonly path: LayerPath;
  readonly layers: readonly SurveyedLayer[];
}

/** Layers under each other, those inside a layer further in. The way to add one stands where it will go. */
export function LayerList({ label, path, layers }: LayerListProps): ReactNode {
  const t = useText();
  const { selected, seam } = useEditor();
  const isSelectedHere = selected !== null && selected.length > 0 && keyOf(listPathOf(selected)) === keyOf(path);
  const behindSelected = isSelectedHere && placeOf(selected) < layers.length ? placeOf(selected) + 1 : null;
  const end = path.length === 0 ? endPlace(layers, seam.outputs) : layers.length;
  const place = behindSelected ?? end;
  const adding = (
    <li key="add" className="layer-add" data-list={keyOf(path)} data-place={place}>
      <AddLayer path={path} layers={layers} place={behindSelected} />
    </li>
  );
  const rows = layers.map((layer) => (
    <LayerRow key={keyOf(layer.path)} layer={layer} count={layers.length}>
      {layer.lists.map((list) => (
        <div key={keyOf(list.path)} className="layer-inside">
          <h3>{t(list.title)}</h3>
          <LayerList
            label={t(inLayer(list.title, layerOf(layer.selection).title))}
            path={list.path}
            layers={list.layers}
          />
        </div>
      ))}
    </LayerRow>
  ));
  return (
    <ol className="layer-list" aria-label={label}>
      {rows.slice(0, place)}
      {adding}
      {rows.slice(place)}
    </ol>
  );
}
