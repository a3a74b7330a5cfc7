/**
 * Text into rows of cells with papaparse, piece by piece. Rows are read as lists, because papaparse's objects lose a
 * column called "__proto__"; and a quotation mark that is never closed ends at its line instead of swallowing the file.
 */
import Papa from "papaparse";
import { LONGEST_RECORD } from "../limits.ts";
import { refuse } from "../refuse.ts";

/** After so many lines with an open quotation mark, the file does not use them for quoting. */
const MOST_OPEN_QUOTES = 20;

export interface RowSplitter {
  /** The rows that this text completes. */
  push(text: string): readonly (readonly string[])[];
  /** What is left at the end of the file. */
  finish(): readonly (readonly string[])[];
}

/** `onOpenQuote` hears the number of a row (from 1, the header included) whose quotation mark is never closed. */
export function splitRows(delimiter: string, onOpenQuote: (row: number, isLast: boolean) => void): RowSplitter {
  const parser = new Papa.Parser({ delimiter, newline: "\n" });
  let rest = "";
  let rows = 0;
  let isPlain = false;
  let openQuotes = 0;
  /** A carriage return at the end of a piece may belong to a line feed at the start of the next. */
  let hasReturn = false;

  const parse = (text: string, isEnd: boolean): string[][] => {
    const given = isPlain ? withoutQuoting(text, delimiter, isEnd) : quoted(parser, text, isEnd);
    rest = isEnd && given.isClosed ? "" : text.slice(given.read);
    const full = given.rows.filter((row) => row.length > 1 || row[0] !== "");
    rows += full.length;
    return full;
  };

  /** Reads the line that `rest` begins with as it stands, its quotation mark being no quoting. */
  const breakOpenQuote = (): string[] => {
    const end = rest.indexOf("\n");
    const line = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? "" : rest.slice(end + 1);
    rows++;
    openQuotes++;
    isPlain = openQuotes >= MOST_OPEN_QUOTES;
    onOpenQuote(rows, isPlain);
    return line.split(delimiter);
  };

  return {
    push: (given) => {
      const text = normalized((hasReturn ? "\r" : "") + given);
      hasReturn = text.endsWith("\r");
      const whole = rest + (hasReturn ? text.slice(0, -1) : text);
      const done = parse(whole, false);
      while (rest.length > LONGEST_RECORD) {
        if (!rest.includes("\n")) tooLong(rows + 1);
        done.push(breakOpenQuote());
        done.push(...parse(rest, false));
      }
      return done;
    },
    finish: () => {
      const done: string[][] = [];
      rest += hasReturn ? "\n" : "";
      hasReturn = false;
      const left = (): boolean => rest !== "";
      while (left()) {
        for (const row of parse(rest, true)) done.push(row);
        if (left()) done.push(breakOpenQuote());
      }
      return done;
    },
  };
}

function tooLong(row: number): never {
  const most = LONGEST_RECORD / 1e6;
  return refuse(
    "row-too-long",
    `Row ${row} is longer than ${most} million characters and has no end. Is this a table? Choose another format or delimiter.`,
    `第 ${row} 行超过 ${most * 100} 万个字符仍未结束。这是表格吗？请更换格式或分隔符。`,
  );
}

/** Line ends of Windows and of old Macs become line feeds; a carriage return at the very end waits for what follows. */
function normalized(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n|\r(?!$)/g, "\n") : text;
}

interface Piece {
  readonly rows: string[][];
  /** Characters that those rows take. */
  readonly read: number;
  /** At the end: nothing is left over. */
  readonly isClosed: boolean;
}

function quoted(parser: Papa.Parser, text: string, isEnd: boolean): Piece {
  // papaparse types what it gives as any; with these settings rows are lists of texts.
  const { data, errors, meta } = parser.parse(text, 0, !isEnd) as Papa.ParseResult<string[]>;
  const isOpen = errors.some(({ code }) => code === "MissingQuotes");
  if (!isOpen) return { rows: data, read: meta.cursor, isClosed: true };
  // All but the row that never ends, whose beginning is where a reading without the last row stops.
  const before = parser.parse(text, 0, true) as Papa.ParseResult<string[]>;
  return { rows: before.data, read: before.meta.cursor, isClosed: false };
}

function withoutQuoting(text: string, delimiter: string, isEnd: boolean): Piece {
  const end = isEnd ? text.length : text.lastIndexOf("\n") + 1;
  const rows = text
    .slice(0, end)
    .split("\n")
    .map((line) => line.split(delimiter));
  return { rows, read: end, isClosed: true };
}
