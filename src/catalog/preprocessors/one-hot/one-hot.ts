import type { Preprocessor } from "../preprocessor.ts";

/** A missing value, or a category that no training row has, becomes zeros everywhere. */
export const oneHot: Preprocessor = {
  fit: (_config, column, rows) => {
    if (column.type !== "category") return null;
    const seen = new Set(Array.from(rows, (row) => column.codes[row]!));
    const categories = column.categories.filter((_, code) => seen.has(code));
    // A column without a single value in the training rows carries nothing; zeros keep the input's shape.
    return { categories: categories.length === 0 ? column.categories : categories };
  },
  apply: (fitted, column) => {
    const { categories } = fitted;
    if (column.type !== "category" || !Array.isArray(categories)) return [column];
    return categories.map((category: string) => {
      const code = column.categories.indexOf(category);
      return {
        type: "number" as const,
        name: `${column.name} = ${category}`,
        values: Float64Array.from(column.codes, (present) => (present === code ? 1 : 0)),
      };
    });
  },
};
