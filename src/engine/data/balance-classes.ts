/** What is done about rare classes, in the training part alone. */
import type { CategoryColumn, NumberColumn } from "../../catalog/datasets/dataset.ts";
import type { Balance } from "../../project/project.ts";
import { RandomStream, permutation } from "../../tensor/random.ts";
import { dataProblem, listed } from "./data-problem.ts";
import { STREAM_BALANCE } from "../random-streams.ts";

export interface Balanced {
  readonly train: Int32Array;
  /** By class; left out where all count alike. */
  readonly classWeights?: Float32Array;
}

/**
 * Weights: "balanced" as scikit-learn's, rows / (classes × rows of the class), so that their mean over the rows is 1.
 * Re-sampling: each class drawn as often as the most (over) or the least frequent one (under), as the seed decides;
 * every row is drawn before one is drawn again. Throws when weights name a class that there is not.
 */
export function balanced(
  train: Int32Array,
  target: NumberColumn | CategoryColumn,
  balance: Balance | undefined,
  seed: number,
): Balanced {
  if (balance === undefined) return { train };
  if (target.type !== "category") {
    throw dataProblem(
      "balance-task",
      `data.balance: the target "${target.name}" is a number, and only classes can be balanced. Leave it out, or cut the target into ranges.`,
      `data.balance：目标“${target.name}”是数值，只有类别才能平衡。请去掉该设置，或先将目标分箱。`,
    );
  }
  const rowsOf = target.categories.map((_, code) => train.filter((row) => target.codes[row] === code));
  if (balance.by === "weights") {
    return { train, classWeights: classWeights(balance.weights, target.categories, rowsOf, train.length) };
  }
  const present = rowsOf.filter(({ length }) => length > 0);
  const counts = present.map(({ length }) => length);
  const each = balance.by === "oversample" ? Math.max(...counts) : Math.min(...counts);
  const random = new RandomStream(seed, STREAM_BALANCE);
  const drawn = new Int32Array(each * present.length);
  present.forEach((rows, at) => {
    let order: Int32Array = new Int32Array();
    for (let place = 0; place < each; place++) {
      if (place % rows.length === 0) order = permutation(rows.length, random);
      drawn[at * each + place] = rows[order[place % rows.length]!]!;
    }
  });
  return { train: drawn };
}

function classWeights(
  weights: Extract<Balance, { by: "weights" }>["weights"],
  classes: readonly string[],
  rowsOf: readonly Int32Array[],
  rows: number,
): Float32Array {
  if (weights === "balanced") {
    const present = rowsOf.filter(({ length }) => length > 0).length;
    return Float32Array.from(rowsOf, ({ length }) => (length === 0 ? 0 : rows / (present * length)));
  }
  const unknown = Object.keys(weights).find((name) => !classes.includes(name));
  if (unknown === undefined) return Float32Array.from(classes, (name) => weights[name] ?? 1);
  throw dataProblem(
    "unknown-class",
    `data.balance.weights: there is no class "${unknown}". The classes are: ${listed(classes)}.`,
    `data.balance.weights：没有类别“${unknown}”。现有类别：${listed(classes)}。`,
  );
}
