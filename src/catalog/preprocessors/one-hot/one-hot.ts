import { z } from "zod";
import { columnStep } from "../make-step.ts";

/**
 * As scikit-learn's OneHotEncoder with unknown categories ignored, or with `min_frequency` put with the rare ones. A
 * missing value is zeros everywhere.
 */
export const oneHot = columnStep({
  values: z.strictObject({ categories: z.array(z.string()), rare: z.boolean().exactOptional() }),
  fit: (config: { rare: number }, column, { rows }) => {
    if (column.type !== "category") return null;
    const counts = new Int32Array(column.categories.length);
    for (const row of rows) if (column.codes[row]! >= 0) counts[column.codes[row]!]!++;
    const categories = column.categories.filter((_, code) => counts[code]! >= Math.max(1, config.rare));
    if (config.rare > 0) return { categories, rare: true };
    // A column without a single value in the training rows carries nothing; zeros keep the input's shape.
    return { categories: categories.length === 0 ? [...column.categories] : categories };
  },
  apply: ({ categories, rare = false }, column) => {
    if (column.type !== "category") return [column];
    const places = column.categories.map((category) => categories.indexOf(category));
    const labels = rare ? [...categories, RARE] : categories;
    return labels.map((label, place) => ({
      type: "number" as const,
      name: `${column.name} = ${label}`,
      values: Float64Array.from(column.codes, (code) => {
        if (code < 0) return 0;
        const own = places[code]!;
        return +(rare && own < 0 ? place === categories.length : own === place);
      }),
    }));
  },
});

/** What a rare category's column is called by. */
export const RARE = "(rare)";
