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
 * Rates by layer, each gone along with its layer. A layer is known by being the same object, or of the same type at the
 * same place; the rate of one that is gone or switched off goes with it.
 */
export function renamedRates(
  rates: Readonly<Record<string, number>>,
  before: readonly AnyLayer[],
  after: readonly AnyLayer[],
): Record<string, number> {
  const [oldNames, newNames] = [layerNames(before), layerNames(after)];
  return Object.fromEntries(
    Object.entries(rates).flatMap(([name, rate]) => {
      const place = oldNames.indexOf(name);
      const layer = before[place];
      // Not one of this list's: whoever trains will say so.
      if (layer === undefined) return [[name, rate]];
      const same = after.indexOf(layer);
      const landed =
        same >= 0 ? same : after[place]?.type === layer.type && !before.includes(after[place]) ? place : -1;
      const renamed = newNames[landed];
      return renamed === undefined || renamed === null ? [] : [[renamed, rate]];
    }),
  );
}
