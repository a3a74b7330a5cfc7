/** What layers say that they cost: multiply-adds as PyTorch counts them, numbers kept for the gradient as counted by hand. */
import { describe, expect, test } from "vitest";
import { layers, layerSelection, layOut } from "../../../src/catalog/layers/index.ts";
import { costOf, everyLayer, type LayerCost, sizeOf } from "../../../src/catalog/layers/layer.ts";
import costs from "../../fixtures/golden/costs.json" with { type: "json" };
import { goldenLayers } from "../../support/golden-layers.ts";

function costFor(selections: readonly unknown[], input: readonly number[]): LayerCost {
  return costOf(
    layOut(
      selections.map((layer) => layerSelection.parse(layer)),
      input,
    ).layers,
  );
}

const asCounted: Readonly<Record<string, number>> = costs;

/** PyTorch counts products of matrices only; these multiply each number that passes once. */
const numberByNumber: readonly string[] = [
  "prelu",
  "batch-normalization",
  "layer-normalization",
  "group-normalization",
  "rms-normalization",
];

/** PyTorch leaves the padded steps out, which a plan cannot know. */
const counted = goldenLayers.filter(({ name }) => !name.endsWith("passes over padding"));

describe("multiply-adds are PyTorch's, for", () => {
  test.each(counted.map((golden) => [golden.name, golden] as const))("%s", (name, golden) => {
    const input = golden.input.shape.slice(1);
    const planned = layOut(
      golden.layers.map((layer) => layerSelection.parse(layer)),
      input,
    ).layers;
    const inPassing = [...everyLayer(planned)]
      .filter(({ selection }) => numberByNumber.includes(selection.type))
      .reduce((sum, { plan }) => sum + sizeOf(plan.output), 0);
    expect(costOf(planned).multiplyAdds - inPassing).toBe(asCounted[name]);
  });
});

describe("numbers that one example leaves for the gradient, counted by hand:", () => {
  const lstm = { type: "lstm", units: 5 };
  test.each<[string, readonly unknown[], readonly number[], number]>([
    ["a dense layer leaves its answer", [{ type: "dense", units: 7 }], [3], 7],
    ["a convolution its picture", [{ type: "conv2d", filters: 4 }], [6, 5, 2], 4 * 3 * 4],
    [
      "a separable one also what it has before mixing",
      [{ type: "separable-conv2d", filters: 4, depthMultiplier: 2 }],
      [6, 5, 3],
      4 * 3 * (2 * 3 + 4),
    ],
    ["a normalization what it has before scaling", [{ type: "batch-normalization" }], [4, 3], 2 * 12],
    // Three gates, candidate, cell and answer at each of 9 steps.
    ["an LSTM what each step makes", [lstm], [9, 2], 9 * 6 * 5],
    ["the same where every step answers", [{ ...lstm, returnSequences: true }], [9, 2], 9 * 6 * 5],
    ["a GRU four a unit", [{ type: "gru", units: 5 }], [9, 2], 9 * 4 * 5],
    ["a simple recurrent layer its answers", [{ type: "simple-rnn", units: 5 }], [9, 2], 9 * 5],
    // Both directions, and the two side by side.
    ["both directions twice that", [{ type: "bidirectional", layers: [lstm] }], [9, 2], 2 * 9 * 6 * 5 + 10],
    // Queries, keys, values and what is gathered, 6 wide; 10 x 10 weights a head; the answer.
    [
      "attention each step's weight of every other",
      [{ type: "multi-head-attention", numHeads: 2, keyDim: 3 }],
      [10, 8],
      4 * 10 * 6 + 2 * 100 + 80,
    ],
    ["attention without weights too", [{ type: "attention" }], [10, 8], 100 + 80],
    [
      "a residual block its layers and the sum",
      [{ type: "residual", layers: [{ type: "dense", units: 4 }] }],
      [4],
      4 + 4,
    ],
    [
      "branches theirs and what they are put together to",
      [{ type: "parallel", branches: [[{ type: "dense", units: 2 }], []] }],
      [4],
      2 + 6,
    ],
  ])("%s", (_name, selections, input, numbers) => {
    expect(costFor(selections, input).activations).toBe(numbers);
  });
});

test("every layer stands among the counted ones", () => {
  const seen = new Set(
    goldenLayers.flatMap(({ layers: list, input }) =>
      [
        ...everyLayer(
          layOut(
            list.map((layer) => layerSelection.parse(layer)),
            input.shape.slice(1),
          ).layers,
        ),
      ].map(({ selection }) => selection.type),
    ),
  );
  // These draw at random while they train, and multiply nothing else.
  const random = /dropout|noise/;
  expect(layers.map(({ id }) => id).filter((id) => !seen.has(id) && !random.test(id))).toEqual([]);
});
