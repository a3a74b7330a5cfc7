/**
 * Operations on shapes as they come: each seed draws some of every kind, with extents around the edges of tiles, workgroups,
 * lanes and long sums, where kernels that are written for many numbers at a time go wrong.
 */
import type { Ops, Tensor } from "../../src/tensor/ops.ts";
import { RandomStream, permutation } from "../../src/tensor/random.ts";

export interface OddCase {
  readonly inputs: readonly (readonly number[])[];
  /** Distinct values in no order, so that no slope jumps near one. */
  readonly values: readonly Float32Array[];
  /** All results end to end. */
  readonly compute: (ops: Ops, inputs: readonly Tensor[]) => Tensor;
  readonly told: string;
}

interface Part {
  readonly told: string;
  readonly inputs: readonly (readonly number[])[];
  readonly compute: (ops: Ops, inputs: readonly Tensor[]) => Tensor;
}

const EDGES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129];

const sizeOf = (shape: readonly number[]) => shape.reduce((size, extent) => size * extent, 1);

class Draw {
  readonly #random: RandomStream;
  constructor(seed: number) {
    this.#random = new RandomStream(seed, 41);
  }
  /** 1 to `most`. */
  upTo(most: number): number {
    return 1 + this.#random.nextBelow(most);
  }
  of<Each>(choices: readonly Each[]): Each {
    return choices[this.#random.nextBelow(choices.length)]!;
  }
  edge(most: number): number {
    return this.of(EDGES.filter((each) => each <= most));
  }
  numbers(count: number): Float32Array {
    const order = permutation(count, this.#random);
    return Float32Array.from(order, (place) => (place + 0.4) / count - 0.5);
  }
}

function product(draw: Draw): Part {
  const [rows, columns] = [draw.edge(129), draw.edge(129)];
  // Deep ones fall into parts, which a result's few terms cannot.
  const depth = draw.of([draw.edge(65), draw.edge(65), 512]);
  const stacks = rows * columns * depth < 40_000 ? draw.of([[], [3], [2, 2]]) : [];
  const [leftTurned, rightTurned] = [draw.of([true, false]), draw.of([true, false])];
  const turn = (ops: Ops, x: Tensor, isTurned: boolean) => {
    const rank = x.shape.length;
    const axes = x.shape.map((_, axis) => axis);
    return isTurned ? ops.transpose(x, [...axes.slice(0, rank - 2), rank - 1, rank - 2]) : x;
  };
  const turned = (shape: readonly number[], isTurned: boolean) => (isTurned ? shape.toReversed() : shape);
  return {
    told: `${stacks.join("x")} products of ${rows} x ${depth} and ${columns}, turned: ${leftTurned}, ${rightTurned}`,
    inputs: [
      [...stacks, ...turned([rows, depth], leftTurned)],
      [...stacks, ...turned([depth, columns], rightTurned)],
      [columns],
    ],
    compute: (ops, [a, b, bias]) =>
      ops.tanh(ops.add(ops.matmul(turn(ops, a!, leftTurned), turn(ops, b!, rightTurned)), bias!)),
  };
}

function reduction(draw: Draw): Part {
  const shape = draw.of([
    [draw.edge(129), draw.edge(65)],
    [draw.of([255, 256, 257, 1030])],
    [draw.upTo(5), draw.of([255, 300]), draw.upTo(3)],
    [draw.upTo(9), draw.edge(17), draw.upTo(9)],
  ]);
  const axes = shape.flatMap((_, axis) => (draw.of([true, false]) ? [axis] : []));
  const by = draw.of(["sum", "mean", "max", "logSoftmax"] as const);
  const over = axes.length === 0 ? [shape.length - 1] : axes;
  return {
    told: `${by} of ${shape.join(" x ")} over ${over.join(", ")}`,
    inputs: [shape],
    compute: (ops, [x]) => (by === "logSoftmax" ? ops.logSoftmax(x!) : ops[by](x!, over)),
  };
}

function convolution(draw: Draw): Part {
  const window = [draw.upTo(4), draw.upTo(3)] as const;
  const size = [window[0] + draw.upTo(9), window[1] + draw.upTo(9)] as const;
  const dilation = draw.of([undefined, undefined, [2, 1] as const]);
  const strides = dilation === undefined ? ([draw.upTo(3), draw.upTo(2)] as const) : ([1, 1] as const);
  const at = { strides, padding: draw.of(["same", "valid"] as const) };
  const [groups, each, filters] = [draw.of([1, 1, 2]), draw.of([1, 3, 4, 5]), draw.of([1, 3, 8, 17])];
  const reach = dilation === undefined ? size : ([size[0] + window[0], size[1]] as const);
  return {
    told: `convolution ${JSON.stringify({ window, size: reach, groups, each, filters, dilation, ...at })}`,
    inputs: [
      [2, ...reach, groups * each],
      [...window, each, groups * filters],
    ],
    compute: (ops, [x, w]) => ops.conv2d(x!, w!, dilation === undefined ? at : { ...at, dilation }),
  };
}

function pooling(draw: Draw): Part {
  const window = [draw.upTo(3), draw.upTo(4)] as const;
  const size = [window[0] + draw.upTo(6), window[1] + draw.upTo(6)] as const;
  const at = { strides: [draw.upTo(3), draw.upTo(3)] as const, padding: draw.of(["same", "valid"] as const) };
  const by = draw.of(["maxPool2d", "averagePool2d"] as const);
  const channels = draw.of([1, 3, 4, 9]);
  return {
    told: `${by} ${JSON.stringify({ window, size, channels, ...at })}`,
    inputs: [[2, ...size, channels]],
    compute: (ops, [x]) => ops[by](x!, window, at),
  };
}

/** Broadcasts, cuts and joins along drawn axes, and rows looked up. */
function shaping(draw: Draw): Part {
  const shape = [draw.edge(9), draw.edge(33), draw.edge(17)];
  const beside = shape.map((extent) => (draw.of([true, false]) ? extent : 1));
  const axis = draw.upTo(3) - 1;
  const begin = shape.map((extent) => draw.upTo(extent) - 1);
  const size = shape.map((extent, at) => draw.upTo(extent - begin[at]!));
  const order = draw.of([
    [0, 2, 1],
    [2, 0, 1],
    [2, 1, 0],
  ]);
  const rows = Int32Array.from({ length: draw.edge(33) }, () => draw.upTo(shape[0]!) - 1);
  return {
    told: `shaping ${JSON.stringify({ shape, beside, axis, begin, size, order, rows: [...rows] })}`,
    inputs: [shape, beside],
    compute: (ops, [x, y]) => {
      const sum = ops.multiply(ops.sigmoid(x!), ops.add(x!, y!));
      const cut = ops.slice(ops.concat([sum, x!], axis), begin, size);
      const turned = ops.transpose(
        ops.pad(cut, [
          [0, 1],
          [2, 0],
          [0, 0],
        ]),
        order,
      );
      const looked = ops.gather(sum, ops.constant(rows, [rows.length]));
      return ops.concat([flat(ops, turned), flat(ops, looked)], 0);
    },
  };
}

const flat = (ops: Ops, x: Tensor) => ops.reshape(x, [sizeOf(x.shape)]);

export function oddCase(seed: number): OddCase {
  const draw = new Draw(seed);
  const parts = [product, product, reduction, reduction, convolution, pooling, shaping].map((kind) => kind(draw));
  const inputs = parts.flatMap((part) => part.inputs);
  return {
    inputs,
    values: inputs.map((shape) => draw.numbers(sizeOf(shape))),
    told: parts.map(({ told }) => told).join("; "),
    compute: (ops, all) => {
      let at = 0;
      const results = parts.map((part) => part.compute(ops, all.slice(at, (at += part.inputs.length))));
      return ops.concat(
        results.map((result) => flat(ops, result)),
        0,
      );
    },
  };
}
