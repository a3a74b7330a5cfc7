/** Attention as layers record it, in sizes around those that kernels are cut to. */
import type { Ops, Tensor } from "../../src/tensor/ops.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import type { OpsCase } from "./ops-case.ts";

interface Sizes {
  readonly rows: number;
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
  readonly width: number;
  readonly valueWidth: number;
  /** "future": seen by no query; "padding": the last keys of each row but the first, and every key of the last row. */
  readonly masks: readonly ("future" | "padding")[];
}

export interface AttentionCase extends Pick<OpsCase, "name" | "inputs" | "compute"> {
  readonly values: readonly Float32Array[];
}

const NEVER = -1e9;

const sizes: readonly Sizes[] = [
  { rows: 2, heads: 3, queries: 5, keys: 7, width: 3, valueWidth: 6, masks: [] },
  { rows: 1, heads: 2, queries: 4, keys: 4, width: 1, valueWidth: 1, masks: ["future"] },
  { rows: 3, heads: 2, queries: 9, keys: 9, width: 4, valueWidth: 4, masks: ["future", "padding"] },
  { rows: 3, heads: 1, queries: 6, keys: 6, width: 5, valueWidth: 2, masks: ["padding"] },
  { rows: 1, heads: 1, queries: 64, keys: 63, width: 2, valueWidth: 1, masks: [] },
  { rows: 1, heads: 1, queries: 63, keys: 64, width: 1, valueWidth: 3, masks: [] },
  { rows: 1, heads: 2, queries: 65, keys: 65, width: 2, valueWidth: 2, masks: ["future"] },
  { rows: 1, heads: 1, queries: 3, keys: 20, width: 32, valueWidth: 33, masks: [] },
];

export const attentionCases: readonly AttentionCase[] = sizes.map((each) => {
  const { rows, heads, queries, keys, width, valueWidth, masks } = each;
  const random = new RandomStream(keys, width);
  const inputs = [
    [rows, heads, queries, width],
    [rows, heads, keys, width],
    [rows, heads, keys, valueWidth],
  ];
  const values = inputs.map((shape) => Float32Array.from({ length: sizeOf(shape) }, () => random.nextNormal()));
  // A query that no key is open to sees all of them alike; it is 0, so that this does not hang on the digits of a billion.
  if (masks.includes("padding")) values[0]!.fill(0, ((rows - 1) * values[0]!.length) / rows);
  return {
    name: `${rows} x ${heads} x ${queries} queries of ${width}, ${keys} keys, values of ${valueWidth}, masked: ${masks.join() || "none"}`,
    inputs,
    values,
    compute: (ops, [query, key, value]) => {
      const product = ops.matmul(query!, ops.transpose(key!, [0, 1, 3, 2]));
      const scores = masks.reduce((sum, mask) => ops.add(sum, maskOf(ops, each, mask)), scaled(ops, product, width));
      return ops.matmul(ops.softmax(scores), value!);
    },
  };
});

function scaled(ops: Ops, product: Tensor, width: number): Tensor {
  return ops.multiply(product, 1 / Math.sqrt(width));
}

function maskOf(ops: Ops, { rows, queries, keys }: Sizes, mask: "future" | "padding"): Tensor {
  const shape = mask === "future" ? [1, 1, queries, keys] : [rows, 1, 1, keys];
  const isShut = (at: number): boolean => {
    const [row, key] = [Math.floor(at / keys), at % keys];
    return mask === "future" ? key > row : row > 0 && (row === rows - 1 || key >= keys - row);
  };
  return ops.constant(
    Float32Array.from({ length: sizeOf(shape) }, (_, at) => (isShut(at) ? NEVER : 0)),
    shape,
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
