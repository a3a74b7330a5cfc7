/** Rows to predict as the model's steps take them: each for itself, or each the end of a little series of its own. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import type { Series } from "../../catalog/preprocessors/preprocessor.ts";
import type { InputColumn, PredictionRow } from "../../project/records.ts";
import { dataProblem } from "./data-problem.ts";
import { separate } from "./order-series.ts";
import { cellsOf, columnsOfCells, columnsOfRows } from "./row-columns.ts";

export interface LaidOut {
  readonly columns: readonly Column[];
  readonly series: Series;
  /** For each row that was given, the one of `columns` that is to be predicted. */
  readonly asked: Int32Array;
}

/**
 * With windows a row gives, for each input, its values oldest first; they are laid out one below the other, and behind
 * them the rows up to the one that is asked for, of which nothing is known. Throws `StudioError`s that name the row.
 */
export function layOutRows(inputs: readonly InputColumn[], rows: readonly PredictionRow[]): LaidOut {
  const window = inputs.flatMap((input) => ("window" in input && input.window !== undefined ? [input.window] : []))[0];
  if (window === undefined) {
    const columns = columnsOfRows(inputs, rows);
    return { columns, series: separate(columns), asked: Int32Array.from(rows.keys()) };
  }
  const { length, horizon } = window;
  const size = length + horizon;
  const cells = rows.flatMap((row, at) => {
    const windows = cellsOf(inputs, onlyWindow(inputs, row), at).map((values, index) =>
      windowIn(values, { length, at, name: inputs[index]!.name }),
    );
    return Array.from({ length: size }, (_, step) => windows.map((values) => values[step]));
  });
  return {
    columns: columnsOfCells(inputs, cells, (at) => Math.floor(at / size)),
    series: rows.map((_, at) => Int32Array.from({ length: size }, (_step, step) => at * size + step)),
    asked: Int32Array.from(rows.keys(), (at) => at * size + size - 1),
  };
}

/** A model with one input may be given the window itself. */
function onlyWindow(inputs: readonly InputColumn[], row: PredictionRow): PredictionRow {
  const values: unknown = row;
  const isList = values instanceof Float32Array || Array.isArray(values);
  if (inputs.length !== 1 || !isList || (values.length === 1 && Array.isArray(values[0]))) return row;
  return [Array.from<unknown>(values)];
}

function windowIn(
  values: unknown,
  { length, at, name }: { readonly length: number; readonly at: number; readonly name: string },
): readonly unknown[] {
  if ((Array.isArray(values) || ArrayBuffer.isView(values)) && "length" in values && values.length === length) {
    // An array, typed or not, holds its values by their places.
    return Array.from(values as ArrayLike<unknown>);
  }
  const found = Array.isArray(values) ? `${values.length}` : "none";
  throw dataProblem(
    "row-window",
    `Row ${at + 1}, column "${name}": this model looks back over ${length} values, oldest first, in an array. There are ${found}.`,
    `第 ${at + 1} 行“${name}”列：此模型需要回看 ${length} 个值（从旧到新的数组），实际为 ${found === "none" ? "0" : found} 个。`,
  );
}
