/** A model looked at before it trains: shapes and cost at each layer, and each mistake with what mends it. */
import { describe, expect, test } from "vitest";
import type { ModelSeam } from "../../../src/catalog/architectures/architecture.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import type { AnyLayer } from "../../../src/catalog/layers/layer.ts";
import type { Mendable } from "../../../src/project/answer-mends.ts";
import { presetOf } from "../../../src/project/preset.ts";
import { everySurveyed, type ModelSurvey, surveyModel } from "../../../src/project/survey-model.ts";

const digits: ModelSeam = { input: [28, 28, 1], outputs: 10, task: "classification" };
const table: ModelSeam = { input: [4], outputs: 3, task: "classification" };
const series: ModelSeam = { input: [12, 3], outputs: 1, task: "regression" };
const echo: ModelSeam = { input: [28, 28, 1], outputs: 784, task: "reconstruction" };
const tale: ModelSeam = { input: [20], vocabulary: 50, outputs: 50, task: "generation" };
const words: ModelSeam = { input: [20], vocabulary: 50, outputs: 2, task: "classification" };

const parsed = (layers: readonly unknown[]): readonly AnyLayer[] => layers.map((layer) => layerSelection.parse(layer));

function mistakesOf(survey: ModelSurvey): readonly Mendable[] {
  const inLayers = [...everySurveyed(survey.layers)].flatMap(({ mistake }) => (mistake === null ? [] : [mistake]));
  return survey.answer === null ? inLayers : [...inLayers, survey.answer];
}

test("gives the shapes, parameters, multiply-adds and memory of the convolutional network", () => {
  const layers = presetOf({ architecture: "cnn", config: {} }).layers(digits);
  const survey = surveyModel(layers, digits);
  expect(mistakesOf(survey)).toEqual([]);
  // By hand: 9·1·32 + 32, 9·32·64 + 64, 1600·128 + 128, 128·10 + 10.
  expect(survey.layers.map(({ cost }) => cost?.parameters)).toEqual([320, 0, 18_496, 0, 0, 204_928, 1_290]);
  expect(survey.layers.map(({ output }) => output?.join("x"))).toEqual([
    "26x26x32",
    "13x13x32",
    "11x11x64",
    "5x5x64",
    "1600",
    "128",
    "10",
  ]);
  expect(survey.layers[0]?.cost).toMatchObject({ multiplyAdds: 26 * 26 * 32 * 9, activations: 26 * 26 * 32 });
  expect(survey.layers.map(({ name }) => name)).toEqual([
    "conv2d-1",
    "max-pooling2d-1",
    "conv2d-2",
    "max-pooling2d-2",
    "flatten-1",
    "dense-1",
    "dense-2",
  ]);
  expect(survey.cost.parameters).toBe(225_034);
});

test("a sequence longer than is compiled is told of at the layer that reads it step by step, and is no mistake", () => {
  const layers = parsed([
    { type: "bidirectional", layers: [{ type: "gru", units: 4 }] },
    { type: "dense", units: 1 },
  ]);
  const notesOf = (steps: number) => {
    const survey = surveyModel(layers, { ...series, input: [steps, 3] });
    expect(mistakesOf(survey)).toEqual([]);
    return [...everySurveyed(survey.layers)].map(({ selection, note }) => [selection.type, note?.en.slice(0, 18)]);
  };
  expect(notesOf(512).every(([, note]) => note === undefined)).toBe(true);
  expect(notesOf(513)).toEqual([
    ["bidirectional", undefined],
    ["gru", "It reads 513 steps"],
    ["dense", undefined],
  ]);
});

test("large pictures are given back as a whole, and what no layer can give is refused with a sentence", () => {
  const { layers } = presetOf({ architecture: "autoencoder", config: {} });
  const pictures = (...input: readonly [number, number, number]): ModelSeam => ({
    input,
    outputs: input[0] * input[1] * input[2],
    task: "reconstruction",
  });
  const large = pictures(512, 512, 3);
  expect(mistakesOf(surveyModel(layers(large), large))).toEqual([]);
  expect(() => layers(pictures(1200, 1000, 1))).toThrow(
    /^Autoencoder cannot be made for data of this size: one of its layers \(dense\)/,
  );
});

