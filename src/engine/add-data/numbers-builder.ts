/** Columns of numbers and of points in time. */
import type { Cell } from "../../catalog/readers/reader.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import { MOST_STRAY_SHARE } from "./guess-types.ts";
import { isMissingNumber } from "./parse-number.ts";

/** `read` gives NaN for a cell that holds no number; `capacity`: rows between two calls of `take`. */
export function numbersBuilder(type: "number" | "time", capacity: number, read: (cell: Cell) => number): ColumnBuilder {
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
    if (value !== value && !isBlank(cell)) {
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
    waitingCharacters: 0,
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

function isBlank(cell: Cell): boolean {
  return typeof cell === "string" ? isMissingNumber(cell) : typeof cell === "number";
}
