/** What is particular to WebAssembly: the same operations in vectors, repeated bit for bit, for several networks at once. */
import { beforeAll, expect, test } from "vitest";
import type { LayerInput } from "../../../../src/catalog/layers/index.ts";
import { CompiledTrainer } from "../../../../src/engine/compiled/compiled-trainer.ts";
import type { Node } from "../../../../src/engine/compiled/graph.ts";
import { programOf } from "../../../../src/engine/compiled/program.ts";
import { Recorder } from "../../../../src/engine/compiled/record-ops.ts";
import { WasmMachine } from "../../../../src/engine/compiled/wasm/wasm-machine.ts";
import { createTrainer } from "../../../../src/engine/create-trainer.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { buildTrainer, dataOf, lossesOf, madeData, plain } from "../../../support/build-trainer.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { evaluated, withGradients } from "../../../support/interpreter/check-graph.ts";
import { type OpsCase, valuesFor } from "../../../support/ops-case.ts";
import { opsCases } from "../../../support/ops-cases.ts";
import { oddCase } from "../../../support/odd-cases.ts";

const noData = dataOf([1], Float32Array.of(0), Float32Array.of(0));
const noRecord = { numbers: [], keys: [], rows: Int32Array.of(0) };
type Build = (ops: Recorder, inputs: readonly Node[]) => Node;

/** What `build` comes to for each network, whose inputs are those given. */
async function computed(shapes: OpsCase["inputs"], networks: readonly (readonly Float32Array[])[], build: Build) {
  const ops = new Recorder();
  const inputs = shapes.map((shape, at) => ops.source({ kind: "variable", name: String(at) }, shape));
  const program = programOf({ batch: 1, assignments: [], report: build(ops, inputs) });
  const variables = new Map(shapes.map((shape, at) => [String(at), shape]));
  const machine = new WasmMachine({ variables }, noData, { population: networks.length });
  networks.forEach((values, member) =>
    machine.write(member, new Map(values.map((each, at) => [String(at), Float32Array.from(each)]))),
  );
  const runnable = await machine.prepare(program);
  runnable.enqueue([networks.map(() => noRecord)]);
  return (await runnable.reports())[0]!;
}

test.each(opsCases)("$name and its gradient come to what plain loops give", async (each) => {
  const both = withGradients(each);
  const values = valuesFor(each);
  const expected = evaluated(
    each.inputs,
    values.map((input) => Float64Array.from(input)),
    both,
  );
  const [given] = await computed(each.inputs, [values], both);
  // Sums of hundreds that come to about one, in another order.
  expect(largestDifference(given!, expected)).toBeLessThan(1e-4);
});

test.each(Array.from({ length: 24 }, (_, seed) => seed))("odd shapes, draw %i", async (seed) => {
  const each = oddCase(seed);
  const both = withGradients(each);
  const expected = evaluated(
    each.inputs,
    each.values.map((input) => Float64Array.from(input)),
    both,
  );
  const [given] = await computed(each.inputs, [each.values], both);
  expect(largestDifference(given!, expected), each.told).toBeLessThan(1e-4);
});

const sizes = [1, 2, 3, 5, 6, 7, 8, 9, 12, 13, 17, 31, 64, 65].map((size) => [size] as const);
test.each(sizes)("products of matrices around the edges of a tile, %i", async (size) => {
  for (const [rows, depth, columns] of [
    [size, 40, 33],
    [40, size, 37],
    [33, 41, size],
  ] as const) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
    ] as const) {
      const each: OpsCase = {
        name: "product",
        inputs: [transposeA ? [depth, rows] : [rows, depth], transposeB ? [columns, depth] : [depth, columns]],
        compute: (ops) => ops.zeros([]),
        expected: () => [],
      };
      const build: Build = (ops, [a, b]) => ops.matmul(a!, b!, transposeA, transposeB);
      const values = valuesFor(each);
      const doubles = values.map((input) => Float64Array.from(input));
      const [given] = await computed(each.inputs, [values], build);
      expect(largestDifference(given!, evaluated(each.inputs, doubles, build))).toBeLessThan(1e-5);
    }
  }
});

test.each([15, 16, 17, 31, 36, 64, 67])(
  "folds along either axis around the edges of vectors side by side, %i",
  async (n) => {
    const shape = [n, n + 1];
    const each: OpsCase = { name: "folds", inputs: [shape], compute: (ops) => ops.zeros([]), expected: () => [] };
    const values = valuesFor(each);
    const build: Build = (ops, [x]) => {
      const turned = ops.transpose(x!, [1, 0]);
      const folds = [0, 1].flatMap((axis) => [ops.sum(x!, [axis]), ops.max(x!, [axis]), ops.logSumExp(x!, [axis])]);
      return ops.concat([...folds, ...[x!, turned].map((from) => ops.cast(ops.argMax(from), "float32"))], 0);
    };
    const [given] = await computed([shape], [values], build);
    const doubles = values.map((input) => Float64Array.from(input));
    expect(largestDifference(given!, evaluated([shape], doubles, build))).toBeLessThan(1e-5);
  },
);

test("a product deeper than a block", async () => {
  const shapes = [
    [9, 1200],
    [1200, 20],
  ];
  const each: OpsCase = {
    name: "deep",
    inputs: shapes,
    low: -1,
    high: 1,
    compute: (ops) => ops.zeros([]),
    expected: () => [],
  };
  const values = valuesFor(each);
  const build: Build = (ops, [a, b]) => ops.matmul(a!, b!);
  const doubles = values.map((input) => Float64Array.from(input));
  const [given] = await computed(shapes, [values], build);
  expect(largestDifference(given!, evaluated(shapes, doubles, build))).toBeLessThan(2e-5);
});

