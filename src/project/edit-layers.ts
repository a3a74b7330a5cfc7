/** Changes to a project's list of layers, and to the lists inside its layers. Nothing is changed in place. */
import { type AnyLayer, changedAt } from "../catalog/layers/layer.ts";
import { valueAt } from "./field-path.ts";

/**
 * Where a layer is, as the project's file would spell it: [2], [2, "layers", 0], [3, "branches", 1, 0]. Without its last
 * number it is where its list is.
 */
export type LayerPath = readonly (string | number)[];

type Layers = readonly AnyLayer[];

/** The layer at `path`, or null. */
export function layerAt(layers: Layers, path: LayerPath): AnyLayer | null {
  const found = valueAt(layers, path);
  // At a layer's path stands a layer, or nothing.
  return path.length > 0 && typeof found === "object" && found !== null ? (found as AnyLayer) : null;
}

export function listPathOf(path: LayerPath): LayerPath {
  return path.slice(0, -1);
}

export function placeOf(path: LayerPath): number {
  const place = path[path.length - 1];
  if (typeof place !== "number") throw new Error(`not the path of a layer: ${path.join(".")}`);
  return place;
}

function changeList(layers: Layers, listPath: LayerPath, change: (list: Layers) => Layers): Layers {
  // The path of a list leads to one.
  return changedAt(layers, listPath, (list) => change(list as Layers));
}

export function insertLayers(layers: Layers, listPath: LayerPath, place: number, added: Layers): Layers {
  return changeList(layers, listPath, (list) => list.toSpliced(place, 0, ...added));
}

export function removeLayer(layers: Layers, path: LayerPath): Layers {
  return changeList(layers, listPathOf(path), (list) => list.toSpliced(placeOf(path), 1));
}

/** A setting that becomes `undefined` is left out. */
export function changeLayer(layers: Layers, path: LayerPath, settings: Readonly<Record<string, unknown>>): Layers {
  return changedAt(layers, path, (layer) =>
    Object.fromEntries(
      // An object's own entries, whatever they are; the project's schema checks them.
      Object.entries({ ...(layer as AnyLayer), ...settings }).filter(([, value]) => value !== undefined),
    ),
  );
}

/** `place` counts as the list is before the move. Null where the layer would go into itself. */
export function moveLayer(
  layers: Layers,
  from: LayerPath,
  listPath: LayerPath,
  place: number,
): { readonly layers: Layers; readonly path: LayerPath } | null {
  const layer = layerAt(layers, from);
  if (layer === null || startsWith(listPath, from)) return null;
  const [ownList, ownPlace] = [listPathOf(from), placeOf(from)];
  const without = removeLayer(layers, from);
  const isSameList = listPath.length === ownList.length && startsWith(listPath, ownList);
  if (isSameList) {
    const landing = place > ownPlace ? place - 1 : place;
    return { layers: insertLayers(without, listPath, landing, [layer]), path: [...listPath, landing] };
  }
  // Once it is taken away, those behind it in its list move up, and what is inside them with them.
  const through = listPath[ownList.length];
  const isBehind = startsWith(listPath, ownList) && typeof through === "number" && through > ownPlace;
  const target = isBehind ? listPath.with(ownList.length, through - 1) : listPath;
  return { layers: insertLayers(without, target, place, [layer]), path: [...target, place] };
}

function startsWith(path: LayerPath, start: LayerPath): boolean {
  return start.every((key, at) => path[at] === key);
}
