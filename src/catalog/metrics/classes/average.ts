/** One number for all classes from one for each. */

export type Average = "macro" | "weighted" | "micro" | "last";

/** What a class came to: null where that is not defined. */
export interface ClassScore {
  readonly score: number | null;
  /** Rows that are of it. */
  readonly support: number;
}

/**
 * Macro: the mean of the classes that have a score. Weighted: by their rows. Last: that class alone. Null where no class
 * has a score. Micro is counted over all classes together before there is any score, so it is the caller's.
 */
export function averageOf(scores: readonly ClassScore[], average: Exclude<Average, "micro">): number | null {
  if (average === "last") return scores.at(-1)?.score ?? null;
  let [sum, weights] = [0, 0];
  for (const { score, support } of scores) {
    if (score === null) continue;
    const weight = average === "macro" ? 1 : support;
    sum += weight * score;
    weights += weight;
  }
  return weights > 0 ? sum / weights : null;
}