test("a layer that is left out lets its input through, counts for nothing and has no name", () => {
  const survey = surveyModel(
    parsed([
      { type: "dense", units: 8 },
      { type: "dense", units: 99, disabled: true },
      { type: "dense", units: 3 },
    ]),
    table,
  );
  expect(survey.layers.map(({ name }) => name)).toEqual(["dense-1", null, "dense-2"]);
  expect(survey.layers[1]).toMatchObject({ output: [8], cost: null });
  expect(survey.cost.parameters).toBe(4 * 8 + 8 + 8 * 3 + 3);
});

test("the layers inside a block are looked at on their own, and a mistake in one is told there", () => {
  const inside = { type: "conv2d", filters: 4, kernelSize: [40, 40] };
  const survey = surveyModel(parsed([{ type: "parallel", branches: [[inside], []] }]), digits);
  const [block] = survey.layers;
  expect(block).toMatchObject({ mistake: null, output: null });
  expect(block?.lists[0]?.layers[0]?.mistake?.problem.text.en).toContain("40 × 40");
  expect(block?.lists[0]?.layers[0]?.path).toEqual([0, "branches", 0, 0]);
});

/** Each mistake that a layer can say of its input, on data where it happens. */
const mistakes: readonly (readonly [string, ModelSeam, readonly unknown[]])[] = [
  ["a dense layer on a picture", digits, [{ type: "dense", units: 10 }]],
  ["a convolution behind a flatten layer", digits, [{ type: "flatten" }, { type: "conv2d", filters: 4 }]],
  ["a convolution on a sequence", series, [{ type: "conv2d", filters: 4 }]],
  ["a convolution on a flat square", { ...table, input: [16] }, [{ type: "conv2d", filters: 4 }]],
  ["a convolution on a table", { ...table, input: [7] }, [{ type: "conv2d", filters: 4 }]],
  ["an LSTM on a table", table, [{ type: "lstm", units: 4 }]],
  ["an LSTM on a picture", digits, [{ type: "lstm", units: 4 }]],
  ["an LSTM on tokens", words, [{ type: "lstm", units: 4 }]],
  ["a kernel larger than the picture", digits, [{ type: "conv2d", filters: 4, kernelSize: [40, 3] }]],
  ["a dilated kernel larger than the picture", digits, [{ type: "conv2d", filters: 4, dilationRate: [20, 20] }]],
  ["a kernel longer than the series", series, [{ type: "conv1d", filters: 4, kernelSize: 13 }]],
  ["a pool longer than the series", series, [{ type: "max-pooling1d", poolSize: 20 }]],
  ["a pool larger than the picture", digits, [{ type: "max-pooling2d", poolSize: [30, 30] }]],
  ["strides with dilation", digits, [{ type: "conv2d", filters: 4, strides: [2, 2], dilationRate: [2, 2] }]],
  ["strides with dilation along a series", series, [{ type: "conv1d", filters: 4, strides: 2, dilationRate: 2 }]],
  ["groups that divide nothing", series, [{ type: "conv1d", filters: 4, groups: 2 }]],
  ["groups of a normalization", { ...table, input: [10] }, [{ type: "group-normalization", groups: 4 }]],
  ["heads that divide nothing", series, [{ type: "transformer-block", numHeads: 2, feedForward: 8 }]],
  ["a shape of other numbers", table, [{ type: "reshape", targetShape: [2, 3] }]],
  ["an order of axes that are not there", series, [{ type: "permute", dims: [1, 2, 3] }]],
  ["a picture repeated", digits, [{ type: "repeat-vector" }]],
  ["all cropped away", series, [{ type: "cropping1d", steps: [6, 6] }]],
  ["an embedding of numbers", series, [{ type: "embedding", inputDim: 5, outputDim: 2 }]],
  ["an embedding where no tokens are", table, [{ type: "embedding", inputDim: 5, outputDim: 2 }, { type: "flatten" }]],
  ["an embedding with too few vectors", words, [{ type: "embedding", inputDim: 49, outputDim: 2 }]],
  [
    "a second embedding",
    words,
    [
      { type: "embedding", inputDim: 50, outputDim: 2 },
      { type: "flatten" },
      { type: "embedding", inputDim: 50, outputDim: 2 },
    ],
  ],
  [
    "a recurrent layer behind one that answers once",
    series,
    [
      { type: "bidirectional", layers: [{ type: "gru", units: 4 }] },
      { type: "lstm", units: 4 },
    ],
  ],
  ["a recurrent layer behind a mean", series, [{ type: "global-average-pooling1d" }, { type: "lstm", units: 4 }]],
  ["both directions of nothing recurrent", series, [{ type: "bidirectional", layers: [{ type: "dense", units: 2 }] }]],
  ["a residual block of another width", table, [{ type: "residual", layers: [{ type: "dense", units: 9 }] }]],
  [
    "a residual block of half the size",
    digits,
    [{ type: "residual", layers: [{ type: "conv2d", filters: 8, strides: [2, 2], padding: "same" }] }],
  ],
  ["a residual block that shrinks a little", digits, [{ type: "residual", layers: [{ type: "conv2d", filters: 1 }] }]],
  ["a residual block along a series", series, [{ type: "residual", layers: [{ type: "conv1d", filters: 5 }] }]],
  ["branches of other sizes", digits, [{ type: "parallel", branches: [[{ type: "conv2d", filters: 2 }], []] }]],
  ["squeeze-and-excite on a table", { ...table, input: [9] }, [{ type: "squeeze-and-excite" }]],
  ["the wrong number of classes", table, [{ type: "dense", units: 5 }]],
  ["a picture for an answer", digits, [{ type: "conv2d", filters: 4 }]],
  ["a sequence for an answer", series, [{ type: "lstm", units: 4, returnSequences: true }]],
  ["a picture of other channels given back", echo, [{ type: "conv2d", filters: 4, padding: "same" }]],
  ["too little given back", echo, [{ type: "flatten" }, { type: "dense", units: 9 }]],
  ["a smaller picture given back", echo, [{ type: "max-pooling2d" }]],
  [
    "one answer for a whole text",
    tale,
    [
      { type: "embedding", inputDim: 50, outputDim: 4 },
      { type: "lstm", units: 4 },
    ],
  ],
  [
    "too few tokens that may follow",
    tale,
    [
      { type: "embedding", inputDim: 50, outputDim: 4 },
      { type: "dense", units: 4 },
    ],
  ],
  ["a recurrent layer for an answer", series, [{ type: "lstm", units: 4 }]],
];

