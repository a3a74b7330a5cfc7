/** What a prediction must supply, column by column. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import type { FittedStep, Series } from "../../catalog/preprocessors/preprocessor.ts";
import { windowOf } from "../../catalog/preprocessors/window-of.ts";
import type { InputColumn } from "../../project/records.ts";

type Window = NonNullable<Extract<InputColumn, { type: "number" }>["window"]>;

/** Each feature with what the training rows show of it; with windows, its newest values as an example. */
export function inputColumns(
  features: readonly Column[],
  train: Int32Array,
  { fitted, series }: { readonly fitted: readonly FittedStep[]; readonly series: Series },
): readonly InputColumn[] {
  const window = windowOf(fitted);
  const longest = series.reduce((best, each) => (each.length > best.length ? each : best), new Int32Array());
  return features.map((column) => {
    if (window === null) return inputColumn(column, train, undefined);
    const newest = longest.subarray(-window.length);
    return inputColumn(column, train, {
      length: window.length,
      horizon: window.horizon,
      latest: Array.from(newest, (row) => valueAt(column, row)),
    });
  });
}

function inputColumn(column: Column, rows: Int32Array, window: Window | undefined): InputColumn {
  const windowed = window === undefined ? {} : { window };
  switch (column.type) {
    case "text":
    case "time":
      return { type: column.type, name: column.name };
    case "image":
      return { type: "image", name: column.name, shape: [...column.shape] };
    case "category":
      return { type: "category", name: column.name, categories: [...column.categories], ...windowed };
    case "number": {
      const sorted = Float64Array.from(rows, (row) => column.values[row]!)
        .filter(Number.isFinite)
        .toSorted();
      return {
        type: "number",
        name: column.name,
        typical: sorted[sorted.length >> 1] ?? 0,
        minimum: sorted[0] ?? 0,
        maximum: sorted[sorted.length - 1] ?? 0,
        ...windowed,
      };
    }
  }
}

function valueAt(column: Column, row: number): number | string | null {
  switch (column.type) {
    case "number": {
      const value = column.values[row]!;
      return Number.isFinite(value) ? value : null;
    }
    case "category":
      return column.categories[column.codes[row]!] ?? null;
    case "text":
    case "time":
    case "image":
      return null;
  }
}
