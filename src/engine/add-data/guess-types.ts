/** What each column of a table seems to hold, by its name and its first rows. The user may know better and say so. */
import type { ColumnType } from "../../catalog/datasets/dataset.ts";
import type { Cell } from "../../catalog/readers/reader.ts";
import { isMissingNumber, parseNumber } from "./parse-number.ts";
import { type DayOrder, type Epoch, dayOrderOf, epochOf, parseTime } from "./parse-time.ts";

/** How a column's cells are read. */
export type ColumnReading =
  | { readonly type: "number" }
  | { readonly type: "time"; readonly order: DayOrder; readonly epoch: Epoch | null }
  /** Classes or texts: their number decides at the end, unless the user has. */
  | { readonly type: "words"; readonly as: "category" | "text" | null };

/** So many cells of a hundred may be no numbers in a column of numbers: they count as missing. */
export const MOST_STRAY_SHARE = 0.05;

const TIME_NAME = /(?:^|[^a-z])(?:time|timestamp|date|datetime|epoch|ts)(?:$|[^a-z])|[a-z](?:At|Time|Date)$|日期|时间/i;
const CLASS_NAME =
  /^(?:label|target|class|category|species|outcome|survived|y|diagnosis|type|quality|cluster|标签|类别|目标)$/i;
/** Whole numbers from few classes, where the column is called like a class. */
const MOST_NUMBERED_CLASSES = 20;

/** What the user says, else what the cells say. `cells`: those of the first rows. */
export function readingOf(
  name: string,
  cells: readonly Cell[],
  decimal: "." | ",",
  chosen: ColumnType | undefined,
): ColumnReading {
  const present = cells.filter((cell) => cell !== null && cell !== undefined);
  const texts = present.filter((cell) => typeof cell === "string").filter((cell) => !isMissingNumber(cell));
  const order = dayOrderOf(texts) ?? "day-first";
  switch (chosen) {
    case "number":
      return { type: "number" };
    case "category":
    case "text":
      return { type: "words", as: chosen };
    case "time":
      return { type: "time", order, epoch: epochIn(present, decimal) };
    case "image":
    case undefined:
      break;
  }
  if (present.some((cell) => cell instanceof Date)) return { type: "time", order, epoch: null };
  if (present.some((cell) => typeof cell === "boolean")) return { type: "words", as: "category" };
  const numbers = present.flatMap((cell) => numberOf(cell, decimal));
  const others = texts.filter((text) => Number.isNaN(parseNumber(text, decimal)));
  if (others.length > 0 && isShare(others.length, numbers.length)) {
    const isTime = others.filter((text) => !Number.isNaN(parseTime(text, order))).length >= 0.95 * others.length;
    return isTime && numbers.length === 0 ? { type: "time", order, epoch: null } : { type: "words", as: null };
  }
  if (TIME_NAME.test(name)) {
    const epoch = epochIn(present, decimal);
    if (epoch !== null) return { type: "time", order, epoch };
  }
  const isClass = CLASS_NAME.test(name.trim()) && numbers.every(Number.isInteger) && numbers.length >= 10;
  if (isClass && new Set(numbers).size <= Math.min(MOST_NUMBERED_CLASSES, numbers.length / 5)) {
    return { type: "words", as: "category" };
  }
  return { type: "number" };
}

function numberOf(cell: Cell, decimal: "." | ","): number[] {
  const value = typeof cell === "number" ? cell : typeof cell === "string" ? parseNumber(cell, decimal) : Number.NaN;
  return Number.isNaN(value) ? [] : [value];
}

function isShare(strays: number, others: number): boolean {
  return strays > MOST_STRAY_SHARE * (strays + others);
}

function epochIn(cells: readonly Cell[], decimal: "." | ","): Epoch | null {
  const epochs = new Set(cells.flatMap((cell) => numberOf(cell, decimal)).map(epochOf));
  const [epoch = null] = epochs;
  return epochs.size === 1 ? epoch : null;
}
