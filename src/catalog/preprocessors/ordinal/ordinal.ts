import { z } from "zod";
import { columnStep } from "../make-step.ts";

/** As scikit-learn's OrdinalEncoder, with -1 for what is missing or has no training row. */
export const ordinal = columnStep({
  values: z.strictObject({ categories: z.array(z.string()) }),
  fit: (config: { order: "file" | "frequency" }, column, { rows }) => {
    if (column.type !== "category") return null;
    const counts = new Int32Array(column.categories.length);
    for (const row of rows) if (column.codes[row]! >= 0) counts[column.codes[row]!]!++;
    const seen = column.categories
      .map((category, code) => ({ category, count: counts[code]! }))
      .filter(({ count }) => count > 0);
    const ordered = config.order === "file" ? seen : seen.toSorted((first, second) => first.count - second.count);
    return { categories: ordered.map(({ category }) => category) };
  },
  apply: ({ categories }, column) => {
    if (column.type !== "category") return [column];
    const places = column.categories.map((category) => categories.indexOf(category));
    const values = Float64Array.from(column.codes, (code) => places[code] ?? -1);
    return [{ type: "number", name: column.name, values }];
  },
});
