/** How closely two columns go together, 0 (not at all) to 1 (one tells the other), over the rows where both are known. */
import type { CategoryColumn, Column, NumberColumn } from "../../catalog/datasets/dataset.ts";
import type { Association } from "../../project/data-summary.ts";

/** Undefined where it cannot be told: pictures, a constant column, fewer than three common rows. */
export function associationOf(column: Column, target: Column): Association | undefined {
  const value = measured(column, target);
  if (value === undefined || !Number.isFinite(value.value)) return undefined;
  return value;
}

function measured(column: Column, target: Column): Association | undefined {
  if (column.type === "number" && target.type === "number") {
    return { measure: "pearson", value: pearson(column.values, target.values) };
  }
  if (column.type === "category" && target.type === "category") {
    return { measure: "cramers-v", value: cramersV(column, target) };
  }
  if (column.type === "category" && target.type === "number") {
    return { measure: "correlation-ratio", value: correlationRatio(column, target) };
  }
  if (column.type === "number" && target.type === "category") {
    return { measure: "correlation-ratio", value: correlationRatio(target, column) };
  }
  return undefined;
}

/** Pearson's r, by centred sums; NaN for a constant. */
export function pearson(x: Float64Array, y: Float64Array): number {
  let count = 0;
  let [sumX, sumY] = [0, 0];
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]!) || !Number.isFinite(y[row]!)) continue;
    count++;
    sumX += x[row]!;
    sumY += y[row]!;
  }
  if (count < 3) return NaN;
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const [dx, dy] = [x[row]! - meanX, y[row]! - meanY];
    if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/**
 * The square root of epsilon squared (T. L. Kelley, "An unbiased correlation ratio measure", PNAS 21, 1935):
 * 1 - (1 - eta^2)(n - 1)/(n - k), where eta^2 is the share of the numbers' variance that lies between the k classes.
 */
export function correlationRatio(
  { codes, categories }: Pick<CategoryColumn, "codes" | "categories">,
  { values }: Pick<NumberColumn, "values">,
): number {
  const counts = new Float64Array(categories.length);
  const sums = new Float64Array(categories.length);
  let [count, sum] = [0, 0];
  const isKnown = (row: number): boolean => codes[row]! >= 0 && Number.isFinite(values[row]!);
  for (let row = 0; row < values.length; row++) {
    if (!isKnown(row)) continue;
    counts[codes[row]!]!++;
    sums[codes[row]!]! += values[row]!;
    count++;
    sum += values[row]!;
  }
  const mean = sum / count;
  let between = 0;
  let classes = 0;
  counts.forEach((inClass, code) => {
    if (inClass === 0) return;
    classes++;
    between += inClass * (sums[code]! / inClass - mean) ** 2;
  });
  let total = 0;
  for (let row = 0; row < values.length; row++) if (isKnown(row)) total += (values[row]! - mean) ** 2;
  if (classes < 2 || count <= classes || total === 0) return NaN;
  const unexplained = Math.max(0, 1 - between / total);
  return Math.sqrt(Math.max(0, 1 - (unexplained * (count - 1)) / (count - classes)));
}

/**
 * Cramér's V with the correction for chance of W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T",
 * Journal of the Korean Statistical Society 42 (2013), equations 4 to 6.
 */
export function cramersV(
  first: Pick<CategoryColumn, "codes" | "categories">,
  second: Pick<CategoryColumn, "codes" | "categories">,
): number {
  const width = second.categories.length;
  // Sparse: two columns of names would make a table of millions of empty cells.
  const cells = new Map<number, number>();
  const [rowSums, columnSums] = [new Float64Array(first.categories.length), new Float64Array(width)];
  let count = 0;
  first.codes.forEach((code, row) => {
    const other = second.codes[row]!;
    if (code < 0 || other < 0) return;
    const cell = code * width + other;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    rowSums[code]!++;
    columnSums[other]!++;
    count++;
  });
  const rows = rowSums.filter((sum) => sum > 0).length;
  const columns = columnSums.filter((sum) => sum > 0).length;
  if (rows < 2 || columns < 2) return NaN;
  // Chi squared / n = sum of observed^2 / (row sum * column sum) - 1.
  let phiSquared = -1;
  for (const [cell, observed] of cells) {
    phiSquared += observed ** 2 / (rowSums[Math.floor(cell / width)]! * columnSums[cell % width]!);
  }
  const corrected = Math.max(0, phiSquared - ((rows - 1) * (columns - 1)) / (count - 1));
  const shrunk = (size: number): number => size - (size - 1) ** 2 / (count - 1);
  return Math.sqrt(corrected / Math.min(shrunk(rows) - 1, shrunk(columns) - 1));
}
