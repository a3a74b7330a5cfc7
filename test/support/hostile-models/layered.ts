/** `model.json` of TensorFlow.js and files of Keras that lie, go in circles or ask for too much. */
import { strToU8, zipSync } from "fflate";
import { writeHdf5 } from "../../../src/engine/hdf5.ts";
import type { Bytes, ModelCase } from "./model-case.ts";

interface Layer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly inbound_nodes?: unknown;
}

const dense = (name: string, units: unknown = 2, more: object = {}): Layer => ({
  class_name: "Dense",
  config: { name, units, activation: "linear", use_bias: false, ...more },
});
const input = (shape: readonly unknown[], name = "input"): Layer => ({
  class_name: "InputLayer",
  name,
  config: { name, batch_input_shape: [null, ...shape] },
  inbound_nodes: [],
});
const fed = (layer: Layer, ...from: readonly string[]): Layer => ({
  ...layer,
  name: String(layer.config["name"]),
  inbound_nodes: [from.map((each) => [each, 0, 0, {}])],
});
const sequential = (...layers: readonly Layer[]) => ({ class_name: "Sequential", config: { layers } });
const functional = (...layers: readonly Layer[]) => ({ class_name: "Functional", config: { layers } });

type Weight = Readonly<Record<string, unknown>>;
const kernel = (more: Weight = {}): Weight => ({ name: "d/kernel", shape: [2, 2], dtype: "float32", ...more });

function model(
  name: string,
  refused: string,
  topology: unknown,
  weights: readonly Weight[] = [kernel()],
  bytes = 16,
): ModelCase {
  const json = { modelTopology: topology, weightsManifest: [{ paths: ["w.bin"], weights }] };
  return { name, refused, files: { "model.json": JSON.stringify(json), "w.bin": new Uint8Array(bytes) } };
}

const plain = sequential(input([2]), dense("d"));
const nan = new Uint8Array(Float32Array.of(1, Number.NaN, 1, 1).buffer);
const deep = (depth: number): object =>
  depth === 0 ? dense("d") : { ...sequential(deep(depth - 1) as Layer), name: `m${depth}` };
const inAMatrix = Array.from({ length: 200 }, (_, at) => at);

