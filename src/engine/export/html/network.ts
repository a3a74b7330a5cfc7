/** A model's answer to one example as plain data: what a page without the studio computes with. */
import type { Checkpoint, Target } from "../../../project/records.ts";
import type { ModelProgram } from "../../model-program.ts";
import { type AnswerOp, answerGraph, answerOp, answerToOne } from "../answer-graph.ts";

export interface NetworkStep {
  readonly op: AnswerOp;
  /** Places of earlier steps. */
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
}

export interface Network {
  /** The last one is the answer [1, ...]. */
  readonly steps: readonly NetworkStep[];
  /** By name, where each begins among all the numbers. */
  readonly weights: Readonly<Record<string, number>>;
}

/** Of one example [1, ...input]; `numbers`: all weights, end to end. Throws a `StudioError` where an answer depends on others. */
export function networkOf(
  program: ModelProgram,
  target: Target,
  checkpoint: Checkpoint,
): { readonly network: Network; readonly numbers: Float32Array<ArrayBuffer> } {
  // Of a batch of one nobody could tell.
  answerGraph(program, target);
  const nodes = answerToOne(program, target);
  const places = new Map(nodes.map((node, at) => [node, at]));
  const used = new Set(nodes.flatMap(({ op }) => (op.kind === "variable" ? [op.name] : [])));
  const tensors = checkpoint.tensors.filter(({ name }) => used.has(name));
  const weights: Record<string, number> = {};
  let size = 0;
  for (const { name, values } of tensors) {
    weights[name] = size;
    size += values.length;
  }
  const numbers = new Float32Array(size);
  for (const { name, values } of tensors) numbers.set(values, weights[name]);
  const steps = nodes.map(({ op, inputs, shape }) => ({
    op: answerOp(op),
    inputs: inputs.map((each) => places.get(each)!),
    shape,
  }));
  return { network: { steps, weights }, numbers };
}
