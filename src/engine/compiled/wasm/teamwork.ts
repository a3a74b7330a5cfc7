/** How several threads share a step: what they do together, and what one of them does in between while the others wait. */
import type { Plan } from "../plan/plan.ts";
import type { Kernel } from "../plan/scalar.ts";
import { type Piece, costOfAll, piecesOf } from "./pieces.ts";

export interface Stretch {
  /** In any order; the largest first. */
  readonly pieces: readonly Piece[];
  /** In this order, by one thread, when all of these are done. */
  readonly after: readonly Kernel[];
}

/**
 * In additions, of which a thread does some 8 a nanosecond: a level below it is done sooner than the others are told of
 * it. Measured in Chromium on two cores: to wait for each other takes them 5 µs, far more once one is asleep; an LSTM whose
 * levels take 4 µs each needs 0.49 ms a step alone, 0.52 to 0.70 where they are shared.
 */
const HEAVY_LEVEL = 100_000;
/** A step below it (50 µs) is not worth handing over to others: so long may one of them take to wake up. */
const HEAVY_STEP = 400_000;

/** The stretches of a step in turn; null where one thread is as fast. */
export function teamworkOf({ levels }: Pick<Plan, "levels">, threads: number): readonly Stretch[] | null {
  const stretches: { pieces: readonly Piece[]; after: Kernel[] }[] = [{ pieces: [], after: [] }];
  let shared = 0;
  let alone = 0;
  for (const level of levels) {
    const pieces = level.flatMap((kernel) => piecesOf(kernel, threads));
    const cost = costOfAll(pieces);
    if (cost >= HEAVY_LEVEL && pieces.length + pieces.filter(({ part }) => part !== null).length > 1) {
      shared += cost;
      stretches.push({ pieces: pieces.toSorted((a, b) => b.cost - a.cost), after: [] });
    } else {
      alone += cost;
      stretches.at(-1)!.after.push(...level);
    }
  }
  if (shared < HEAVY_STEP || shared < alone) return null;
  return stretches.filter(({ pieces, after }) => pieces.length + after.length > 0);
}