describe("a mistake is a sentence in both languages, and each of its mends takes it away:", () => {
  test.each(mistakes)("%s", (_name, seam, layers) => {
    const survey = surveyModel(parsed(layers), seam);
    const [mistake] = mistakesOf(survey);
    expect(mistake?.problem.text.en).toMatch(/\.$/);
    expect(mistake?.problem.text.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(mistake?.mends.length).toBeGreaterThan(0);
    for (const mend of mistake?.mends ?? []) {
      const left = mistakesOf(surveyModel(parsed(mend.layers), seam));
      const said = left.map(({ problem }) => problem.text.en);
      expect(said, mend.title.en).not.toContain(mistake?.problem.text.en);
      expect(mend.title.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

test("stacked recurrent layers: the one ahead is to answer at every step", () => {
  const survey = surveyModel(
    parsed([
      { type: "lstm", units: 4 },
      { type: "gru", units: 4 },
      { type: "dense", units: 1 },
    ]),
    series,
  );
  const [mend] = survey.layers[1]?.mistake?.mends ?? [];
  expect(mend?.title.en).toBe("Let LSTM answer at every step");
  expect(mistakesOf(surveyModel(mend?.layers ?? [], series))).toEqual([]);
});

test("an embedding that begins a branch reads tokens", () => {
  const branch = [{ type: "embedding", inputDim: 50, outputDim: 2 }, { type: "global-max-pooling1d" }];
  const layers = parsed([
    { type: "parallel", branches: [branch, branch] },
    { type: "dense", units: 2 },
  ]);
  expect(mistakesOf(surveyModel(layers, words))).toEqual([]);
});

test("a model mended until nothing is left to mend answers what the data asks", () => {
  let layers = parsed([
    { type: "flatten" },
    { type: "conv2d", filters: 8, kernelSize: [30, 30] },
    { type: "group-normalization", groups: 3 },
    { type: "dense", units: 7 },
  ]);
  const said: string[] = [];
  for (;;) {
    const [mistake] = mistakesOf(surveyModel(layers, digits));
    const [mend] = mistake?.mends ?? [];
    if (mistake === undefined || mend === undefined || said.length > 9) break;
    said.push(mistake.problem.text.en);
    layers = parsed(mend.layers);
  }
  expect(said.map((sentence) => sentence.split(" ").slice(0, 4).join(" "))).toEqual([
    "The convolution layer needs",
    "The 30 × 30",
    "3 groups do not",
    "The last layer gives",
  ]);
  expect(surveyModel(layers, digits)).toMatchObject({ output: [10], answer: null });
});
