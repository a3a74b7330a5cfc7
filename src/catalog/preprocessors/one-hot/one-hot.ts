import type { Preprocessor } from "../preprocessor.ts";

/** A missing value becomes zeros everywhere. */
export const oneHot: Preprocessor = {
  fit: (_config, column) => (column.type === "category" ? { categories: column.categories } : null),
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
