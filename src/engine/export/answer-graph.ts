/**
 * A model's way from prepared examples to its answer, for any number of examples: recorded over `Ops`, as the compiled
 * trainer records a step. So every layer of the catalog is written once, and known here.
 */
import type { Shape } from "../../tensor/ops.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Target } from "../../project/records.ts";
import { type Node, type Op, reachable } from "../compiled/graph.ts";
import { Recorder, nodeOf } from "../compiled/record-ops.ts";
import type { ModelProgram } from "../model-program.ts";

/** Of an axis: so many, or so many for each example. */
export type Extent = number | { readonly per: number };

export interface AnswerGraph {
  /** Each after its inputs. */
  readonly nodes: readonly Node[];
  /** The last one: [examples, ...outputs], probabilities for classes, numbers in the target's own unit. */
  readonly answer: Node;
  readonly extents: ReadonlyMap<Node, readonly Extent[]>;
}

const training = [
  "number",
  "targets",
  "random",
  "conv2dKernel",
  "attention",
  "unfold",
  "fold",
  "poolWinner",
  "unpool",
] as const;

/** What an answer is computed by: no gradients, nothing random, nothing that goes with a step. */
export type AnswerOp = Op & { readonly kind: Exclude<Op["kind"], (typeof training)[number]> };

export function answerOp(op: Op): AnswerOp {
  if (isOfAnswer(op)) return op;
  throw new Error(`${op.kind} is part of training, not of an answer`);
}

function isOfAnswer(op: Op): op is AnswerOp {
  return !training.some((kind) => kind === op.kind);
}

/** Two sizes of a batch that no other extent has, and neither divides: what differs between them goes with the batch. */
const BATCHES = [10_007, 10_009] as const;

/** Throws a `StudioError` where the answer to one example depends on the others. */
export function answerGraph(program: ModelProgram, target: Target): AnswerGraph {
  const [first, second] = BATCHES.map((batch) => record(program, target, batch));
  const [nodes, others] = [reachable([first!]), reachable([second!])];
  if (nodes.length !== others.length) throw new StudioError(dependsOnBatch);
  const extents = new Map(nodes.map((node, at) => [node, extentsOf(node, others[at]!)]));
  return { nodes, answer: first!, extents };
}

/** The same for one example alone: each node after its inputs, the answer last. */
export function answerToOne(program: ModelProgram, target: Target): readonly Node[] {
  return reachable([record(program, target, 1)]);
}

function record(program: ModelProgram, target: Target, batch: number): Node {
  const ops = new Recorder();
  const held = (kind: "parameter" | "state", list: readonly { readonly path: string; readonly shape: Shape }[]) =>
    new Map(
      list.map(({ path, shape }) => [path, ops.source({ kind: "variable", name: `${kind}/${path}` }, shape)] as const),
    );
  const tensors = { parameters: held("parameter", program.parameters), state: held("state", program.state) };
  const x = ops.source({ kind: "examples" }, [batch, ...program.plan.input]);
  const y = nodeOf(program.forward(ops, tensors, x, { training: false, seed: 0, step: 0, part: 0 }).y);
  switch (target.task) {
    case "classification":
    case "generation":
      return ops.softmax(y);
    case "regression":
      if (target.standardized === undefined) return y;
      return ops.add(ops.multiply(y, target.standardized.deviation), target.standardized.mean);
    case "reconstruction":
      return y;
  }
}

function extentsOf(node: Node, other: Node): readonly Extent[] {
  const isAlike = node.op.kind === other.op.kind && node.shape.length === other.shape.length;
  const isSame =
    !isAlike || node.op.kind !== "constant" || other.op.kind !== "constant" || node.op.value === other.op.value;
  if (!isAlike || !isSame) throw new StudioError(dependsOnBatch);
  return node.shape.map((extent, axis) => {
    if (extent === other.shape[axis]) return extent;
    const per = extent / BATCHES[0];
    if (per !== other.shape[axis]! / BATCHES[1]) throw new StudioError(dependsOnBatch);
    return { per };
  });
}

const dependsOnBatch = {
  code: "export-depends-on-batch",
  text: {
    en: "What this model answers to one example depends on the other examples beside it, which a file for one example cannot hold.",
    zh: "该模型对一个样本的回答取决于同批的其他样本，无法写成逐样本计算的文件。",
  },
} as const;
