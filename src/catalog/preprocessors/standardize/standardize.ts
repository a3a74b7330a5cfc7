import type { Preprocessor } from "../preprocessor.ts";

/** Mean and population deviation of the values at `rows` that are not missing; a deviation of 0 is given as 1. */
export function momentsOf(
  values: Float64Array,
  rows: Int32Array,
): { readonly mean: number; readonly deviation: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // Welford (1962): one pass, no cancellation.
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    count++;
    const difference = value - mean;
    mean += difference / count;
    squares += difference * (value - mean);
  }
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}

/** (x - mean) / deviation with the population deviation, as scikit-learn's StandardScaler; a constant is only shifted. */
export const standardize: Preprocessor = {
  fit: (_config, column, rows) => {
    if (column.type !== "number") return null;
    return momentsOf(column.values, rows);
  },
  apply: (fitted, column) => {
    const { mean, deviation } = fitted;
    if (column.type !== "number" || typeof mean !== "number" || typeof deviation !== "number") return [column];
    return [{ ...column, values: column.values.map((value) => (value - mean) / deviation) }];
  },
};
