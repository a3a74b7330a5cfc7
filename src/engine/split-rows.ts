import type { Split } from "../project/project.ts";
import { RandomStream, permutation } from "../tensor/random.ts";
import { dataProblem } from "./data-problem.ts";
import { STREAM_SPLIT } from "./random-streams.ts";
import type { Part } from "./trainer.ts";

export type Parts = Readonly<Record<Part, Int32Array>>;

/**
 * Deals `rows` to the three parts in an order that the seed alone decides. By row: shares of all rows. By source:
 * shares of the rows before `testFrom`; those from there on are the test part. Throws when the source has no test
 * rows of its own, or when nothing is left to train on.
 */
export function splitRows(rows: Int32Array, split: Split, seed: number, testFrom: number | undefined): Parts {
  if (split.by === "source" && testFrom === undefined) {
    throw dataProblem(
      "no-source-split",
      'data.split.by: this data set brings no test rows of its own. Use "row".',
      "data.split.by：该数据集没有自带测试集。请改用 row。",
    );
  }
  const ownTest = split.by === "source" ? testFrom! : Infinity;
  const dealt = rows.filter((row) => row < ownTest);
  const order = permutation(dealt.length, new RandomStream(seed, STREAM_SPLIT)).map((index) => dealt[index]!);
  const trainEnd = Math.round(split.train * order.length);
  const validationEnd = Math.min(order.length, trainEnd + Math.round(split.validation * order.length));
  // Shares that add up to 1 use every row, whatever rounding did.
  const isAll = split.train + split.validation + split.test > 1 - 1e-9;
  const testEnd = isAll ? order.length : Math.min(order.length, validationEnd + Math.round(split.test * order.length));
  if (trainEnd === 0) {
    throw dataProblem(
      "too-few-rows",
      `data.split.train: with ${order.length} rows, a share of ${split.train} leaves none to train on. Give it a larger share.`,
      `data.split.train：共 ${order.length} 行，按 ${split.train} 的比例没有留下训练行。请增大比例。`,
    );
  }
  return {
    train: order.subarray(0, trainEnd),
    validation: order.subarray(trainEnd, validationEnd),
    test: split.by === "source" ? rows.filter((row) => row >= ownTest) : order.subarray(validationEnd, testEnd),
  };
}
