/** What an optimizer of the whole remembers, for a project that keeps what is remembered of each parameter. */
import type { SavedTensor } from "../../../project/records.ts";
import { WHOLE } from "../../reference/optimizer-state.ts";
import type { Unit } from "../../reference/units.ts";

/** A pair of L-BFGS: of a step, or of the gradient's change over it. */
const PAIR = /^(step|change)-(\d+)$/;

/** The tensors with vectors over all weights taken apart by parameter; pairs are counted from the oldest that is kept. */
export function byParameter(tensors: readonly SavedTensor[], units: readonly Unit[]): readonly SavedTensor[] {
  const nameOf = ({ name }: SavedTensor): string | null =>
    name.endsWith(`/${WHOLE}`) ? name.slice("optimizer/".length, -WHOLE.length - 1) : null;
  const pairs = tensors.flatMap((tensor) => PAIR.exec(nameOf(tensor) ?? "")?.[2] ?? []);
  const oldest = Math.min(...pairs.map(Number));
  return tensors.flatMap((tensor) => {
    const name = nameOf(tensor);
    if (name === null) return [tensor];
    const counted = name.replace(PAIR, (_, kind: string, pair: string) => `${kind}-${Number(pair) - oldest}`);
    let from = 0;
    return units.map(({ path, shape, size }) => {
      const values = tensor.values.slice(from, (from += size));
      return { name: `optimizer/${counted}/${path}`, shape: [...shape], values };
    });
  });
}
