/** What the trainer calls the layers of a list, and what becomes of settings by these names when the list changes. */
import type { AnyLayer } from "../catalog/layers/layer.ts";

/** "dense-1": the type and its count among those that train; null for one that is switched off. */
export function layerNames(layers: readonly AnyLayer[]): readonly (string | null)[] {
  const counts = new Map<string, number>();
  return layers.map(({ type, disabled }) => {
    if (disabled === true) return null;
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return `${type}-${count}`;
  });
}

/**
 * Numbers by layer, such as rates, each gone along with its layer. A layer is known by being the same object, or of the same type at the
 * same place; the number of one that is gone or switched off goes with it.
 */
export function renamed(
  numbers: Readonly<Record<string, number>>,
  before: readonly AnyLayer[],
  after: readonly AnyLayer[],
): Record<string, number> {
  const [oldNames, newNames] = [layerNames(before), layerNames(after)];
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([name, number]) => {
      const place = oldNames.indexOf(name);
      const layer = before[place];
      // Not one of this list's: whoever trains will say so.
      if (layer === undefined) return [[name, number]];
      const same = after.indexOf(layer);
      const landed =
        same >= 0 ? same : after[place]?.type === layer.type && !before.includes(after[place]) ? place : -1;
      const newName = newNames[landed];
      return newName === undefined || newName === null ? [] : [[newName, number]];
    }),
  );
}
