/**
 * Attention as one operation forward and two back, in place of products and a softmax whose scores lie in memory. Forward it
 * is told by its outline. Backward nothing is guessed: the gradient of what was found is recorded once more, and since the
 * same operation is the same node, whoever reads it is known.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Node } from "../graph.ts";
import type { Program } from "../program.ts";
import type { Recorder } from "../record-ops.ts";
import { gradientsBefore } from "../reverse.ts";
import { origin } from "./fuse.ts";
import { rewritten } from "./rewrite.ts";

/** Which attention is worth it. */
export interface AttentionSizes {
  /** Keys, at least. */
  readonly keys: number;
  /** Numbers of a vector, at most. */
  readonly width: number;
}

interface Found {
  /** queries [..., t, d], keys turned [..., d, s], values [..., s, e], and shares and product [..., t, s]. */
  readonly queries: Node;
  readonly keys: Node;
  readonly values: Node;
  readonly product: Node;
  readonly shares: Node;
  readonly biases: readonly Node[];
  readonly scale: number;
}

interface Tiled extends Found {
  /** As it was recorded. */
  readonly composed: Node;
  /** Of every query the largest score, and what log(sum of exp) has beyond it: [stacks, 2 t]. */
  readonly sums: Node;
  readonly answers: Node;
}

interface Slopes {
  readonly of: Tiled;
  /** Of its answers. */
  readonly slope: Node;
}

export function tileAttention(program: Program, sizes: AttentionSizes): Program {
  const known: Tiled[] = [];
  /** With that of the product, as it was recorded. */
  const slopes: (Slopes & { readonly product: Node })[] = [];
  return rewritten(program, (ops, node, inputs) => {
    if (node.op.kind !== "matmul") return null;
    const { transposeA, transposeB } = node.op;
    const [a, b] = [inputs[0]!, inputs[1]!];
    if (!transposeA && !transposeB) {
      const found = attentionIn(a, b);
      if (found === null || !isWithin(found, sizes)) return null;
      const tiled = answersOf(ops, found, ops.again(node, inputs));
      known.push(tiled);
      return tiled.answers;
    }
    for (const of of known) {
      if (transposeA && a === of.shares) return keysAndValuesSlopes(ops, { of, slope: b }).values;
      if (transposeB && b === of.values && same(of.shares, node)) {
        const [product] = gradientsBefore(ops, of.composed, a, [of.product]);
        slopes.push({ product: product!, slope: a, of });
      }
    }
    for (const each of slopes) {
      const { queries, keys } = each.of;
      if (transposeB && a === each.product && b === keys) return queriesSlope(ops, each);
      if (transposeA && a === queries && b === each.product) return keysAndValuesSlopes(ops, each).keys;
    }
    return null;
  });
}

function same(a: Node, b: Node): boolean {
  return String(a.shape) === String(b.shape);
}

/** exp(x - logSumExp(x)) times values, where x is a product, scaled, with biases added; null for any other. */
function attentionIn(shares: Node, values: Node): Found | null {
  const [difference] = isUnary(shares, "exp") ? shares.inputs : [];
  const [scores, spread] = difference !== undefined && isBinary(difference, "subtract") ? difference.inputs : [];
  const [narrow] = spread?.op.kind === "broadcast" ? spread.inputs : [];
  if (scores === undefined || narrow === undefined) return null;
  const sums = origin(narrow);
  const isSoftmax = sums.op.kind === "reduce" && sums.op.by === "logSumExp" && sums.inputs[0] === scores;
  if (!isSoftmax || String(narrow.shape) !== String([...scores.shape.slice(0, -1), 1])) return null;
  const biases: Node[] = [];
  let at = scores;
  while (isBinary(at, "add")) {
    biases.unshift(at.inputs[1]!);
    at = at.inputs[0]!;
  }
  const factor = isBinary(at, "multiply") ? at.inputs[1]!.op : null;
  const scale = factor?.kind === "constant" ? factor.value : 1;
  const product = factor?.kind === "constant" ? at.inputs[0]! : at;
  if (product.op.kind !== "matmul" || product.op.transposeA || product.op.transposeB) return null;
  const [queries, keys] = [product.inputs[0]!, product.inputs[1]!];
  return { queries, keys, values, product, shares, biases, scale };
}

function isWithin({ queries, values }: Found, { keys, width }: AttentionSizes): boolean {
  const [count, valueWidth] = values.shape.slice(-2);
  return count! >= keys && Math.max(queries.shape.at(-1)!, valueWidth!) <= width;
}

function isUnary({ op }: Node, apply: string): boolean {
  return op.kind === "unary" && op.apply === apply;
}

function isBinary({ op }: Node, apply: string): boolean {
  return op.kind === "binary" && op.apply === apply;
}

function answersOf(ops: Recorder, found: Found, composed: Node): Tiled {
  const { queries, keys, values, biases, scale } = found;
  const rows = queries.shape.at(-2)!;
  const stacks = sizeOf(queries.shape.slice(0, -2));
  const each = composed.size / stacks;
  const inputs = [queries, keys, values, ...biases];
  const both = ops.attention({ kind: "attention", part: "answers", scale }, inputs, [stacks, each + 2 * rows]);
  return {
    ...found,
    composed,
    answers: ops.reshape(ops.slice(both, [0, 0], [stacks, each]), composed.shape),
    sums: ops.slice(both, [0, each], [stacks, 2 * rows]),
  };
}

/** What the slopes are made of: after queries, keys and values the answers' slope, the sums, and slope times answer. */
function slopeInputs(ops: Recorder, { slope, of }: Slopes): readonly Node[] {
  const { queries, keys, values, sums, answers, biases } = of;
  const together = ops.sum(ops.multiply(slope, answers), [slope.shape.length - 1]);
  return [queries, keys, values, slope, sums, together, ...biases];
}

function queriesSlope(ops: Recorder, slopes: Slopes): Node {
  const { queries, scale } = slopes.of;
  return ops.attention({ kind: "attention", part: "queries", scale }, slopeInputs(ops, slopes), queries.shape);
}

function keysAndValuesSlopes(ops: Recorder, slopes: Slopes): { readonly keys: Node; readonly values: Node } {
  const { keys, values, scale } = slopes.of;
  const stacks = sizeOf(keys.shape.slice(0, -2));
  const [ofKeys, ofValues] = [keys.size / stacks, values.size / stacks];
  const op = { kind: "attention", part: "keys and values", scale } as const;
  const both = ops.attention(op, slopeInputs(ops, slopes), [stacks, ofKeys + ofValues]);
  const rank = keys.shape.length;
  const standing = [...keys.shape.slice(0, -2), keys.shape.at(-1)!, keys.shape.at(-2)!];
  const turned = standing.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
  return {
    keys: ops.transpose(ops.reshape(ops.slice(both, [0, 0], [stacks, ofKeys]), standing), turned),
    values: ops.reshape(ops.slice(both, [0, ofKeys], [stacks, ofValues]), values.shape),
  };
}
