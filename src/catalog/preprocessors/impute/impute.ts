import { z } from "zod";
import type { CategoryColumn, NumberColumn } from "../../datasets/dataset.ts";
import { columnStep, presentNumbers } from "../make-step.ts";
import { quantileOf } from "../quantile.ts";
import { momentsOf } from "../moments.ts";

interface ImputeConfig {
  readonly numbers: "median" | "mean" | "most-frequent" | "constant";
  readonly constant: number;
  readonly categories: "most-frequent" | "own";
  readonly flag: boolean;
}

/** Added to the categories where gaps become one of their own. */
const OWN_CATEGORY = "missing";

/** As scikit-learn's SimpleImputer, with its `add_indicator` as the flag. */
export const impute = columnStep({
  values: z.strictObject({
    number: z.number().exactOptional(),
    category: z.string().exactOptional(),
    flag: z.boolean().exactOptional(),
  }),
  fit: (config: ImputeConfig, column, { rows }) => {
    if (column.type === "number") {
      const present = presentNumbers(column, rows);
      return { number: fillingNumber(config, present), ...flagged(config, present.length < rows.length) };
    }
    if (column.type !== "category") return null;
    const category = config.categories === "own" ? OWN_CATEGORY : mostFrequent(column, rows);
    if (category === undefined) return null;
    return {
      category,
      ...flagged(
        config,
        rows.some((row) => column.codes[row]! < 0),
      ),
    };
  },
  apply: ({ number, category, flag = false }, column) => {
    if (column.type === "number" && number !== undefined) {
      const filled = { ...column, values: column.values.map((value) => (Number.isNaN(value) ? number : value)) };
      return flag ? [filled, flagOf(column.name, column.values, Number.isNaN)] : [filled];
    }
    if (column.type === "category" && category !== undefined) {
      const filled = withCategory(column, category);
      return flag ? [filled, flagOf(column.name, column.codes, (code) => code < 0)] : [filled];
    }
    return [column];
  },
});

function flagged(config: ImputeConfig, hasGaps: boolean): { flag?: boolean } {
  return config.flag && hasGaps ? { flag: true } : {};
}

function fillingNumber(config: ImputeConfig, present: Float64Array): number {
  if (config.numbers === "constant") return config.constant;
  // A column without a single value in the training rows carries nothing; 0 keeps it harmless.
  if (present.length === 0) return 0;
  switch (config.numbers) {
    case "mean":
      return momentsOf(present).mean;
    case "median":
      return quantileOf(present.toSorted(), 0.5);
    case "most-frequent":
      return mostFrequentNumber(present);
  }
}

/** The smallest of those that occur most often. */
function mostFrequentNumber(present: Float64Array): number {
  let best = 0;
  let most = 0;
  let run = 0;
  const sorted = present.toSorted();
  sorted.forEach((value, at) => {
    run = at > 0 && value === sorted[at - 1] ? run + 1 : 1;
    if (run > most) [best, most] = [value, run];
  });
  return best;
}

function mostFrequent(column: CategoryColumn, rows: Int32Array): string | undefined {
  const counts = new Float64Array(column.categories.length);
  for (const row of rows) if (column.codes[row]! >= 0) counts[column.codes[row]!]!++;
  return column.categories[counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0))];
}

function withCategory(column: CategoryColumn, category: string): CategoryColumn {
  const known = column.categories.indexOf(category);
  const code = known < 0 ? column.categories.length : known;
  return {
    ...column,
    categories: known < 0 ? [...column.categories, category] : column.categories,
    codes: column.codes.map((present) => (present < 0 ? code : present)),
  };
}

function flagOf(name: string, values: Iterable<number>, isMissing: (value: number) => boolean): NumberColumn {
  return { type: "number", name: `${name} missing`, values: Float64Array.from(values, (value) => +isMissing(value)) };
}
