/** Rows put in order, and rows told apart, by numbers made of their cells. */
import { type CategoryColumn, type Column, type Dataset, rowsOf } from "../../catalog/datasets/dataset.ts";
import { nextTask } from "../next-task.ts";

/**
 * The places of all rows in the column's order; equal ones keep the order that they have, missing ones come last
 * either way. Linear in the rows: a radix sort of the keys' bits, 16 at a time.
 */
export function orderRows(column: Column, isDescending: boolean): Uint32Array {
  return radixOrder(sortKeys(column), isDescending);
}

/** A number per row that sorts as the cells do; NaN where missing. */
function sortKeys(column: Column): Float64Array {
  switch (column.type) {
    case "number":
    case "time":
      return column.values;
    case "category": {
      const ranks = ranksOf(column.categories);
      return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : ranks[code]!));
    }
    case "text": {
      const { codes, categories } = codedTexts(column.values);
      return sortKeys({ type: "category", name: column.name, codes, categories });
    }
    case "image":
      return new Float64Array(rowsOf(column));
  }
}

/** Different texts, each with a number of its own; null has -1. */
export function codedTexts(texts: readonly (string | null)[]): Pick<CategoryColumn, "codes" | "categories"> {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { codes, categories: [...codeOf.keys()] };
}

/** Of each word its place among all in the order of a dictionary, digits as the numbers that they are. */
function ranksOf(words: readonly string[]): Float64Array {
  const { compare } = new Intl.Collator("en", { numeric: true });
  const ranks = new Float64Array(words.length);
  words
    .map((word, place) => ({ word, place }))
    .toSorted((first, second) => compare(first.word, second.word))
    .forEach(({ place }, rank) => (ranks[place] = rank));
  return ranks;
}

function radixOrder(keys: Float64Array, isDescending: boolean): Uint32Array {
  const count = keys.length;
  // IEEE 754 doubles sort as unsigned integers once negative ones are inverted and the others' sign bit is set.
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  for (let row = 0; row < count; row++) {
    const key = keys[row]!;
    if (Number.isNaN(key)) {
      low[row] = high[row] = 0xffffffff;
      continue;
    }
    // Adding 0 makes -0 the same as 0.
    double[0] = (isDescending ? -key : key) + 0;
    const isNegative = halves[1]! >>> 31 === 1;
    low[row] = isNegative ? ~halves[0]! : halves[0]!;
    high[row] = isNegative ? ~halves[1]! : halves[1]! | 0x80000000;
  }
  let order = Uint32Array.from({ length: count }, (_, row) => row);
  let spare = new Uint32Array(count);
  const starts = new Uint32Array(65537);
  for (const [digits, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    starts.fill(0);
    for (let row = 0; row < count; row++) starts[((digits[row]! >>> shift) & 0xffff) + 1]!++;
    for (let digit = 0; digit < 65536; digit++) starts[digit + 1]! += starts[digit]!;
    for (const row of order) spare[starts[(digits[row]! >>> shift) & 0xffff]!++] = row;
    [order, spare] = [spare, order];
  }
  return order;
}

/**
 * How many rows repeat an earlier one in every column; missing equals missing. Rows are compared by a hash of 53 bits:
 * among a million, two different ones are taken for the same once in eighteen thousand times.
 */
export async function countDuplicates({ rows, columns }: Dataset): Promise<number> {
  if (rows === 0 || columns.length === 0) return 0;
  const high = new Uint32Array(rows);
  const low = new Uint32Array(rows);
  for (const column of columns) {
    mixColumn(column, high, low);
    await nextTask();
  }
  const keys = Float64Array.from(high, (bits, row) => (bits >>> 11) * 2 ** 32 + low[row]!).toSorted();
  let repeated = 0;
  for (let index = 1; index < rows; index++) if (keys[index] === keys[index - 1]) repeated++;
  return repeated;
}

/** Two 32-bit hashes per row take up this column's cell, by the rounds of MurmurHash3 (A. Appleby, public domain). */
function mixColumn(column: Column, high: Uint32Array, low: Uint32Array): void {
  const mix = (row: number, word: number): void => {
    high[row] = mixed(high[row]!, word, 0xcc9e2d51, 0x1b873593);
    low[row] = mixed(low[row]!, word, 0x85ebca6b, 0xc2b2ae35);
  };
  switch (column.type) {
    case "number":
    case "time": {
      const double = new Float64Array(1);
      const halves = new Int32Array(double.buffer);
      column.values.forEach((value, row) => {
        double[0] = Number.isNaN(value) ? NaN : value + 0;
        mix(row, halves[0]!);
        mix(row, halves[1]!);
      });
      return;
    }
    case "category":
      column.codes.forEach((code, row) => mix(row, code));
      return;
    case "text":
      codedTexts(column.values).codes.forEach((code, row) => mix(row, code));
      return;
    case "image":
      mixPictures(column.pixels, high, low);
  }
}

/** Four bytes at a time: a picture is long. */
function mixPictures(pixels: Uint8Array, high: Uint32Array, low: Uint32Array): void {
  const size = pixels.length / high.length;
  for (let row = 0; row < high.length; row++) {
    let [first, second] = [high[row]!, low[row]!];
    const end = (row + 1) * size;
    for (let at = row * size; at < end; at += 4) {
      let word = pixels[at]!;
      for (let next = at + 1; next < at + 4 && next < end; next++) word = (word << 8) | pixels[next]!;
      first = mixed(first, word, 0xcc9e2d51, 0x1b873593);
      second = mixed(second, word, 0x85ebca6b, 0xc2b2ae35);
    }
    high[row] = first;
    low[row] = second;
  }
}

function mixed(hash: number, word: number, first: number, second: number): number {
  const scrambled = Math.imul(word, first);
  const turned = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), second);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}
