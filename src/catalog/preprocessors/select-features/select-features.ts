import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import type { NumberColumn } from "../../datasets/dataset.ts";
import { asNumbers, jointStep } from "../make-step.ts";
import { missingValue } from "../missing-value.ts";
import type { Seen } from "../preprocessor.ts";
import { correlationWith, mutualInformation, varianceOf } from "./scores.ts";

interface SelectConfig {
  readonly by: "correlation" | "mutual-information" | "variance";
  readonly keep: number | null;
  readonly above: number;
}

/** The `keep` best scores above a bound; of equal scores the earlier column's. */
export const selectFeatures = jointStep({
  each: z.strictObject({ score: z.number(), isKept: z.boolean() }),
  shared: z.strictObject({}),
  fit: (config: SelectConfig, columns, seen) => {
    const scores = asNumbers(columns).map((column) => scoreOf(config.by, column, seen));
    const best = scores
      .map((score, at) => ({ score, at }))
      .filter(({ score }) => score > config.above)
      .toSorted((first, second) => second.score - first.score || first.at - second.at)
      .slice(0, config.keep ?? scores.length);
    if (best.length === 0) throw nothingKept(config.above);
    const kept = new Set(best.map(({ at }) => at));
    return { each: scores.map((score, at) => ({ score, isKept: kept.has(at) })), shared: {} };
  },
  apply: ({ each }, columns) => columns.filter((_, at) => each[at]!.isKept),
});

function scoreOf(by: SelectConfig["by"], column: NumberColumn, { rows, target }: Seen): number {
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  const gap = values.findIndex(Number.isNaN);
  if (gap >= 0) throw missingValue(column.name, rows[gap]!);
  switch (by) {
    case "variance":
      return varianceOf(values);
    case "correlation":
      return correlationWith(target, values, rows);
    case "mutual-information":
      return mutualInformation(target, values, rows);
  }
}

function nothingKept(above: number): StudioError {
  return new StudioError({
    code: "no-features",
    text: {
      en: `data.preprocess: no column scores above ${above}, so none would be left. Lower the bound, or take the step out.`,
      zh: `data.preprocess：没有列的得分高于 ${above}，将不剩任何特征。请降低下限，或移除此步骤。`,
    },
  });
}
