/** A model of Keras that would answer otherwise here is refused, by the layer that makes the difference. */
import { expect, test } from "vitest";
import { imported, requestOf } from "../../../support/model-files.ts";
import { refusal } from "../../../support/refusal.ts";

/** [class, name, config, the layers that feed it]; nothing told: the one before. */
type Layer = readonly [string, string, object?, (readonly unknown[])?];

function request(shape: readonly number[], layers: readonly Layer[], outputs?: readonly string[]) {
  const input = { class_name: "InputLayer", name: "x", config: { batch_input_shape: [null, ...shape] } };
  const after = layers.map(([className, name, config = {}, calls], at) => ({
    class_name: className,
    name,
    config: { name, ...config },
    inbound_nodes: calls ?? [[[layers[at - 1]?.[1] ?? "x", 0, 0, {}]]],
  }));
  const told = outputs === undefined ? {} : { output_layers: outputs.map((name) => [name, 0, 0]) };
  const modelTopology = { class_name: "Functional", config: { layers: [input, ...after], ...told } };
  const json = { modelTopology, weightsManifest: [{ paths: [], weights: [] }] };
  return requestOf("tensorflow-js", { "model.json": JSON.stringify(json) });
}

const act = (name: string, activation = "tanh", ...calls: [] | [readonly unknown[]]): Layer => [
  "Activation",
  name,
  { activation },
  ...calls,
];
const both = [
  [
    ["a", 0, 0, {}],
    ["b", 0, 0, {}],
  ],
];
const fromX = [[["x", 0, 0, {}]]];
const masked: Layer = ["Embedding", "words", { input_dim: 5, output_dim: 3, mask_zero: true }];
const lstm: Layer = ["LSTM", "lstm", { units: 3, return_state: true }];

test.each<[string, RegExp, readonly number[], readonly Layer[], string[]?]>([
  ["a softmax over the steps", /"shares".*axis 1/, [4, 4], [["Softmax", "shares", { axis: 1 }]]],
  ["a norm of the first axis", /"norm".*axis 1/, [4, 4], [["LayerNormalization", "norm", { axis: [1] }]]],
  [
    "sequences one behind the other",
    /"joined".*axis 1/,
    [4, 4],
    [act("a"), act("b", "relu", fromX), ["Concatenate", "joined", { axis: 1 }, both]],
  ],
  ["slopes by step", /slopes \(PReLU: shared_axes\)/, [3, 3], [["PReLU", "slopes", { shared_axes: [2] }]]],
  ["scores that are not scaled", /attention \(Attention: scores\)/, [4, 4], [["Attention", "attention"]]],
  [
    "steps that look at another sequence",
    /looks \(MultiHeadAttention\)/,
    [4, 4],
    [
      act("a"),
      ["MultiHeadAttention", "looks", { num_heads: 1, key_dim: 4 }, [[["a", 0, 0, { value: ["x", 0, 0] }]]]],
      act("b"),
    ],
  ],
  [
    "pictures made larger smoothly",
    /larger \(UpSampling2D: interpolation\)/,
    [4, 4, 1],
    [["UpSampling2D", "larger", { interpolation: "bilinear" }]],
  ],
  [
    "a hard sigmoid of old with no weights before it",
    /gate \(Activation: hard_sig/,
    [4],
    [act("gate", "hard_sigmoid")],
  ],
  [
    "a bend that is not known",
    /dense \(Dense: activation\)/,
    [4],
    [act("a"), ["Dense", "dense", { units: 2, activation: "celu" }]],
  ],
  ["a state", /"lstm" than its first output/, [4, 4], [lstm, act("a", "tanh", [[["lstm", 0, 2, {}]]])]],
  ["a layer used twice", /"a" stands in several places/, [4], [act("a", "tanh", [...fromX, ...both]), act("b")]],
  ["an answer on the way", /several inputs or outputs/, [4], [act("a"), act("b")], ["a", "b"]],
  ["a largest step of a padded text", /"largest".*padded/, [4], [masked, ["GlobalMaxPooling1D", "largest"]]],
  [
    "a mask that ends at a convolution",
    /"lstm".*padded/,
    [4],
    [masked, ["Conv1D", "conv", { filters: 2, kernel_size: 3, padding: "same" }], lstm],
  ],
  [
    "both ways over a padded text, laid flat",
    /"flat".*padded/,
    [4],
    [
      masked,
      ["Bidirectional", "ways", { layer: { class_name: "GRU", config: { units: 2, return_sequences: true } } }],
      ["Flatten", "flat"],
    ],
  ],
])("%s", async (_name, said, shape, layers, outputs) => {
  const { text } = await refusal(imported(request(shape, layers, outputs)));
  expect(text.en).toMatch(said);
});
