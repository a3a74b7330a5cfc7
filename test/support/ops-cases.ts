/** One case per operation of `Ops`: inputs that are smooth points of it, and what to compute. */
import type { Ops } from "../../src/tensor/ops.ts";
import type { OpsCase } from "./ops-case.ts";
import { windowCases } from "./window-cases.ts";

const unary = (
  name: keyof Ops &
    ("negate" | "abs" | "exp" | "log" | "sqrt" | "square" | "relu" | "sigmoid" | "tanh" | "softplus" | "erf"),
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

/** By its series, which converges everywhere. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 60; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

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
  unary("softplus", (x) => Math.log(1 + Math.exp(x))),
  unary("erf", erf),
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
  {
    name: "matmul of stacks",
    inputs: [
      [2, 2, 3, 4],
      [2, 2, 4, 2],
    ],
    compute: (ops, [a, b]) => ops.matmul(a!, b!),
    expected: ([a, b]) =>
      Array.from({ length: 24 }, (_, at) => {
        const [stack, row, column] = [Math.floor(at / 6), Math.floor(at / 2) % 3, at % 2];
        return [0, 1, 2, 3].reduce(
          (sum, k) => sum + a![(stack * 3 + row) * 4 + k]! * b![(stack * 4 + k) * 2 + column]!,
          0,
        );
      }),
  },
  {
    name: "multiply by a comparison made a number, transposed",
    inputs: [[2, 3]],
    compute: (ops, [x]) => {
      // Through a product, so that a graphics card compares it and not the host.
      const signs = ops.matmul(
        ops.constant(Float32Array.of(1, 0, 0, 1), [2, 2]),
        ops.constant(Float32Array.of(1, -1, 1, -1, 1, 1), [2, 3]),
      );
      const above = ops.cast(ops.greater(signs, 0), "float32");
      return ops.matmul(x!, ops.transpose(above, [1, 0]));
    },
    expected: ([x]) => [x![0]! + x![2]!, x![1]! + x![2]!, x![3]! + x![5]!, x![4]! + x![5]!],
  },
  {
    name: "unstack, one entry unused",
    inputs: [[3, 2]],
    compute: (ops, [x]) => {
      const [first, , last] = ops.unstack(x!);
      return ops.multiply(first!, last!);
    },
    expected: ([x]) => [x![0]! * x![4]!, x![1]! * x![5]!],
  },
  {
    name: "unstack of one",
    inputs: [[1, 3]],
    compute: (ops, [x]) => ops.square(ops.unstack(x!)[0]!),
    expected: ([x]) => x!.map((value) => value * value),
  },
  {
    name: "pad",
    inputs: [[2, 3]],
    compute: (ops, [x]) =>
      ops.pad(x!, [
        [1, 0],
        [0, 2],
      ]),
    expected: ([x]) => [0, 0, 0, 0, 0, ...x!.slice(0, 3), 0, 0, ...x!.slice(3), 0, 0],
  },
  {
    name: "gather, some rows twice",
    inputs: [[4, 3]],
    compute: (ops, [table]) => ops.gather(table!, ops.constant(Int32Array.of(2, 0, 2, 3, 2, 0), [2, 3])),
    expected: ([table]) => [2, 0, 2, 3, 2, 0].flatMap((row) => [...table!.subarray(3 * row, 3 * row + 3)]),
  },
  {
    name: "gather of numbers",
    inputs: [[4]],
    compute: (ops, [table]) => ops.gather(table!, ops.constant(Int32Array.of(3, 1, 3), [3])),
    expected: ([table]) => [table![3]!, table![1]!, table![3]!],
  },
  {
    name: "multiply by a constant",
    inputs: [[3]],
    compute: (ops, [x]) => ops.multiply(x!, ops.constant(Float32Array.of(2, 0, -1), [3])),
    expected: ([x]) => [2 * x![0]!, 0, -x![2]!],
  },
  ...windowCases,
];
