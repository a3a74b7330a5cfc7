/** A store of weight paths in memory. */
import type { PathStore, WeightPoint } from "../../src/project/weight-path.ts";

export function heldPaths(): PathStore {
  const held = new Map<string, Map<string, WeightPoint[]>>();
  return {
    keep: async (id, lane, points, steps) => {
      const lanes = held.get(id) ?? new Map<string, WeightPoint[]>();
      const all = [...(lanes.get(lane) ?? []), ...points].filter(({ step }) => steps.includes(step));
      held.set(id, lanes.set(lane, all));
    },
    read: async (id) => held.get(id) ?? new Map<string, WeightPoint[]>(),
  };
}
