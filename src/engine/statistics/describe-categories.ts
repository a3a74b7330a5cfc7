import type { CategoryColumn } from "../../catalog/datasets/dataset.ts";
import type { CategoryFigures } from "../../project/data-summary.ts";

/** More than a card or a list of classes can show. */
const MOST_SHOWN = 50;

/** Categories that no row has do not count. */
export function describeCategories(
  column: Pick<CategoryColumn, "codes" | "categories">,
): Pick<CategoryFigures, "missing" | "distinct" | "top"> {
  const counts = countCodes(column.codes, column.categories.length);
  const present = column.categories
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ count }) => count > 0);
  const known = present.reduce((sum, { count }) => sum + count, 0);
  return {
    missing: column.codes.length - known,
    distinct: present.length,
    top: present.toSorted((first, second) => second.count - first.count).slice(0, MOST_SHOWN),
  };
}

/** Rows by code; negative codes are missing and counted nowhere. `rows` left out: all. */
export function countCodes(codes: Int32Array, classes: number, rows?: Int32Array): Int32Array {
  const counts = new Int32Array(classes);
  const count = (code: number): void => {
    if (code >= 0) counts[code]!++;
  };
  if (rows === undefined) for (const code of codes) count(code);
  else for (const row of rows) count(codes[row]!);
  return counts;
}
