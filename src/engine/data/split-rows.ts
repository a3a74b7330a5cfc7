/** Which rows teach, which watch and which grade. */
import type { CategoryColumn, NumberColumn } from "../../catalog/datasets/dataset.ts";
import type { Split } from "../../project/project.ts";
import { RandomStream, permutation } from "../../tensor/random.ts";
import { dataProblem, listed } from "./data-problem.ts";
import { STREAM_SPLIT } from "../random-streams.ts";
import type { Part } from "../trainer.ts";

export type Parts = Readonly<Record<Part, Int32Array>>;

/** What a split may go by, beside the rows themselves. */
export interface SplitColumns {
  readonly target: NumberColumn | CategoryColumn;
  /** By row: a number that rows of one group share. */
  readonly group: Int32Array | undefined;
  /** By row: a number that grows with time; without one, rows are in the order of time. */
  readonly time: Float64Array | undefined;
  /** The column that names each row's part. */
  readonly part: CategoryColumn | undefined;
  /** Rows from here on are the source's own test set. */
  readonly testFrom: number | undefined;
}

/** Rows in the order in which they are dealt; a row that `isTied` to the one before it goes where that one goes. */
interface Order {
  readonly rows: Int32Array;
  readonly isTied: (at: number) => boolean;
}

/**
 * Deals `rows` to the three parts, by the seed alone where chance has a say. By row: shares of all rows, of each class
 * alike when stratified. By source: shares of the rows before `testFrom`; those from there on are the test part. By
 * group: no group is in two parts. By time: the earliest rows train, the latest test; rows of one time stay together.
 * By column: as the column says. Folds hold one of several equal slices back for validation; by time, what comes after
 * the held slice is left out. Throws when what the split goes by is not there, or when nothing is left to train on.
 */
export function splitRows(rows: Int32Array, split: Split, seed: number, by: SplitColumns): Parts {
  const parts = split.by === "column" ? namedParts(rows, by.part) : dealtParts(rows, split, seed, by);
  if (parts.train.length > 0) return parts;
  const field = split.by === "column" ? "data.split.column" : "data.split.train";
  throw dataProblem(
    "too-few-rows",
    `${field}: of ${rows.length} rows, none is left to train on. Give the training part more.`,
    `${field}：共 ${rows.length} 行，没有留下训练行。请增大训练部分。`,
  );
}

function dealtParts(rows: Int32Array, split: Split, seed: number, by: SplitColumns): Parts {
  if (split.by === "source" && by.testFrom === undefined) {
    throw dataProblem(
      "no-source-split",
      'data.split.by: this data set brings no test rows of its own. Use "row".',
      "data.split.by：该数据集没有自带测试集。请改用 row。",
    );
  }
  const ownTest = split.by === "source" ? by.testFrom! : Infinity;
  const order = orderOf(
    rows.filter((row) => row < ownTest),
    split,
    seed,
    by,
  );
  const dealt = split.folds === null ? byShares(order, split) : byFold(order, split, split.folds);
  return split.by === "source" ? { ...dealt, test: rows.filter((row) => row >= ownTest) } : dealt;
}

function orderOf(rows: Int32Array, split: Split, seed: number, by: SplitColumns): Order {
  if (split.by === "time") {
    const { time } = by;
    if (time === undefined) return { rows: rows.toSorted(), isTied: () => false };
    const sorted = rows.toSorted((first, second) => time[first]! - time[second]! || first - second);
    return { rows: sorted, isTied: (at) => time[sorted[at]!] === time[sorted[at - 1]!] };
  }
  const random = new RandomStream(seed, STREAM_SPLIT);
  const shuffled = permutation(rows.length, random).map((index) => rows[index]!);
  if (split.by === "group") {
    const { group } = by;
    if (group === undefined) {
      throw dataProblem(
        "no-group-column",
        'data.group: a split by group needs the column that names the groups. Name it, or use "row".',
        "data.group：按组划分需要指定分组列。请指定该列，或改用 row。",
      );
    }
    // Groups stand in the order in which chance meets the first of their rows.
    const place = new Map<number, number>();
    for (const row of shuffled) if (!place.has(group[row]!)) place.set(group[row]!, place.size);
    const sorted = shuffled.toSorted((first, second) => place.get(group[first]!)! - place.get(group[second]!)!);
    return { rows: sorted, isTied: (at) => group[sorted[at]!] === group[sorted[at - 1]!] };
  }
  return { rows: split.stratify ? stratified(shuffled, by.target) : shuffled, isTied: () => false };
}

