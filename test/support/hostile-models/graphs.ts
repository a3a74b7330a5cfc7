/** ONNX files and graph models of TensorFlow.js that go in circles, lie, or would never end. */
import { Message } from "../../../src/engine/export/onnx/protobuf.ts";
import { joined } from "../../../src/project/file/pieces.ts";
import type { Bytes, ModelCase } from "./model-case.ts";

interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attribute?: Message;
}

const port = (name: string, extents: readonly (number | null)[], element = 1): Message => {
  const shape = new Message();
  for (const extent of extents)
    shape.message(1, extent === null ? new Message().text(2, "n") : new Message().int(1, extent));
  return new Message()
    .text(1, name)
    .message(2, new Message().message(1, new Message().int(1, element).message(2, shape)));
};
const tensor = (name: string, shape: readonly number[], values: readonly number[] | null, element = 1): Message => {
  const message = new Message();
  for (const extent of shape) message.int(1, extent);
  message.int(2, element).text(8, name);
  return values === null ? message : message.bytes(9, new Uint8Array(Float32Array.from(values).buffer));
};
const node = ({ op, inputs, outputs, attribute }: Node): Message => {
  const message = new Message();
  for (const each of inputs) message.text(1, each);
  for (const each of outputs) message.text(2, each);
  message.text(4, op);
  return attribute === undefined ? message : message.message(5, attribute);
};

function onnx(at: {
  readonly nodes: readonly Node[];
  readonly weights?: readonly Message[];
  readonly inputs?: readonly Message[];
  readonly outputs?: readonly Message[];
}): Bytes {
  const graph = new Message();
  for (const each of at.nodes) graph.message(1, node(each));
  graph.text(2, "g");
  for (const each of at.weights ?? []) graph.message(5, each);
  for (const each of at.inputs ?? [port("x", [null, 2])]) graph.message(11, each);
  for (const each of at.outputs ?? [port("y", [null, 2])]) graph.message(12, each);
  return joined(new Message().int(1, 8).message(7, graph).message(8, new Message().text(1, "").int(2, 17)).finish());
}

const relu: Node = { op: "Relu", inputs: ["x"], outputs: ["y"] };
const product: Node = { op: "MatMul", inputs: ["x", "w"], outputs: ["y"] };
const file = (name: string, refused: string, bytes: Bytes): ModelCase => ({
  name,
  refused,
  files: { "m.onnx": bytes },
});
const outside = (location: string): Message =>
  tensor("w", [2, 2], null).message(13, new Message().text(1, "location").text(2, location)).int(14, 1);
const branch = new Message().text(1, "body").message(6, new Message().text(2, "inner")).int(20, 5);
const long = (count: number): Node[] =>
  Array.from({ length: count }, (_, at) => ({
    op: "Relu",
    inputs: [at === 0 ? "x" : `v${at}`],
    outputs: [`v${at + 1}`],
  }));
const vastShape = new Message()
  .int(1, 2)
  .int(2, 7)
  .text(8, "s")
  .bytes(9, new Uint8Array(BigInt64Array.of(100_000n, 1_000_000n).buffer));

