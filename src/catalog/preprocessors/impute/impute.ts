import type { Preprocessor } from "../preprocessor.ts";

export const impute: Preprocessor<{ numbers: "median" | "mean" }> = {
  fit: (config, column, rows) => {
    if (column.type === "number") {
      const present = Float64Array.from(rows, (row) => column.values[row]!).filter((value) => !Number.isNaN(value));
      // A column without a single value in the training rows carries nothing; 0 keeps it harmless.
      if (present.length === 0) return { number: 0 };
      return { number: config.numbers === "mean" ? mean(present) : median(present) };
    }
    if (column.type === "category") {
      const counts = new Float64Array(column.categories.length);
      for (const row of rows) if (column.codes[row]! >= 0) counts[column.codes[row]!]!++;
      const category = column.categories[counts.indexOf(Math.max(...counts))];
      return category === undefined ? null : { category };
    }
    return null;
  },
  apply: (fitted, column) => {
    const { number, category } = fitted;
    if (column.type === "number" && typeof number === "number") {
      return [{ ...column, values: column.values.map((value) => (Number.isNaN(value) ? number : value)) }];
    }
    if (column.type === "category" && typeof category === "string") {
      const code = column.categories.indexOf(category);
      return [{ ...column, codes: column.codes.map((present) => (present < 0 ? code : present)) }];
    }
    return [column];
  },
};

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
