/**
 * Operations on small arrays of doubles, written as plainly as they can be: for pictures of an optimizer's path, which
 * no device need be started for, and as a check in double precision on the ones that run on a device.
 */
import type { Operand, Ops, Shape, Tensor } from "./ops.ts";

export interface PlainTensor extends Tensor {
  readonly values: Float64Array;
}

export type PlainOps = Pick<
  Ops,
  | "zeros"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "maximum"
  | "negate"
  | "abs"
  | "sqrt"
  | "square"
  | "sign"
  | "equal"
  | "select"
  | "sum"
  | "mean"
  | "max"
  | "transpose"
  | "matmul"
>;

const sizeOf = (shape: Shape) => shape.reduce((product, extent) => product * extent, 1);

export function plainTensor(values: ArrayLike<number>, shape: Shape): PlainTensor {
  return { values: Float64Array.from(values), shape, dtype: "float32" };
}

export const plainOps: PlainOps = {
  zeros: (shape) => plainTensor(new Float64Array(sizeOf(shape)), shape),
  add: (a, b) => pairwise(a, b, (x, y) => x + y),
  subtract: (a, b) => pairwise(a, b, (x, y) => x - y),
  multiply: (a, b) => pairwise(a, b, (x, y) => x * y),
  divide: (a, b) => pairwise(a, b, (x, y) => x / y),
  maximum: (a, b) => pairwise(a, b, Math.max),
  equal: (a, b) => pairwise(a, b, (x, y) => (x === y ? 1 : 0)),
  negate: (x) => each(x, (value) => -value),
  abs: (x) => each(x, Math.abs),
  sqrt: (x) => each(x, Math.sqrt),
  square: (x) => each(x, (value) => value * value),
  sign: (x) => each(x, Math.sign),
  select: (condition, whenTrue, whenFalse) => {
    const [chosen, other] = [plain(whenTrue).values, plain(whenFalse).values];
    return plainTensor(
      plain(condition).values.map((value, at) => (value === 0 ? other[at]! : chosen[at]!)),
      whenTrue.shape,
    );
  },
  sum: (x, axes, keepDims) => reduced(plain(x), axes, keepDims, 0, (sum, value) => sum + value),
  mean: (x, axes, keepDims) => {
    const sums = plainOps.sum(x, axes, keepDims);
    return plainOps.divide(sums, sizeOf(x.shape) / sizeOf(sums.shape));
  },
  max: (x, axes, keepDims) => reduced(plain(x), axes, keepDims, -Infinity, Math.max),
  transpose: (x, permutation) => {
    const { values, shape } = plain(x);
    const turned = permutation.map((axis) => shape[axis]!);
    const strides = stridesOf(shape);
    return plainTensor(
      Float64Array.from({ length: values.length }, (_, at) =>
        indexAlong(at, turned).reduce((sum, index, axis) => sum + index * strides[permutation[axis]!]!, 0),
      ).map((from) => values[from]!),
      turned,
    );
  },
  matmul: (a, b) => {
    const [left, right] = [plain(a), plain(b)];
    const [rows, inner, columns] = [a.shape[0]!, a.shape[1]!, b.shape[1]!];
    const product = Float64Array.from({ length: rows * columns }, (_, at) => {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += left.values[Math.floor(at / columns) * inner + k]! * right.values[k * columns + (at % columns)]!;
      }
      return sum;
    });
    return plainTensor(product, [rows, columns]);
  },
};

/** Everything that these operations are given was made by them or by `plainTensor`. */
function plain(x: Operand): PlainTensor {
  return typeof x === "number" ? plainTensor([x], []) : (x as PlainTensor);
}

function each(x: Tensor, compute: (value: number) => number): PlainTensor {
  return plainTensor(plain(x).values.map(compute), x.shape);
}

/** Broadcasts as NumPy does. */
function pairwise(a: Operand, b: Operand, compute: (x: number, y: number) => number): PlainTensor {
  const [left, right] = [plain(a), plain(b)];
  // What a path mostly does: a number with a tensor, or two of one size.
  const [first, second] = [left.values[0]!, right.values[0]!];
  if (left.shape.length === 0) return each(right, (value) => compute(first, value));
  if (right.shape.length === 0) return each(left, (value) => compute(value, second));
  if (left.shape.length === right.shape.length && left.shape.every((extent, axis) => extent === right.shape[axis])) {
    return plainTensor(
      left.values.map((value, at) => compute(value, right.values[at]!)),
      left.shape,
    );
  }
  const rank = Math.max(left.shape.length, right.shape.length);
  const extent = (x: PlainTensor, axis: number) => x.shape[axis - rank + x.shape.length] ?? 1;
  const shape = Array.from({ length: rank }, (_, axis) => Math.max(extent(left, axis), extent(right, axis)));
  const at = (x: PlainTensor, index: readonly number[]): number => {
    const strides = stridesOf(x.shape);
    return index.slice(rank - x.shape.length).reduce((sum, value, axis) => {
      return sum + (x.shape[axis] === 1 ? 0 : value * strides[axis]!);
    }, 0);
  };
  return plainTensor(
    Float64Array.from({ length: sizeOf(shape) }, (_, flat) => {
      const index = indexAlong(flat, shape);
      return compute(left.values[at(left, index)]!, right.values[at(right, index)]!);
    }),
    shape,
  );
}

function reduced(
  x: PlainTensor,
  axes: readonly number[] | undefined,
  keepDims: boolean | undefined,
  first: number,
  combine: (one: number, other: number) => number,
): PlainTensor {
  const gone = new Set(axes ?? x.shape.keys());
  const kept = x.shape.map((extent, axis) => (gone.has(axis) ? 1 : extent));
  const strides = stridesOf(kept);
  const values = new Float64Array(sizeOf(kept)).fill(first);
  x.values.forEach((value, flat) => {
    const to = indexAlong(flat, x.shape).reduce(
      (sum, index, axis) => sum + (gone.has(axis) ? 0 : index * strides[axis]!),
      0,
    );
    values[to] = combine(values[to]!, value);
  });
  return plainTensor(values, keepDims === true ? kept : x.shape.filter((_, axis) => !gone.has(axis)));
}

function stridesOf(shape: Shape): readonly number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

function indexAlong(flat: number, shape: Shape): readonly number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(flat / stride) % shape[axis]!);
}