/** Every stretch of the result has the classes in the same proportions: the i-th of n rows of a class stands at (i + 1/2) / n. */
function stratified(rows: Int32Array, target: SplitColumns["target"]): Int32Array {
  if (target.type !== "category") return rows;
  const counts = new Int32Array(target.categories.length);
  const places = Float64Array.from(rows, (row) => counts[target.codes[row]!]!++);
  const keys = places.map((place, at) => (place + 0.5) / counts[target.codes[rows[at]!]!]!);
  return Int32Array.from(rows.keys())
    .toSorted((first, second) => keys[first]! - keys[second]! || first - second)
    .map((at) => rows[at]!);
}

function byShares(order: Order, { train, validation, test }: Split): Parts {
  const { length } = order.rows;
  const trainEnd = cutAt(order, Math.round(train * length));
  const validationEnd = Math.max(trainEnd, cutAt(order, trainEnd + Math.round(validation * length)));
  // Shares that add up to 1 use every row, whatever rounding did.
  const isAll = train + validation + test > 1 - 1e-9;
  const testEnd = isAll ? length : Math.max(validationEnd, cutAt(order, validationEnd + Math.round(test * length)));
  return {
    train: order.rows.subarray(0, trainEnd),
    validation: order.rows.subarray(trainEnd, validationEnd),
    test: order.rows.subarray(validationEnd, testEnd),
  };
}

/** The test part is taken off the end; of the rest one slice is held back. */
function byFold(order: Order, split: Split, folds: NonNullable<Split["folds"]>): Parts {
  const { rows } = order;
  const share = split.by === "source" ? 0 : split.test;
  const end = cutAt(order, rows.length - Math.round(share * rows.length));
  const isByTime = split.by === "time";
  // By time the first slice only ever trains.
  const slices = isByTime ? folds.count + 1 : folds.count;
  const held = isByTime ? folds.held : folds.held - 1;
  const from = Math.min(end, cutAt(order, Math.round((end * held) / slices)));
  const to = Math.min(end, cutAt(order, Math.round((end * (held + 1)) / slices)));
  return {
    train: rows.subarray(0, end).filter((_, at) => at < from || (at >= to && !isByTime)),
    validation: rows.subarray(from, to),
    test: rows.subarray(end),
  };
}

/** The place nearest to `wanted` that parts no tied rows. */
function cutAt({ rows, isTied }: Order, wanted: number): number {
  const isFree = (at: number) => at <= 0 || at >= rows.length || !isTied(at);
  for (let distance = 0; ; distance++) {
    if (isFree(wanted - distance)) return Math.max(0, wanted - distance);
    if (isFree(wanted + distance)) return Math.min(rows.length, wanted + distance);
  }
}

const PART_NAMES: Readonly<Record<string, Part>> = {
  train: "train",
  training: "train",
  validation: "validation",
  valid: "validation",
  val: "validation",
  dev: "validation",
  test: "test",
  testing: "test",
};

/** Rows where the column says nothing are left out. */
function namedParts(rows: Int32Array, column: CategoryColumn | undefined): Parts {
  if (column === undefined) {
    throw dataProblem(
      "no-part-column",
      "data.split.column: a split by column needs the column that says train, validation or test for each row.",
      "data.split.column：按列划分需要指定一列，逐行写明 train、validation 或 test。",
    );
  }
  const parts = column.categories.map((name) => PART_NAMES[name.trim().toLowerCase()]);
  const unknown = column.categories.filter((_, code) => parts[code] === undefined);
  if (unknown.length > 0) {
    throw dataProblem(
      "unknown-part",
      `data.split.column: "${column.name}" has values that name no part: ${listed(unknown)}. Use train, validation and test.`,
      `data.split.column：“${column.name}”中有无法识别的值：${listed(unknown)}。请使用 train、validation 和 test。`,
    );
  }
  const rowsOf = (part: Part) => rows.filter((row) => parts[column.codes[row]!] === part);
  return { train: rowsOf("train"), validation: rowsOf("validation"), test: rowsOf("test") };
}
