/** The formula beside a layer computes what the layer computes: both on one number a step, two steps long. */
import { beforeAll, expect, test } from "vitest";
import { type LayerInput, layerSelection } from "../../../src/catalog/layers/index.ts";
import { initialTensors, loadProgram, planModel } from "../../../src/engine/model-program.ts";
import { formulaOf } from "../../../src/features/design-model/layer-formulas.ts";
import type { Formula } from "../../../src/language/formula.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const functions: Readonly<Record<string, (...of: readonly number[]) => number>> = {
  sigmoid: (x = 0) => 1 / (1 + Math.exp(-x)),
  tanh: (x = 0) => Math.tanh(x),
  relu: (x = 0) => Math.max(0, x),
  exp: (x = 0) => Math.exp(x),
  max: (...of) => Math.max(...of),
  min: (...of) => Math.min(...of),
  mean: (x = 0) => x,
};

function valueOf(formula: Formula, names: ReadonlyMap<string, number>): number {
  const inside = (each: Formula): number => valueOf(each, names);
  switch (formula.kind) {
    case "symbol": {
      const value = names.get(formula.name + (formula.subscript ?? ""));
      if (value === undefined) throw new Error(`What is ${formula.name} ${formula.subscript ?? ""}?`);
      return value;
    }
    case "number":
      return formula.value;
    case "sum":
      return formula.parts.reduce((sum, { isMinus, term }) => sum + (isMinus ? -1 : 1) * inside(term), 0);
    case "product":
      return formula.factors.reduce((product, factor) => product * inside(factor), 1);
    case "fraction":
      return inside(formula.above) / inside(formula.below);
    case "power":
      return inside(formula.base) ** inside(formula.exponent);
    case "root":
      return Math.sqrt(inside(formula.of));
    case "norm":
    case "absolute":
      return Math.abs(inside(formula.of));
    case "call":
      return functions[formula.name]!(...formula.of.map(inside));
  }
}

/** Blocks of the kernels, in their order, as the formula calls them. */
const letters: Readonly<Record<string, readonly string[]>> = { gru: ["z", "r", "c"], lstm: ["i", "f", "c", "o"] };

const recurrent = { units: 1, returnSequences: true, biasInitializer: "random-normal" } as const;
const cases: readonly LayerInput[] = [
  { type: "dense", units: 1, activation: "tanh", biasInitializer: "random-normal" },
  { type: "dense", units: 1, useBias: false },
  { type: "leaky-relu", negativeSlope: 0.4 },
  { type: "elu", alpha: 0.7 },
  { type: "rms-normalization", epsilon: 0.1 },
  { type: "simple-rnn", ...recurrent },
  { type: "simple-rnn", ...recurrent, useBias: false, activation: "relu" },
  { type: "gru", ...recurrent },
  { type: "gru", ...recurrent, useBias: false },
  { type: "gru", ...recurrent, resetAfter: false },
  { type: "lstm", ...recurrent },
  { type: "lstm", ...recurrent, peepholes: true, activation: "relu" },
  { type: "lstm", ...recurrent, useBias: false },
];

test.each(cases.map((each) => [JSON.stringify(each), each] as const))("%s", async (_title, given) => {
  const layer = layerSelection.parse(given);
  const program = await loadProgram(planModel([layer], [2, 1]));
  const weights = initialTensors(program, 3);
  const inputs = [0.9, -1.4];
  const y = scoped(() => {
    const parameters = new Map(
      weights.map(({ name, shape, values }) => [name.replace("parameter/", ""), upload(values, shape)]),
    );
    const context = { training: false, seed: 0, step: 0, part: 0 };
    const x = upload(Float32Array.from(inputs), [1, 2, 1]);
    return keep(program.forward(device.ops, { parameters, state: new Map() }, x, context).y);
  });

  const names = new Map([
    ["α", "alpha" in layer ? layer.alpha : "negativeSlope" in layer ? layer.negativeSlope : NaN],
    ["ε", "epsilon" in layer ? layer.epsilon : NaN],
    ["ht−1", 0],
    ["ct−1", 0],
  ]);
  const blocks = letters[layer.type] ?? [""];
  const symbols: Readonly<Record<string, readonly string[]>> = {
    kernel: blocks.map((each) => `W${each}`),
    "recurrent-kernel": blocks.map((each) => `U${each}`),
    bias: [...blocks.map((each) => `b${each}`), ...blocks.map((each) => `b′${each}`)],
    peepholes: ["pi", "pf", "po"],
    gamma: ["γ"],
  };
  for (const { name, values } of weights) {
    values.forEach((value, at) => names.set(symbols[name.split("/").at(-1)!]![at]!, value));
  }
  const answers = inputs.map((x) => {
    names.set("x", x).set("xt", x);
    let value = NaN;
    for (const line of formulaOf(layer)) {
      value = valueOf(line.value, names);
      if (line.symbol.kind === "symbol") names.set(line.symbol.name + (line.symbol.subscript ?? ""), value);
    }
    names.set("ht−1", value).set("ct−1", names.get("ct") ?? 0);
    return value;
  });
  const computed = [...(await download(y))];
  computed.forEach((each, at) => expect(each).toBeCloseTo(answers[at]!, 5));
  dispose([y]);
});
