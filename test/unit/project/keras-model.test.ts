/** Models that Keras and TensorFlow.js have written, read as layers: shapes and parameters are those that they tell. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { StudioError } from "../../../src/language/studio-error.ts";
import { readKerasModel } from "../../../src/project/keras/read-model.ts";
import { surveyModel } from "../../../src/project/survey-model.ts";
import keras from "../../fixtures/golden/keras-models.json" with { type: "json" };
import tfjs from "../../fixtures/golden/tfjs-model.json" with { type: "json" };

interface Told {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly parameters: number;
}

/** Reads the model and lays it out on the input that it was made for. */
function read(json: string, { input }: Pick<Told, "input">) {
  const model = readKerasModel(json);
  return { model, survey: surveyModel(model.layers, { input, outputs: 1, task: "regression" }) };
}

function expectAsTold(json: string, told: Told): void {
  const { survey } = read(json, told);
  expect(survey.output).toEqual(told.output);
  expect(survey.cost.parameters).toBe(told.parameters);
}

const madeByKeras = (name: string) => keras.find((each) => each.name === name)!;
const refusalOf = (json: string): StudioError => {
  try {
    readKerasModel(json);
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
    throw thrown;
  }
  throw new Error("read after all");
};

describe("Keras 3", () => {
  test.each(["pictures", "words", "branches", "attending"])("%s come over whole", (name) => {
    const told = madeByKeras(name);
    expectAsTold(told.json, told);
    const { taken, all, untaken } = readKerasModel(told.json);
    expect(untaken).toEqual([]);
    expect(taken).toBe(all);
  });

  test("settings come over with the layers", () => {
    const [first, , separable, depthwise] = readKerasModel(madeByKeras("pictures").json).layers;
    expect(first).toMatchObject({
      type: "conv2d",
      filters: 8,
      kernelSize: [3, 3],
      activation: "relu",
      kernelInitializer: "glorot-uniform",
      kernelRegularizer: { id: "l2", factor: 1e-4 },
    });
    expect(separable).toMatchObject({ kernelSize: [3, 2], padding: "same", depthMultiplier: 2, activation: "silu" });
    expect(depthwise).toMatchObject({ strides: [2, 2], kernelInitializer: "he-normal" });
  });

  test("what runs around others is the shortcut of a residual block; what runs beside them, branches", () => {
    const { layers } = readKerasModel(madeByKeras("branches").json);
    expect(layers.map(({ type }) => type)).toEqual([
      "conv2d",
      "residual",
      "activation",
      "parallel",
      "global-max-pooling2d",
      "dense",
    ]);
    expect(layers[1]).toMatchObject({ layers: [{ activation: "relu" }, { activation: "linear" }], shortcut: [] });
    expect(layers[3]).toMatchObject({ merge: "concat", branches: [[{ filters: 4 }], [{ filters: 6 }], [{}]] });
  });

  test("a layer without a counterpart is named and left out, and the rest comes over", () => {
    const { model } = read(madeByKeras("unknown").json, { input: [8, 8, 1] });
    expect(model).toMatchObject({ taken: 3, all: 5 });
    expect(model.layers.map(({ type }) => type)).toEqual(["conv2d", "flatten", "dense"]);
    expect(model.untaken.map(({ layer, className }) => [layer, className])).toEqual([
      ["rescaled", "Rescaling"],
      ["flipped", "RandomFlip"],
    ]);
  });
});

const kerasThree = z.object({
  class_name: z.string(),
  config: z.looseObject({
    layers: z.array(z.looseObject({ name: z.string(), inbound_nodes: z.array(z.unknown()) })),
  }),
});

