/** Weights in safetensors and NumPy's format that lie about themselves, and cards that make no sense. */
import { strToU8, zipSync } from "fflate";
import { writeSafetensors } from "../../../src/engine/export/safetensors.ts";
import { joined } from "../../../src/project/file/pieces.ts";
import type { Bytes, ModelCase } from "./model-case.ts";

function withHeader(header: unknown, data = 16): Bytes {
  const json = strToU8(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + data);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const entry = (more: object = {}) => ({ dtype: "F32", shape: [2, 2], data_offsets: [0, 16], ...more });
const safe = (name: string, refused: string, file: Bytes): ModelCase => ({
  name,
  refused,
  files: { "m.safetensors": file },
});
const vastHeader = new Uint8Array(40);
new DataView(vastHeader.buffer).setBigUint64(0, 2n ** 40n, true);
vastHeader[8] = 0x7b;

/** One that reads one number and answers one. */
const card = {
  name: "m",
  studioVersion: "0",
  project: { schemaVersion: 1, data: { id: "noisy-line" }, model: { layers: [{ type: "dense", units: 1 }] } },
  layers: [{ type: "dense", units: 1 }],
  inputs: [{ type: "number", name: "x", typical: 0, minimum: -1, maximum: 1 }],
  target: { task: "regression", name: "y" },
  preprocess: [],
  dataFingerprint: "f",
  parameterCount: 2,
  summary: {
    id: "r",
    name: "m",
    status: "finished",
    reason: { en: "Done.", zh: "完成。" },
    modelId: "m",
    backend: "cpu",
    trainer: "reference",
    steps: 1,
    epochs: 1,
    examples: 1,
    elapsedMs: 1,
    finalLoss: null,
    validation: {},
    test: {},
  },
};
const weights = [
  { name: "parameter/dense-1/kernel", shape: [1, 1], values: Float32Array.of(1) },
  { name: "parameter/dense-1/bias", shape: [1], values: Float32Array.of(1) },
];
const carded = (name: string, refused: string, changes: object, tensors = weights): ModelCase =>
  safe(name, refused, joined(writeSafetensors(tensors, { studio: JSON.stringify({ ...card, ...changes }) })));

const vastPicture = { type: "image", name: "p", shape: [100_000, 100_000, 3] };
const longWindow = { ...card.inputs[0], window: { length: 2_000_000_000, horizon: 1, latest: [] } };
const npy = (header: string, data = 16): Uint8Array => {
  const text = strToU8(header.padEnd(117));
  return Uint8Array.of(0x93, ...strToU8("NUMPY"), 1, 0, 118, 0, ...text, 10, ...new Uint8Array(data));
};
const npz = (name: string, refused: string, entries: Readonly<Record<string, Uint8Array>>): ModelCase => ({
  name,
  refused,
  files: { "m.npz": zipSync(entries).slice() },
});
const shaped = (shape: string, type = "<f4") => `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`;

export function tensorCases(): ModelCase[] {
  return [
    safe("safetensors with a header of a terabyte", "safetensors", vastHeader),
    safe("safetensors whose header is no JSON", "safetensors", withHeader("{ nothing")),
    safe("safetensors of a negative shape", "safetensors", withHeader({ a: entry({ shape: [-2, -2] }) })),
    safe(
      "safetensors that lie beyond the file",
      "safetensors",
      withHeader({ a: entry({ data_offsets: [1e9, 1e9 + 16] }) }),
    ),
    safe("safetensors of a shape for a terabyte", "safetensors", withHeader({ a: entry({ shape: [1e6, 1e6] }) })),
    safe("safetensors that end before they begin", "safetensors", withHeader({ a: entry({ data_offsets: [16, 0] }) })),
    safe("safetensors of a type that nobody knows", "safetensors", withHeader({ a: entry({ dtype: "toString" }) })),
    safe("safetensors without a place", "safetensors", withHeader({ a: { dtype: "F32", shape: [2] } })),
    safe("safetensors of no tensor", "weights-strange", withHeader({})),
    safe("safetensors of a strange network", "weights-strange", withHeader({ "fc.weight": entry() })),
    safe(
      "safetensors called __proto__",
      "weights-strange",
      withHeader('{"__proto__": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}'),
    ),
    carded("a card that is no JSON at all", "model-card", { layers: "none" }),
    carded("a card of an unknown layer", "model-card", { layers: [{ type: "eval", code: "1" }] }),
    carded("a card of other layers than the weights", "checkpoint-mismatch", {
      layers: [
        { type: "dense", units: 9 },
        { type: "dense", units: 1 },
      ],
    }),
    carded("a card of another answer", "model-answer", {
      target: { task: "classification", name: "y", classes: ["a", "b", "c"] },
    }),
    carded("a card of a vast picture", "model-input", { inputs: [vastPicture] }),
    carded("a card of a long window", "model-input", { inputs: [longWindow] }),
    carded("a card of no input", "model-input", { inputs: [] }),
    carded("a card with a step that nobody knows", "model-card", {
      preprocess: [{ step: "__proto__", columns: [{ name: "x", values: {} }] }],
    }),
    carded("a card with NaN in its weights", "model-weights", {}, [
      weights[0]!,
      { ...weights[1]!, values: Float32Array.of(Number.NaN) },
    ]),
    npz("NumPy's pickled objects", "numpy-pickle", { "a.npy": npy(shaped("(2,)", "|O")) }),
    npz("NumPy's arrays of a terabyte", "numpy-size", { "a.npy": npy(shaped("(1000000, 1000000)")) }),
    npz("NumPy's arrays that begin with nothing", "broken-numpy", { "a.npy": new Uint8Array(64) }),
    npz("NumPy's arrays of a strange network", "weights-strange", {
      "a.npy": npy(shaped("(2, 2)")),
      "card.json": strToU8("nonsense"),
    }),
    npz("NumPy's arrays that unpack a thousandfold", "unpacks-too-large", { "a.npy": new Uint8Array(2 ** 26) }),
  ];
}
