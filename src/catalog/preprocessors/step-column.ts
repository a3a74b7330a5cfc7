/** What steps hand on: a data set's columns, and what steps make of them that no file holds. */
import type { Column } from "../datasets/dataset.ts";

/** Numbers of one shape for each row, made when they are asked for: windows, tokens, counts of words. */
export interface ArrayColumn {
  readonly type: "array";
  readonly name: string;
  readonly rows: number;
  /** Of one row. */
  readonly shape: readonly number[];
  /** The numbers are tokens from 0 to this, itself left out. */
  readonly vocabulary?: number;
  /** Rows that have no array, such as those before a series is long enough for a window; left out, every row has one. */
  readonly has?: (row: number) => boolean;
  /** Writes row `row` to `out` at `at`; a row that has none reads what it would. */
  readonly write: (row: number, out: Float32Array, at: number) => void;
}

export type StepColumn = Column | ArrayColumn;
