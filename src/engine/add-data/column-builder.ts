/**
 * Cells of one column into the values that are stored, chunk by chunk, without keeping the column: a table may be
 * larger than what is free of memory.
 */
import type { ColumnType } from "../../catalog/datasets/dataset.ts";
import type { Cell, TypedValues } from "../../catalog/readers/reader.ts";
import type { StoredValues } from "../../project/stored-data.ts";

export interface ColumnBuilder {
  /** Cells `from` to `to` of the rows' column `at`; `row` is the table's number of the first, from 1. */
  addRows(rows: readonly (readonly Cell[])[], at: number, from: number, to: number, row: number): void;
  addTyped(values: TypedValues, from: number, to: number, row: number): void;
  /** What has been added since the last time. */
  take(): StoredValues;
  /** Characters of texts that wait for `take`: they, unlike numbers, may be long. */
  readonly waitingCharacters: number;
  /** True as soon as too many cells are not what the column was taken for. */
  readonly isMisread: boolean;
  finish(): BuiltColumn;
}

export interface BuiltColumn {
  readonly type: ColumnType;
  readonly missing: number;
  /** What codes stand for; null when nothing is coded. */
  readonly dictionary: readonly string[] | null;
  /** Has at most one value. */
  readonly isConstant: boolean;
  /** Numbers or times that never go down, and go up. */
  readonly isRising: boolean;
  /** Cells that were no numbers, or no times, and count as missing. */
  readonly strays: { readonly count: number; readonly row: number; readonly cell: string } | null;
}