export async function layeredCases(): Promise<ModelCase[]> {
  return [
    model(
      "layers in a circle",
      "keras-model",
      functional(input([2]), fed(dense("a"), "b"), fed(dense("b"), "a"), fed(dense("c"), "b")),
    ),
    model("a layer that feeds itself", "keras-model", functional(input([2]), fed(dense("a"), "a"))),
    model("a layer fed by one that is not there", "keras-model", functional(input([2]), fed(dense("d"), "nobody"))),
    model("two layers of one name", "keras-model", sequential(input([2]), dense("d"), dense("d"))),
    model(
      "branches that never meet",
      "keras-model",
      functional(input([2]), fed(dense("d"), "input"), fed(dense("e"), "input")),
    ),
    model("branches that cross again and again", "keras-model", crossing(60)),
    model(
      "100,000 layers",
      "keras-model",
      sequential(input([2]), ...Array.from({ length: 100_000 }, (_, at) => dense(`d${at}`))),
    ),
    model("models within models, 200 deep", "keras-model", sequential(input([2]), deep(200) as Layer)),
    model("weights of a million millions", "keras-weights", sequential(input([1_000_000]), dense("d", 16_000)), [
      kernel({ shape: [1e6, 1e6] }),
    ]),
    model("weights longer than their file", "keras-weights", plain, [kernel({ shape: [200, 200] })]),
    model("a file longer than its weights", "keras-weights", plain, [kernel()], 999),
    model("weights of a negative shape", "keras-weights", plain, [kernel({ shape: [-2, -2] })]),
    model("weights of half a number", "keras-weights", plain, [kernel({ shape: [1.5, 2] })]),
    model("weights of another shape than the layer", "keras-weights", sequential(input([3]), dense("d"))),
    model("weights of no layer", "keras-weights", plain, [kernel({ name: "other/kernel" })]),
    model("weights for __proto__", "keras-weights", plain, [kernel({ name: "__proto__/kernel" })]),
    model("no weights at all", "keras-weights", plain, [], 0),
    model(
      "weights scaled by infinity",
      "model-weights",
      plain,
      [kernel({ quantization: { dtype: "uint8", scale: 1e308, min: 1e308 } })],
      4,
    ),
    { name: "weights that are NaN", refused: "model-weights", files: { ...model("", "", plain).files, "w.bin": nan } },
    {
      name: "a missing file of weights",
      refused: "keras-weights",
      files: { "model.json": model("", "", plain).files["model.json"]! },
    },
    model(
      "a layer of code",
      "model-layers",
      sequential(input([2]), dense("d"), { class_name: "Lambda", config: { name: "f", function: "os.system('x')" } }),
    ),
    model(
      "a layer that is called constructor",
      "model-layers",
      sequential(input([2]), dense("d"), { class_name: "constructor", config: { name: "c" } }),
    ),
    model(
      "no layer that is known",
      "keras-model",
      sequential(input([2]), { class_name: "Strange", config: { name: "s" } }),
    ),
    model("two thousand million units", "model-layers", sequential(input([2]), dense("d"), dense("e", 2e9))),
    model("units that are a text", "model-layers", sequential(input([2]), dense("d"), dense("e", "many"))),
    model(
      "a picture of 100,000 x 100,000",
      "model-input",
      sequential(
        input([100_000, 100_000, 3]),
        { class_name: "GlobalAveragePooling2D", config: { name: "g" } },
        dense("d"),
      ),
    ),
    model(
      "a sequence of 2,000 million steps",
      "model-input",
      sequential(input([2e9, 2]), { class_name: "SimpleRNN", config: { name: "d", units: 2, use_bias: false } }),
    ),
    model("an input of 50,000 numbers", "model-input", sequential(input([50_000]), dense("d"))),
    model("an input of five axes", "model-input", sequential(input([2, 2, 2, 2, 2]), dense("d"))),
    model("an input of no size", "model-input", sequential(input([0]), dense("d"))),
    model("no input told", "model-input", sequential(dense("d"))),
    model(
      "layers that do not fit each other",
      "layer-input",
      sequential(
        input([2]),
        { class_name: "Conv2D", config: { name: "c", filters: 2, kernel_size: [3, 3] } },
        dense("d"),
      ),
    ),
    model(
      "an answer that is a picture",
      "model-answer",
      sequential(input([4, 4, 1]), { class_name: "UpSampling2D", config: { name: "u" } }),
    ),
    model(
      "pictures that grow to gigabytes",
      "model-too-large",
      sequential(
        input([1000, 1000, 1]),
        { class_name: "UpSampling2D", config: { name: "u", size: [20, 20] } },
        { class_name: "GlobalMaxPooling2D", config: { name: "g" } },
      ),
    ),
    { name: "JSON that is none", refused: "keras-model", files: { "model.json": "{ nothing" } },
    { name: "JSON of a thing that is no model", refused: "keras-model", files: { "model.json": '{"class_name": 5}' } },
    { name: "JSON of deep lists", refused: "keras-model", files: { "model.json": `{"a":${"[".repeat(500_000)}` } },
    ...(await kerasCases()),
  ];
}

/** Each layer adds up the two before it. */
function crossing(count: number) {
  const layers = inAMatrix
    .slice(0, count)
    .map((at): Layer =>
      fed(
        { class_name: "Add", config: { name: `a${at}` } },
        at === 0 ? "input" : `a${at - 1}`,
        at < 2 ? "input" : `a${at - 2}`,
      ),
    );
  return functional(input([2]), ...layers);
}

const metadata = strToU8('{"keras_version": "3.15.1"}');
const config = strToU8(JSON.stringify({ module: "keras", ...sequential(input([2]), dense("d")) }));
const keras = (name: string, refused: string, entries: Readonly<Record<string, Uint8Array>>): ModelCase => ({
  name,
  refused,
  // A copy on an ArrayBuffer of its own.
  files: { "m.keras": zipSync({ "metadata.json": metadata, ...entries }, { level: 6 }).slice() },
});

