/** One case per operation of `Ops`: inputs that are smooth points of it, and what to compute. */
import type { Ops, Tensor } from "../../src/tensor/ops.ts";
import { RandomStream, permutation } from "../../src/tensor/random.ts";

export interface OpsCase {
  readonly name: string;
  /** Shapes of the inputs; their values are drawn from [low, high). */
  readonly inputs: readonly (readonly number[])[];
  readonly low?: number;
  readonly high?: number;
  readonly compute: (ops: Ops, inputs: readonly Tensor[]) => Tensor;
  /** What it should give, from the flat values of the inputs; worked out without any tensor library. */
  readonly expected: (values: readonly Float32Array[]) => ArrayLike<number>;
}

const unary = (
  name: keyof Ops & ("negate" | "abs" | "exp" | "log" | "sqrt" | "square" | "relu" | "sigmoid" | "tanh"),
  scalar: (x: number) => number,
  low = -2,
): OpsCase => ({
  name,
  inputs: [[3, 4]],
  low,
  compute: (ops, [x]) => ops[name](x!),
  expected: ([x]) => x!.map(scalar),
});

type Binary = "add" | "subtract" | "multiply" | "divide" | "maximum" | "minimum";
const scalars: Readonly<Record<Binary, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
};

const binary = (name: Binary): readonly OpsCase[] => {
  const scalar = scalars[name];
  const low = name === "divide" ? 0.5 : -2;
  const compute: OpsCase["compute"] = (ops, [a, b]) => ops[name](a!, b!);
  return [
    {
      name: `${name}, same shape`,
      inputs: [
        [2, 3],
        [2, 3],
      ],
      low,
      compute,
      expected: ([a, b]) => a!.map((value, at) => scalar(value, b![at]!)),
    },
    {
      name: `${name}, a row on the right`,
      inputs: [[2, 3, 4], [4]],
      low,
      compute,
      expected: ([a, b]) => a!.map((value, at) => scalar(value, b![at % 4]!)),
    },
    {
      name: `${name}, a row on the left`,
      inputs: [[4], [3, 4]],
      low,
      compute,
      expected: ([a, b]) => b!.map((value, at) => scalar(a![at % 4]!, value)),
    },
    {
      name: `${name}, a column on the right`,
      inputs: [
        [3, 4],
        [3, 1],
      ],
      low,
      compute,
      expected: ([a, b]) => a!.map((value, at) => scalar(value, b![Math.floor(at / 4)]!)),
    },
    {
      name: `${name}, a number on the right`,
      inputs: [[5]],
      low,
      compute: (ops, [a]) => ops[name](a!, 0.75),
      expected: ([a]) => a!.map((value) => scalar(value, 0.75)),
    },
    {
      name: `${name}, a number on the left`,
      inputs: [[5]],
      low,
      compute: (ops, [a]) => ops[name](0.75, a!),
      expected: ([a]) => a!.map((value) => scalar(0.75, value)),
    },
  ];
};

const softmaxRow = (row: Float32Array): number[] => {
  const largest = Math.max(...row);
  const exps = Array.from(row, (value) => Math.exp(value - largest));
  const sum = exps.reduce((total, value) => total + value, 0);
  return exps.map((value) => value / sum);
};
const byRow = (x: Float32Array, width: number, each: (row: Float32Array) => number[]): number[] =>
  Array.from({ length: x.length / width }, (_, row) => each(x.subarray(row * width, (row + 1) * width))).flat();
const sumOf = (row: Float32Array): number => row.reduce((total, value) => total + value, 0);

interface Sliding {
  readonly size: readonly [number, number];
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: "same" | "valid";
  readonly channels: number;
}

/** For each place of the window, the flat places of the input cells under it, [n, h, w] without channels. */
function windows({ size: [height, width], window: [kh, kw], strides: [sh, sw], padding }: Sliding): Cell[][] {
  const isSame = padding === "same";
  const slide = (length: number, k: number, s: number) =>
    isSame ? Math.ceil(length / s) : Math.ceil((length - k + 1) / s);
  const oh = slide(height, kh, sh);
  const ow = slide(width, kw, sw);
  const top = isSame ? Math.floor(Math.max(0, (oh - 1) * sh + kh - height) / 2) : 0;
  const left = isSame ? Math.floor(Math.max(0, (ow - 1) * sw + kw - width) / 2) : 0;
  const places: Cell[][] = [];
  for (let n = 0; n < PICTURES; n++) {
    for (let oy = 0; oy < oh; oy++) {
      for (let ox = 0; ox < ow; ox++) {
        const cells: Cell[] = [];
        for (let tap = 0; tap < kh * kw; tap++) {
          const y = oy * sh - top + Math.floor(tap / kw);
          const x = ox * sw - left + (tap % kw);
          if (y >= 0 && x >= 0 && y < height && x < width) cells.push({ cell: (n * height + y) * width + x, tap });
        }
        places.push(cells);
      }
    }
  }
  return places;
}