/** As Keras 2 writes the same: who feeds a layer is a list, `[[["stem", 0, 0, {}]]]`. */
function asKeras2(json: string): string {
  const model = kerasThree.parse(JSON.parse(json));
  const layers = model.config.layers.map((layer) => {
    const names = [...JSON.stringify(layer.inbound_nodes).matchAll(/"keras_history":\["([a-z]+)"/g)].map(
      ([, name]) => name,
    );
    return { ...layer, inbound_nodes: names.length === 0 ? [] : [names.map((name) => [name, 0, 0, {}])] };
  });
  return JSON.stringify({ ...model, keras_version: "2.15.0", config: { ...model.config, layers } });
}

test("Keras 2 says the same with other words", () => {
  const told = madeByKeras("branches");
  expectAsTold(asKeras2(told.json), told);
});

test("a model.json of TensorFlow.js comes over, whole or its topology alone", () => {
  expectAsTold(JSON.stringify(tfjs.saved), tfjs);
  expectAsTold(JSON.stringify(tfjs.saved.modelTopology), tfjs);
  const [conv, , leaky] = readKerasModel(JSON.stringify(tfjs.saved)).layers;
  expect(conv).toMatchObject({ kernelInitializer: "lecun-normal" });
  expect(leaky).toMatchObject({ negativeSlope: 0.2 });
});

test("a model within a model comes over layer by layer", () => {
  const dense = (name: string, units: number) => ({ class_name: "Dense", config: { name, units, activation: "relu" } });
  const sequential = (name: string, layers: readonly unknown[]) => ({
    class_name: "Sequential",
    config: { name, layers },
  });
  const json = JSON.stringify(
    sequential("whole", [sequential("inner", [dense("a", 3), dense("b", 4)]), dense("c", 5)]),
  );
  expect(read(json, { input: [2] }).survey.layers.map(({ output }) => output)).toEqual([[3], [4], [5]]);
});

test.each([
  ["UpSampling2D", { size: [2, 2], interpolation: "bilinear" }, "its interpolation has no counterpart"],
  ["Conv2DTranspose", { filters: 2, kernel_size: [3, 3], dilation_rate: [2, 2] }, "its dilation_rate has"],
  [
    "Dense",
    { units: 2, activity_regularizer: { class_name: "L2", config: { l2: 1 } } },
    "its activity_regularizer has",
  ],
  ["Dense", { units: 2, bias_constraint: null, kernel_regularizer: null }, undefined],
  ["Dense", { units: 2, bias_constraint: { class_name: "NonNeg", config: {} } }, "its bias_constraint has"],
  ["Conv2D", { filters: 2, kernel_size: [3, 3], dilation_rate: [2, 2] }, undefined],
  ["MultiHeadAttention", { num_heads: 2, key_dim: 4, value_dim: 6 }, "its value_dim has"],
  ["PReLU", { shared_axes: null }, "its shared_axes has"],
  ["Attention", {}, "here its scores are divided"],
])("%s with %j comes over, and what computes otherwise is said", (className, config, said) => {
  const json = { class_name: "Sequential", config: [{ class_name: className, config: { name: "one", ...config } }] };
  const { taken, untaken } = readKerasModel(JSON.stringify(json));
  expect(taken).toBe(1);
  const beginnings = untaken.map(({ text }) => text.en.slice(0, said?.length));
  expect(beginnings).toEqual(said === undefined ? [] : [said]);
});

test("what biases cost comes over as it is", () => {
  const config = { units: 2, bias_regularizer: { class_name: "L2", config: { l2: 0.01 } } };
  const json = { class_name: "Sequential", config: [{ class_name: "GRU", config: { name: "one", ...config } }] };
  const { layers, untaken } = readKerasModel(JSON.stringify(json));
  expect(layers).toMatchObject([{ type: "gru", biasRegularizer: { id: "l2", factor: 0.01 } }]);
  expect(untaken).toEqual([]);
});

test.each([
  ["Keras 3", [{ args: [{ config: { keras_history: ["x", 0, 0] } }], kwargs: { use_causal_mask: true } }]],
  ["Keras 2", [[["x", 0, 0, { use_causal_mask: true }]]]],
])("in %s the call says that no step sees a later one", (_program, inbound_nodes) => {
  const config = { name: "looks", num_heads: 1, key_dim: 4 };
  const layers = [
    { class_name: "InputLayer", name: "x", config: { batch_shape: [null, 4, 4] } },
    { class_name: "MultiHeadAttention", name: "looks", config, inbound_nodes },
  ];
  const model = readKerasModel(JSON.stringify({ class_name: "Functional", config: { layers } }));
  expect(model.layers).toMatchObject([{ type: "multi-head-attention", causal: true }]);
});

test("what scales a picture is found behind what only training meets", () => {
  const layer = (class_name: string, more: object = {}) => ({ class_name, config: { name: class_name, ...more } });
  const augmentation = { layers: [layer("RandomFlip"), layer("RandomRotation")] };
  const config = {
    layers: [
      layer("InputLayer", { batch_shape: [null, 8, 8, 3] }),
      { class_name: "Sequential", name: "augmentation", config: augmentation },
      layer("Rescaling", { scale: 1 / 255 }),
      layer("Conv2D", { filters: 2, kernel_size: [3, 3] }),
    ],
  };
  const { leading } = readKerasModel(JSON.stringify({ class_name: "Sequential", config }));
  expect(leading).toMatchObject([{ name: "Rescaling" }]);
});

test("a hard sigmoid of old, which bends elsewhere, is said to differ", () => {
  const { untaken, taken, all } = readKerasModel(JSON.stringify(tfjs.saved));
  expect(untaken).toMatchObject([{ className: "Dense", isLost: false }]);
  expect(taken).toBe(all);
});

describe("refused with a sentence:", () => {
  test.each([
    ["what is no JSON", "model = Sequential()"],
    ["JSON of something else", '{"layers": 3}'],
    ["a list", "[1, 2]"],
    ["nothing", "null"],
    ["a graph of operations", '{"format": "graph-model", "modelTopology": {"node": []}}'],
    ["layers none of which is known", '{"class_name":"Sequential","config":[{"class_name":"Magic","config":{}}]}'],
    [
      "two inputs",
      '{"class_name":"Functional","config":{"layers":[{"class_name":"InputLayer","name":"a","config":{},"inbound_nodes":[]},{"class_name":"InputLayer","name":"b","config":{},"inbound_nodes":[]},{"class_name":"Add","name":"c","config":{},"inbound_nodes":[[["a",0,0,{}],["b",0,0,{}]]]}]}}',
    ],
    [
      "a model that feeds itself",
      '{"class_name":"Functional","config":{"layers":[{"class_name":"Dense","name":"a","config":{"units":1},"inbound_nodes":[[["b",0,0,{}]]]},{"class_name":"Dense","name":"b","config":{"units":1},"inbound_nodes":[[["a",0,0,{}]]]}]}}',
    ],
  ])("%s", (_name, json) => {
    const { code, problem } = refusalOf(json);
    expect(code).toBe("keras-model");
    expect(problem.text.zh).toMatch(/\p{Script=Han}/u);
  });
});

test.each([
  ["Conv2D", { filters: 2, kernel_size: [3, 3] }, "kernel_constraint", [0, 1, 2]],
  ["Conv2DTranspose", { filters: 2, kernel_size: [3, 3] }, "kernel_constraint", [0, 1, 3]],
  ["DepthwiseConv2D", { kernel_size: [3, 3] }, "depthwise_constraint", [0, 1]],
  ["GRU", { units: 2 }, "recurrent_constraint", 0],
  ["Embedding", { input_dim: 9, output_dim: 2 }, "embeddings_constraint", 1],
])("%s with %j: a norm along other axes than a unit's is told", (className, settings, name, own) => {
  const told = [own, 2].map((axis) => {
    const config = { ...settings, name: "one", [name]: { class_name: "MaxNorm", config: { max_value: 2, axis } } };
    const json = { class_name: "Sequential", config: [{ class_name: className, config }] };
    return readKerasModel(JSON.stringify(json)).untaken.map(({ text }) => text.en);
  });
  expect(told).toEqual([[], [expect.stringMatching(/taken of each unit/)]]);
});
