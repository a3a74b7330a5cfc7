/** What a prediction must supply, column by column. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import type { FittedStep, Series } from "../../catalog/preprocessors/preprocessor.ts";
import { windowOf } from "../../catalog/preprocessors/window-of.ts";
import type { InputColumn, PredictionRow } from "../../project/records.ts";

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

/** A row as a prediction gives it: the very columns that its example was made of. */
export function rowOf(
  features: readonly Column[],
  inputs: readonly InputColumn[],
  series: Series,
  row: number,
): PredictionRow {
  return Object.fromEntries(
    features.map((column, at) => {
      const input = inputs[at]!;
      const window = "window" in input ? input.window : undefined;
      if (window === undefined) return [column.name, cellAt(column, row)];
      const members = series.find((each) => each.includes(row)) ?? Int32Array.of(row);
      const first = members.indexOf(row) - window.horizon - window.length + 1;
      return [column.name, Array.from(members.subarray(first, first + window.length), (each) => cellAt(column, each))];
    }),
  );
}

function cellAt(column: Column, row: number): unknown {
  switch (column.type) {
    case "number":
    case "category":
      return valueAt(column, row);
    case "text":
      return column.values[row] ?? null;
    case "time":
      return Number.isFinite(column.values[row]!) ? column.values[row] : null;
    case "image": {
      const size = column.shape.reduce((product, extent) => product * extent, 1);
      return column.pixels.slice(row * size, (row + 1) * size);
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