/** Each with the size under which errors count as if the number had it. */
const functions: readonly (readonly [string, (ops: Recorder, x: Node) => Node, (x: number) => number, number])[] = [
  ["exp", (ops, x) => ops.exp(x), Math.exp, 1e-30],
  ["log", (ops, x) => ops.log(x), Math.log, 1e-37],
  ["tanh", (ops, x) => ops.tanh(x), Math.tanh, 1e-37],
  ["sigmoid", (ops, x) => ops.sigmoid(x), (x) => 1 / (1 + Math.exp(-x)), 1e-30],
  ["softplus", (ops, x) => ops.softplus(x), (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))), 1],
];
const points = Float32Array.from({ length: 4001 }, (_, at) => (at - 2000) / 20);
const edges = Float32Array.of(0, 1e-30, 1e-40, -1e-30, 3e38, -3e38, Infinity, -Infinity, NaN, 88.7, -103);

test.each(functions)(
  "%s is right to single precision, from the smallest number to what is none",
  async (_name, build, exact, least) => {
    const x = Float32Array.from([...points, ...edges]);
    const [given] = await computed([[x.length]], [[x]], (ops, [node]) => build(ops, node!));
    x.forEach((value, at) => {
      const expected = Math.fround(exact(value));
      const error = Math.abs(given![at]! - expected) / Math.max(Math.abs(expected), least);
      const isSame = Object.is(given![at], expected) || given![at] === expected;
      expect(isSame || error < 5e-7, `${value}: ${given![at]}, not ${expected}`).toBe(true);
    });
  },
);

test("what a variable keeps is 0 where it would be too small to be computed with at full speed", async () => {
  const values = Float32Array.of(2 ** -125, 2 ** -126, -(2 ** -126), 1e-40, 1, NaN, -Infinity);
  const shape = [values.length];
  const ops = new Recorder();
  const x = ops.source({ kind: "variable", name: "x" }, shape);
  const assignments = [{ variable: "x", value: ops.multiply(x, 0.5) }];
  const machine = new WasmMachine({ variables: new Map([["x", shape]]) }, noData);
  machine.write(0, new Map([["x", values]]));
  (await machine.prepare(programOf({ batch: 1, assignments, report: ops.sum(x) }))).enqueue([[noRecord]]);
  expect([...(await machine.read(0)).get("x")!]).toEqual([2 ** -126, 0, 0, 0, 0.5, NaN, -Infinity]);
});

test("several networks side by side each come to their own", async () => {
  const shapes = [
    [5, 16],
    [16, 24],
  ];
  const values = (from: number) =>
    shapes.map(([m, n]) => Float32Array.from({ length: m! * n! }, (_, at) => Math.sin(from + at)));
  const build: Build = (ops, [a, b]) => ops.tanh(ops.matmul(a!, b!));
  const together = await computed(shapes, [values(1), values(2), values(3)], build);
  for (const [member, given] of together.entries()) {
    const [alone] = await computed(shapes, [values(member + 1)], build);
    expect([...given]).toEqual([...alone!]);
  }
});

let device: Device;
beforeAll(async () => {
  device = await startBackend("wasm");
});

const layers: readonly LayerInput[] = [
  { type: "dense", units: 9, activation: "tanh" },
  { type: "dropout", rate: 0.3 },
  { type: "dense", units: 2 },
];

async function built(): Promise<CompiledTrainer> {
  const data = madeData(50);
  const { setup } = await buildTrainer(device, data, { layers, training: { batchSize: 16 } });
  let ticks = 0;
  return new CompiledTrainer({
    setup,
    data,
    createMachine: (layout) => new WasmMachine(layout, data),
    now: () => ticks++,
  });
}

test("a seeded run repeats bit for bit, also when it is broken off and goes on", async () => {
  const [whole, parts] = [await built(), await built()];
  const losses = await lossesOf(whole, 12);
  const first = await lossesOf(parts, 5);
  const middle = structuredClone(await parts.snapshot());
  const other = await built();
  other.restore(middle);
  expect([...first, ...(await lossesOf(other, 7))]).toEqual(losses);
  expect(plain(await other.snapshot())).toEqual(plain(await whole.snapshot()));
});

test("on wasm a run is compiled unless it asks for the reference trainer", async () => {
  const data = madeData(20);
  const { setup } = await buildTrainer(device, data, { layers });
  const kinds = await Promise.all(
    (["auto", "compiled", "reference"] as const).map(async (wanted) => {
      const chosen = await createTrainer(wanted, device, setup, data, () => 0);
      chosen.trainer.dispose();
      return chosen;
    }),
  );
  expect(kinds).toMatchObject([{ kind: "compiled" }, { kind: "compiled" }, { kind: "reference" }]);
  for (const { note } of kinds) expect(note).toBeUndefined();
});

test("examples that are too many to be held come with the steps, to the very same losses", async () => {
  const data = madeData(50);
  const { setup } = await buildTrainer(device, data, { layers, training: { batchSize: 16 } });
  const [held, streamed] = await Promise.all(
    [device.maximumTensorBytes, 200].map(async (maximumTensorBytes) => {
      const { trainer, kind } = await createTrainer("auto", { ...device, maximumTensorBytes }, setup, data, () => 0);
      const losses = await lossesOf(trainer, 12);
      const told = { kind, losses, validation: await trainer.evaluate("validation") };
      trainer.dispose();
      return told;
    }),
  );
  expect(held!.kind).toBe("compiled");
  expect(streamed).toEqual(held);
});