async function kerasCases(): Promise<ModelCase[]> {
  const weights = (shape: readonly number[], values: Float32Array): Promise<Bytes> =>
    writeHdf5((file) => {
      const vars = file.create_group("layers").create_group("dense").create_group("vars");
      vars.create_dataset({ name: "0", data: values, shape: [...shape] });
    });
  const sound = await weights([2, 2], Float32Array.of(1, 2, 3, 4));
  const vast = await writeHdf5((file) => {
    const vars = file.create_group("layers").create_group("dense").create_group("vars");
    const held = vars.create_dataset({
      name: "0",
      data: Float32Array.of(1, 2, 3, 4),
      shape: [2, 2],
      maxshape: [null, null],
      chunks: [100, 100],
    });
    held.resize([1_000_000, 10_000]);
  });
  const large = await writeHdf5((file) => {
    const vars = file.create_group("layers").create_group("dense").create_group("vars");
    const held = vars.create_dataset({
      name: "0",
      data: Float32Array.of(1, 2, 3, 4),
      shape: [2, 2],
      maxshape: [null, null],
      chunks: [100, 100],
    });
    held.resize([10_000, 10_000]);
  });
  const words = await writeHdf5((file) => {
    const vars = file.create_group("layers").create_group("dense").create_group("vars");
    vars.create_dataset({ name: "0", data: ["a", "b", "c", "d"], shape: [2, 2] });
  });
  const elsewhere = await writeHdf5((file) => {
    const vars = file.create_group("layers").create_group("dense").create_group("vars");
    vars.create_external_link("/etc/passwd", "/", "0");
  });
  return [
    keras("a .keras file with HDF5 that is none", "hdf5", {
      "config.json": config,
      "model.weights.h5": new Uint8Array(500),
    }),
    keras("a .keras file with HDF5 cut off", "hdf5", {
      "config.json": config,
      "model.weights.h5": sound.slice(0, 900),
    }),
    keras("a .keras file whose weights claim 40 GB", "model-too-large", {
      "config.json": config,
      "model.weights.h5": vast,
    }),
    keras("a .keras file whose weights claim 400 MB", "unpacks-too-large", {
      "config.json": config,
      "model.weights.h5": large,
    }),
    keras("a .keras file whose weights are words", "hdf5", { "config.json": config, "model.weights.h5": words }),
    keras("a .keras file that links to another", "keras-weights", {
      "config.json": config,
      "model.weights.h5": elsewhere,
    }),
    keras("a .keras file without weights of its layer", "keras-weights", {
      "config.json": config,
      "model.weights.h5": await writeHdf5(() => undefined),
    }),
    keras("a .keras file with weights of another shape", "keras-weights", {
      "config.json": config,
      "model.weights.h5": await weights([4, 1], Float32Array.of(1, 2, 3, 4)),
    }),
    keras("a .keras file with an infinite weight", "model-weights", {
      "config.json": config,
      "model.weights.h5": await weights([2, 2], Float32Array.of(1, Infinity, 3, 4)),
    }),
    keras("a .keras file whose description is no JSON", "keras-model", {
      "config.json": strToU8("<html>"),
      "model.weights.h5": sound,
    }),
    keras("a .keras file that unpacks a thousandfold", "unpacks-too-large", {
      "config.json": config,
      "model.weights.h5": new Uint8Array(2 ** 26),
    }),
    keras("a .keras file whose weights are in parts", "keras-file", {
      "config.json": config,
      "model.weights.json": strToU8("{}"),
    }),
    { name: "an HDF5 file of weights alone", refused: "keras-file", files: { "m.h5": sound } },
    {
      name: "an HDF5 file whose description is no JSON",
      refused: "keras-model",
      files: { "m.h5": await described("nothing") },
    },
    { name: "an HDF5 file that describes no layers", refused: "keras-model", files: { "m.h5": await described("{}") } },
  ];
}

function described(text: string): Promise<Bytes> {
  return writeHdf5((file) => {
    file.create_attribute("model_config", text);
    file.create_group("model_weights");
  });
}
