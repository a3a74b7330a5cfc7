/**
 * Cells of one column into the values that are stored, chunk by chunk, without keeping the column: a table may be
 * larger than what is free of memory.
 */
import type { ColumnType } from "../../catalog/datasets/dataset.ts";
import type { Cell, TypedValues } from "../../catalog/readers/reader.ts";
import type { StoredValues } from "../../project/stored-data.ts";
import { type ColumnReading, MOST_STRAY_SHARE } from "./guess-types.ts";
import { isMissingNumber, parseNumber } from "./parse-number.ts";
import { parseTime } from "./parse-time.ts";
import { wordsBuilder } from "./words-builder.ts";

export interface ColumnBuilder {
  /** Cells `from` to `to` of the rows' column `at`; `row` is the table's number of the first, from 1. */
  addRows(rows: readonly (readonly Cell[])[], at: number, from: number, to: number, row: number): void;
  addTyped(values: TypedValues, from: number, to: number, row: number): void;
  /** What has been added since the last time. */
  take(): StoredValues;
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

/** `capacity`: rows between two calls of `take`. */
export function columnBuilder(reading: ColumnReading, capacity: number, decimal: "." | ","): ColumnBuilder {
  switch (reading.type) {
    case "words":
      return wordsBuilder(reading.as, capacity);
    case "number":
      return numbersBuilder("number", capacity, isMissingNumber, (cell) => numberIn(cell, decimal));
    case "time": {
      const factor = reading.epoch === "seconds" ? 1000 : 1;
      const epoch = reading.epoch;
      return numbersBuilder("time", capacity, isMissingNumber, (cell) => {
        if (cell instanceof Date) return cell.getTime();
        if (epoch !== null) return numberIn(cell, decimal) * factor;
        return typeof cell === "string" ? parseTime(cell, reading.order) : Number.NaN;
      });
    }
  }
}

function numberIn(cell: Cell, decimal: "." | ","): number {
  if (typeof cell === "string") return parseNumber(cell, decimal);
  if (typeof cell === "number") return cell;
  return typeof cell === "boolean" ? Number(cell) : Number.NaN;
}

function numbersBuilder(
  type: "number" | "time",
  capacity: number,
  isMissing: (cell: string) => boolean,
  read: (cell: Cell) => number,
): ColumnBuilder {
  const values = new Float64Array(capacity);
  let filled = 0;
  let present = 0;
  let missing = 0;
  let strays = 0;
  let firstStray: { readonly row: number; readonly cell: string } | null = null;
  let previous = Number.NaN;
  let isConstant = true;
  let isRising = true;

  const put = (value: number): void => {
    values[filled++] = value;
    // NaN is the one number that is not itself.
    if (value !== value) {
      missing++;
      return;
    }
    present++;
    if (previous === previous && value !== previous) {
      isConstant = false;
      if (value < previous) isRising = false;
    }
    previous = value;
  };
  const putCell = (cell: Cell, row: number): void => {
    if (cell === undefined || cell === null) return put(Number.NaN);
    const value = read(cell);
    if (value !== value && !isBlank(cell, isMissing)) {
      strays++;
      firstStray ??= { row, cell: String(cell) };
    }
    put(value);
  };

  return {
    addRows: (rows, at, from, to, row) => {
      for (let index = from; index < to; index++) putCell(rows[index]![at], row + index - from);
    },
    addTyped: (column, from, to, row) => {
      if (column.type === "number") for (let index = from; index < to; index++) put(column.values[index]!);
      else if (column.type === "cells") {
        for (let index = from; index < to; index++) putCell(column.cells[index], row + index - from);
      } else throw new Error("pictures are no numbers");
    },
    take: () => {
      const taken = values.slice(0, filled);
      filled = 0;
      return { type: "number", values: taken };
    },
    get isMisread() {
      return strays > MOST_STRAY_SHARE * (present + strays) && strays > 0;
    },
    finish: () => ({
      type,
      missing,
      dictionary: null,
      isConstant,
      isRising: isRising && !isConstant && missing === 0,
      strays: firstStray === null ? null : { count: strays, ...firstStray },
    }),
  };
}

function isBlank(cell: Cell, isMissing: (cell: string) => boolean): boolean {
  return typeof cell === "string" ? isMissing(cell) : typeof cell === "number";
}

/** Pictures of one shape, `size` bytes each. */
export function picturesBuilder(size: number, capacity: number): ColumnBuilder {
  const pixels = new Uint8Array(size * capacity);
  let filled = 0;
  return {
    addRows: () => {
      throw new Error("a cell holds no picture");
    },
    addTyped: (column, from, to) => {
      if (column.type !== "image") throw new Error("these are no pictures");
      pixels.set(column.pixels.subarray(from * size, to * size), filled * size);
      filled += to - from;
    },
    take: () => {
      const taken = pixels.slice(0, filled * size);
      filled = 0;
      return { type: "image", pixels: taken };
    },
    isMisread: false,
    finish: () => ({
      type: "image",
      missing: 0,
      dictionary: null,
      isConstant: false,
      isRising: false,
      strays: null,
    }),
  };
}