interface Cell {
  readonly cell: number;
  readonly tap: number;
}

const PICTURES = 2;

const convolution = (at: Sliding, filters: number): OpsCase => ({
  name: `conv2d ${at.window.join("x")} on ${at.size.join("x")} by ${at.strides.join(",")} ${at.padding}`,
  inputs: [
    [PICTURES, ...at.size, at.channels],
    [...at.window, at.channels, filters],
  ],
  compute: (ops, [x, w]) => ops.conv2d(x!, w!, at),
  expected: ([x, w]) =>
    windows(at).flatMap((cells) =>
      Array.from({ length: filters }, (_, filter) => {
        let sum = 0;
        for (const { cell, tap } of cells) {
          for (let channel = 0; channel < at.channels; channel++) {
            sum += x![cell * at.channels + channel]! * w![(tap * at.channels + channel) * filters + filter]!;
          }
        }
        return sum;
      }),
    ),
});

const convolutions: readonly OpsCase[] = [
  convolution({ size: [5, 6], window: [3, 3], strides: [1, 1], padding: "valid", channels: 2 }, 3),
  convolution({ size: [5, 6], window: [3, 2], strides: [1, 1], padding: "same", channels: 1 }, 4),
  convolution({ size: [7, 6], window: [3, 3], strides: [2, 2], padding: "valid", channels: 2 }, 2),
  convolution({ size: [7, 6], window: [2, 3], strides: [2, 3], padding: "same", channels: 3 }, 2),
  convolution({ size: [6, 6], window: [3, 3], strides: [2, 2], padding: "valid", channels: 1 }, 1),
  convolution({ size: [4, 4], window: [1, 1], strides: [1, 1], padding: "same", channels: 3 }, 5),
  convolution({ size: [6, 7], window: [5, 5], strides: [1, 1], padding: "same", channels: 2 }, 2),
];

const pool = (at: Sliding): OpsCase => ({
  name: `maxPool2d ${at.window.join("x")} on ${at.size.join("x")} by ${at.strides.join(",")} ${at.padding}`,
  inputs: [[PICTURES, ...at.size, at.channels]],
  compute: (ops, [x]) => ops.maxPool2d(x!, at.window, at),
  expected: ([x]) =>
    windows(at).flatMap((cells) =>
      Array.from({ length: at.channels }, (_, channel) =>
        Math.max(...cells.map(({ cell }) => x![cell * at.channels + channel]!)),
      ),
    ),
});

const pools: readonly OpsCase[] = [
  pool({ size: [4, 6], window: [2, 2], strides: [2, 2], padding: "valid", channels: 3 }),
  pool({ size: [5, 5], window: [2, 2], strides: [2, 2], padding: "valid", channels: 3 }),
  pool({ size: [5, 5], window: [2, 2], strides: [2, 2], padding: "same", channels: 3 }),
  pool({ size: [5, 6], window: [3, 3], strides: [1, 1], padding: "same", channels: 3 }),
  pool({ size: [6, 5], window: [3, 2], strides: [2, 1], padding: "valid", channels: 3 }),
];

