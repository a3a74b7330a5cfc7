/** The builder that suits how a column is read. */
import type { Cell } from "../../catalog/readers/reader.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import type { ColumnReading } from "./guess-types.ts";
import { numbersBuilder } from "./numbers-builder.ts";
import { parseNumber } from "./parse-number.ts";
import { parseTime } from "./parse-time.ts";
import { wordsBuilder } from "./words-builder.ts";

/** `capacity`: rows between two calls of `take`. */
export function buildColumn(reading: ColumnReading, capacity: number, decimal: "." | ","): ColumnBuilder {
  switch (reading.type) {
    case "words":
      return wordsBuilder(reading.as, capacity);
    case "number":
      return numbersBuilder("number", capacity, (cell) => numberIn(cell, decimal));
    case "time": {
      const factor = reading.epoch === "seconds" ? 1000 : 1;
      const epoch = reading.epoch;
      return numbersBuilder("time", capacity, (cell) => {
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