export function onnxCases(): ModelCase[] {
  return [
    file("ONNX without a graph", "onnx", joined(new Message().int(1, 8).text(2, "nobody").finish())),
    file("ONNX whose lengths run over the end", "onnx", Uint8Array.of(8, 8, 58, 255, 255, 255, 127, 1, 2)),
    file("ONNX whose numbers never end", "onnx", Uint8Array.of(8, ...new Uint8Array(40).fill(255))),
    file(
      "ONNX in a circle",
      "onnx",
      onnx({
        nodes: [{ op: "Add", inputs: ["x", "b"], outputs: ["a"] }, { op: "Relu", inputs: ["a"], outputs: ["b"] }, relu],
      }),
    ),
    file("ONNX that takes what nobody gives", "onnx", onnx({ nodes: [{ ...relu, inputs: ["z"] }] })),
    file("ONNX that gives a value twice", "onnx", onnx({ nodes: [relu, relu] })),
    file("ONNX whose output nobody gives", "onnx", onnx({ nodes: [{ ...relu, outputs: ["other"] }] })),
    file("ONNX of 30,000 operations", "onnx", onnx({ nodes: long(30_000), outputs: [port("v30000", [null, 2])] })),
    file(
      "ONNX with weights for a terabyte",
      "model-too-large",
      onnx({ nodes: [product], weights: [tensor("w", [1e6, 1e6], null)] }),
    ),
    file(
      "ONNX with fewer weights than their shape",
      "onnx",
      onnx({ nodes: [product], weights: [tensor("w", [2, 2], [1])] }),
    ),
    file(
      "ONNX with weights of a negative shape",
      "onnx",
      onnx({ nodes: [product], weights: [tensor("w", [-2, -2], [1, 2, 3, 4])] }),
    ),
    file(
      "ONNX with NaN in its weights",
      "model-weights",
      onnx({ nodes: [product], weights: [tensor("w", [2, 2], [1, 2, Number.NaN, 4])] }),
    ),
    file(
      "ONNX with two weights of one name",
      "onnx",
      onnx({ nodes: [product], weights: [tensor("w", [2, 2], [1, 2, 3, 4]), tensor("w", [2, 2], [1, 2, 3, 4])] }),
    ),
    file(
      "ONNX with weights in a file of the system",
      "onnx-data-missing",
      onnx({ nodes: [product], weights: [outside("../../../etc/passwd")] }),
    ),
    {
      name: "ONNX with weights beyond the end of their file",
      refused: "onnx",
      files: {
        "m.onnx": onnx({
          nodes: [product],
          weights: [outside("w.data").message(13, new Message().text(1, "offset").text(2, "1000000"))],
        }),
        "w.data": new Uint8Array(16),
      },
    },
    file(
      "ONNX with a loop",
      "onnx-control",
      onnx({ nodes: [{ op: "Loop", inputs: ["x"], outputs: ["y"], attribute: branch }] }),
    ),
    file(
      "ONNX of two inputs",
      "onnx-input",
      onnx({
        nodes: [{ op: "Add", inputs: ["x", "z"], outputs: ["y"] }],
        inputs: [port("x", [null, 2]), port("z", [null, 2])],
      }),
    ),
    file("ONNX of texts", "onnx-input", onnx({ nodes: [relu], inputs: [port("x", [null, 2], 8)] })),
    file("ONNX of no axes", "onnx-input", onnx({ nodes: [relu], inputs: [port("x", [])] })),
    file("ONNX of seven at a time", "onnx-batch", onnx({ nodes: [relu], inputs: [port("x", [7, 2])] })),
    file("ONNX that answers in texts", "onnx-answer", onnx({ nodes: [relu], outputs: [port("y", [null], 8)] })),
    file("ONNX of an operation that nobody knows", "onnx-refused", onnx({ nodes: [{ ...relu, op: "Explode" }] })),
    file(
      "ONNX that makes a value of a terabyte",
      "onnx-refused",
      onnx({ nodes: [{ op: "Expand", inputs: ["x", "s"], outputs: ["y"] }], weights: [vastShape] }),
    ),
    file(
      "ONNX of shapes that do not fit",
      "onnx-refused",
      onnx({ nodes: [product], weights: [tensor("w", [3, 1], [1, 2, 3])] }),
    ),
    file(
      "ONNX for a vast picture",
      "model-input",
      onnx({ nodes: [relu], inputs: [port("x", [null, 3, 100_000, 100_000])] }),
    ),
  ];
}

type GraphNode = Readonly<Record<string, unknown>>;
const placeholder: GraphNode = {
  name: "x",
  op: "Placeholder",
  attr: { dtype: { type: "DT_FLOAT" }, shape: { shape: { dim: [{ size: "-1" }, { size: "2" }] } } },
};
const graph = (name: string, nodes: readonly GraphNode[], refused = "graph-model"): ModelCase => ({
  name,
  refused,
  files: {
    "model.json": JSON.stringify({
      format: "graph-model",
      modelTopology: { node: nodes, versions: { producer: 27 } },
      weightsManifest: [{ paths: [], weights: [] }],
    }),
  },
});

export function graphModelCases(): ModelCase[] {
  const wide = {
    ...placeholder,
    attr: { dtype: { type: "DT_FLOAT" }, shape: { shape: { dim: [1, 60_000, 60_000, 3].map((size) => ({ size })) } } },
  };
  return [
    graph("a graph model in a circle", [
      placeholder,
      { name: "a", op: "Add", input: ["x", "b"] },
      { name: "b", op: "Relu", input: ["a"] },
    ]),
    graph("a graph model that takes what is not there", [placeholder, { name: "a", op: "Relu", input: ["z"] }]),
    graph("a graph model with a loop", [placeholder, { name: "a", op: "While", input: ["x"] }]),
    graph("a graph model of two inputs", [placeholder, { ...placeholder, name: "z" }]),
    graph("a graph model of two nodes of one name", [placeholder, { ...placeholder }]),
    graph("a graph model of texts", [{ ...placeholder, attr: { dtype: { type: "DT_STRING" } } }]),
    graph("a graph model of no nodes", []),
    graph("a graph model of an operation that nobody knows", [placeholder, { name: "a", op: "Explode", input: ["x"] }]),
    graph("a graph model for a vast picture", [wide, { name: "a", op: "Relu", input: ["x"] }], "model-input"),
  ];
}