export const opsCases: readonly OpsCase[] = [
  ...(["add", "subtract", "multiply", "divide", "maximum", "minimum"] as const).flatMap(binary),
  unary("negate", (x) => -x),
  unary("abs", Math.abs),
  unary("exp", Math.exp),
  unary("log", Math.log, 0.5),
  unary("sqrt", Math.sqrt, 0.5),
  unary("square", (x) => x * x),
  unary("relu", (x) => Math.max(0, x)),
  unary("sigmoid", (x) => 1 / (1 + Math.exp(-x))),
  unary("tanh", Math.tanh),
  {
    name: "select",
    inputs: [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    compute: (ops, [c, a, b]) => ops.select(ops.greater(c!, 0), a!, b!),
    expected: ([c, a, b]) => c!.map((value, at) => (value > 0 ? a![at]! : b![at]!)),
  },
  { name: "sum", inputs: [[2, 3]], compute: (ops, [x]) => ops.sum(x!), expected: ([x]) => [sumOf(x!)] },
  {
    name: "sum over the last axis",
    inputs: [[3, 4]],
    compute: (ops, [x]) => ops.sum(x!, [1]),
    expected: ([x]) => byRow(x!, 4, (row) => [sumOf(row)]),
  },
  {
    name: "sum over the first axis, kept",
    inputs: [[3, 4]],
    compute: (ops, [x]) => ops.sum(x!, [0], true),
    expected: ([x]) => [0, 1, 2, 3].map((column) => x![column]! + x![4 + column]! + x![8 + column]!),
  },
  {
    name: "sum over two axes",
    inputs: [[2, 3, 4]],
    compute: (ops, [x]) => ops.sum(x!, [0, 2]),
    expected: ([x]) =>
      [0, 1, 2].map((row) => sumOf(x!.subarray(row * 4, row * 4 + 4)) + sumOf(x!.subarray(12 + row * 4, 16 + row * 4))),
  },
  {
    name: "mean over the last axis, kept",
    inputs: [[3, 4]],
    compute: (ops, [x]) => ops.mean(x!, [1], true),
    expected: ([x]) => byRow(x!, 4, (row) => [sumOf(row) / 4]),
  },
  { name: "mean", inputs: [[3, 4]], compute: (ops, [x]) => ops.mean(x!), expected: ([x]) => [sumOf(x!) / 12] },
  {
    name: "max over the last axis",
    inputs: [[3, 4]],
    compute: (ops, [x]) => ops.max(x!, [1]),
    expected: ([x]) => byRow(x!, 4, (row) => [Math.max(...row)]),
  },
  {
    name: "softmax",
    inputs: [[3, 5]],
    compute: (ops, [x]) => ops.softmax(x!),
    expected: ([x]) => byRow(x!, 5, softmaxRow),
  },
  {
    name: "logSoftmax",
    inputs: [[3, 5]],
    compute: (ops, [x]) => ops.logSoftmax(x!),
    expected: ([x]) => byRow(x!, 5, (row) => softmaxRow(row).map(Math.log)),
  },
  { name: "reshape", inputs: [[2, 6]], compute: (ops, [x]) => ops.reshape(x!, [3, 4]), expected: ([x]) => x! },
  {
    name: "transpose",
    inputs: [[2, 3, 4]],
    compute: (ops, [x]) => ops.transpose(x!, [2, 0, 1]),
    expected: ([x]) =>
      Array.from({ length: 24 }, (_, at) => {
        const [k, i, j] = [Math.floor(at / 6), Math.floor(at / 3) % 2, at % 3];
        return x![(i * 3 + j) * 4 + k]!;
      }),
  },
  {
    name: "slice",
    inputs: [[3, 4]],
    compute: (ops, [x]) => ops.slice(x!, [1, 2], [2, 1]),
    expected: ([x]) => [x![6]!, x![10]!],
  },
  {
    name: "concat along the last axis",
    inputs: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    compute: (ops, xs) => ops.concat(xs, 1),
    expected: ([a, b, c]) => [...a!.slice(0, 3), b![0]!, ...c!.slice(0, 2), ...a!.slice(3), b![1]!, ...c!.slice(2)],
  },
  {
    name: "concat along the first axis",
    inputs: [
      [1, 3],
      [2, 3],
    ],
    compute: (ops, xs) => ops.concat(xs, 0),
    expected: ([a, b]) => [...a!, ...b!],
  },
  {
    name: "matmul",
    inputs: [
      [3, 4],
      [4, 2],
    ],
    compute: (ops, [a, b]) => ops.matmul(a!, b!),
    expected: ([a, b]) =>
      Array.from({ length: 6 }, (_, at) =>
        [0, 1, 2, 3].reduce((sum, k) => sum + a![Math.floor(at / 2) * 4 + k]! * b![k * 2 + (at % 2)]!, 0),
      ),
  },
  ...convolutions,
  ...pools,
];

/** The case's inputs: a shuffled even grid, so that no two are close and none is near 0, where a slope may jump. */
export function valuesFor({ inputs, low = -2, high = 2 }: OpsCase): readonly Float32Array[] {
  return inputs.map((shape, index) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const order = permutation(size, new RandomStream(11, index));
    return Float32Array.from(order, (place) => low + ((high - low) * (place + 0.3 + 0.15 * index)) / size);
  });
}
