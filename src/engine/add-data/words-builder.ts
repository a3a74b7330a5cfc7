/** Columns of words: classes while they repeat, texts when they do not. */
import type { Cell, TypedValues } from "../../catalog/readers/reader.ts";
import type { StoredValues } from "../../project/stored-data.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import { isMissingWord } from "./parse-number.ts";

/** So many different ones are no classes any more, unless the user says so; further ones are stored as they are. */
const MOST_CATEGORIES = 1000;
/** What a class is one of; beyond, the dictionary would be the larger part of the data. */
const MOST_CODED = 200_000;

/** Classes have names; a dictionary longer than this holds texts. */
const MOST_CODED_CHARACTERS = 1_000_000;

/** `as`: what the user says that they are; null leaves it to their number and length. */
export function wordsBuilder(as: "category" | "text" | null, capacity: number): ColumnBuilder {
  const codes = new Int32Array(capacity);
  const codeOf = new Map<string, number>();
  const dictionary: string[] = [];
  const mostCoded = as === "category" ? MOST_CODED : as === "text" ? 0 : MOST_CATEGORIES;
  let filled = 0;
  let texts: (string | null)[] | null = null;
  let present = 0;
  let missing = 0;
  let words = 0;
  let characters = 0;
  /** Characters of the dictionary. */
  let coded = 0;

  const put = (cell: Cell): void => {
    const text = wordIn(cell);
    if (text === null) {
      missing++;
      if (texts === null) codes[filled++] = -1;
      else texts.push(null);
      return;
    }
    present++;
    if (texts !== null) {
      texts.push(text);
      characters += text.length;
      return;
    }
    let code = codeOf.get(text);
    if (code === undefined) {
      if (dictionary.length >= mostCoded || (as === null && coded > MOST_CODED_CHARACTERS)) {
        texts = Array.from(codes.subarray(0, filled), (known) => dictionary[known] ?? null);
        texts.push(text);
        characters = texts.reduce((sum, each) => sum + (each?.length ?? 0), 0);
        return;
      }
      code = dictionary.length;
      codeOf.set(text, code);
      dictionary.push(text);
      coded += text.length;
      words += wordsIn(text);
    }
    codes[filled++] = code;
  };

  return {
    addRows: (rows, at, from, to) => {
      for (let index = from; index < to; index++) put(rows[index]![at]);
    },
    addTyped: (column: TypedValues, from, to) => {
      if (column.type === "cells") for (let index = from; index < to; index++) put(column.cells[index]);
      else if (column.type === "number") for (let index = from; index < to; index++) put(column.values[index]);
      else throw new Error("pictures are no words");
    },
    take: (): StoredValues => {
      const taken: StoredValues =
        texts === null ? { type: "codes", codes: codes.slice(0, filled) } : { type: "text", values: texts };
      filled = 0;
      if (texts !== null) texts = [];
      characters = 0;
      return taken;
    },
    get waitingCharacters() {
      return characters;
    },
    isMisread: false,
    finish: () => {
      const distinct = dictionary.length;
      const isText = texts !== null || as === "text" || (as === null && readsLikeText(distinct, present, words));
      return {
        type: isText ? "text" : "category",
        missing,
        dictionary,
        isConstant: texts === null && distinct < 2,
        isRising: false,
        strays: null,
      };
    },
  };
}

/** Sentences, names and numbers of tickets: hardly any stands twice. Few enough are classes all the same. */
function readsLikeText(distinct: number, present: number, words: number): boolean {
  if (distinct <= 2) return false;
  const areSentences = words >= 4 * distinct;
  if (areSentences) return distinct > 0.2 * present;
  return distinct > 20 && distinct > 0.5 * present;
}

function wordIn(cell: Cell): string | null {
  if (typeof cell === "string") return isMissingWord(cell) ? null : cell.trim();
  if (cell === null || cell === undefined || Number.isNaN(cell)) return null;
  return cell instanceof Date ? cell.toISOString() : String(cell);
}

function wordsIn(text: string): number {
  // Chinese has no spaces between words; two characters count as one.
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (text.match(/\S+/g)?.length ?? 0) + han / 2;
}
