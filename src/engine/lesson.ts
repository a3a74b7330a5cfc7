/**
 * What a batch asks of the network and how its answers stand against the truth, by the kind of target. Both trainers
 * pass their own `Ops`; losses and metrics never know which kind it was.
 */
import type { Task } from "../catalog/losses/loss.ts";
import { sizeOf } from "../catalog/layers/layer.ts";
import type { Ops, Tensor } from "../tensor/ops.ts";

/** The kind of target, and what one of several answers of an example weighs. */
export interface Teaching {
  readonly task: Task;
  /** Of texts: one over the mean number of tokens that a training text asks for. */
  readonly answerWeight: number;
}

/** Whether the network answers with logits of a choice, which a softmax makes probabilities. */
export function isChoice(task: Task): boolean {
  return task === "classification" || task === "generation";
}

export interface Lesson {
  /** [n, ...plan.input], as the network reads them. */
  readonly inputs: Tensor;
  /** As losses and metrics take them; one a token where texts are taught. */
  readonly targets: Tensor;
  /** [n, answers], where an example has several answers, each with what it counts; null where it has one that counts 1. */
  readonly weights: Tensor | null;
}

/**
 * `inputs` as the data holds them. A text [n, t] of tokens, 0 behind its end, is read one place later, behind a first 0:
 * each token is to be told from those before it, the 0 at its end included and nothing behind that.
 */
export function lessonOf(ops: Ops, { task, answerWeight }: Teaching, inputs: Tensor, targets: Tensor): Lesson {
  switch (task) {
    case "classification":
    case "regression":
      return { inputs, targets, weights: null };
    case "reconstruction": {
      const [rows, ...example] = inputs.shape as [number, ...number[]]; // A batch comes first.
      return { inputs, targets: ops.reshape(inputs, [rows, sizeOf(example)]), weights: null };
    }
    case "generation": {
      const [rows, length] = inputs.shape as [number, number]; // As `checkOutput` has it.
      const before = ops.slice(inputs, [0, 0], [rows, length - 1]);
      const asked = ops.concat([ops.add(ops.zeros([rows, 1]), 1), ops.cast(ops.greater(before, 0), "float32")], 1);
      return {
        inputs: ops.concat([ops.zeros([rows, 1]), before], 1),
        targets: ops.cast(ops.reshape(inputs, [rows * length]), "int32"),
        weights: ops.multiply(asked, answerWeight),
      };
    }
  }
}

/** The network's answers y [n, ...output] as losses and metrics take them: [n, outputs], or [n tokens, vocabulary]. */
export function answersOf(ops: Ops, { task }: Pick<Teaching, "task">, y: Tensor): Tensor {
  const width = task === "generation" ? y.shape.at(-1)! : sizeOf(y.shape.slice(1));
  return y.shape.length === 2 ? y : ops.reshape(y, [sizeOf(y.shape) / width, width]);
}

/** What was measured of each answer, added up by example: [n answers] to [n]. */
export function byExample(ops: Ops, { weights }: Lesson, values: Tensor): Tensor {
  return weights === null ? values : ops.sum(ops.multiply(ops.reshape(values, weights.shape), weights), [1]);
}
