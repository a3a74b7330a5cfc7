/**
 * A graph as a `.keras` file of Keras 3: a zip of what made it, the layers, and their weights in HDF5. The weights
 * lie by their layers' classes, counted, whatever the layers are called.
 */
import { groupNames, hasCell } from "../../../project/keras/file-layout.ts";
import { openZip } from "../../../project/file/zip.ts";
import type { SavedTensor } from "../../../project/records.ts";
import { readHdf5, writeHdf5 } from "../../hdf5.ts";
import { zipFile } from "../zip-file.ts";
import type { GraphLayer, GraphWeight, KerasGraph, Value } from "./keras-graph.ts";

const KERAS_VERSION = "3.15.1";
const WEIGHTS = "model.weights.h5";

/** Where a weight lies in the file, and what it is called there. */
interface Placed {
  readonly group: string;
  readonly weights: readonly GraphWeight[];
}

/** `card`: what the model is, kept where Keras keeps what made the file. */
export async function writeKeras(
  graph: KerasGraph,
  about: { readonly name: string; readonly card: object; readonly savedAt: Date },
): Promise<Blob> {
  const metadata = {
    keras_version: KERAS_VERSION,
    date_saved: about.savedAt.toISOString().slice(0, 19).replace("T", "@"),
    descent_studio: about.card,
  };
  const weights = await writeHdf5((file) => {
    const made = new Map<string, ReturnType<typeof file.create_group>>();
    const groupAt = (path: string): typeof file => {
      if (path === "") return file;
      const cut = path.lastIndexOf("/");
      const group = made.get(path) ?? groupAt(path.slice(0, Math.max(0, cut))).create_group(path.slice(cut + 1));
      made.set(path, group);
      return group;
    };
    for (const { group, weights: placed } of placesOf(graph)) {
      const vars = groupAt(group);
      placed.forEach(({ shape, values }, at) => {
        vars.create_dataset({ name: String(at), data: values(), shape: [...shape], dtype: "<f4" });
      });
    }
  });
  const texts = { "metadata.json": metadata, "config.json": modelConfig(graph, about.name) };
  const entries = Object.entries(texts).map(([name, value]) => [name, JSON.stringify(value)] as const);
  return zipFile([...entries, [WEIGHTS, [weights]]]);
}

/** Of a file that `writeKeras` wrote: `tensors` with the numbers that it holds, found by the layout alone. */
export async function readKerasBack(
  file: Blob,
  graph: KerasGraph,
  tensors: readonly SavedTensor[],
): Promise<readonly SavedTensor[]> {
  const entries = await openZip(file);
  JSON.parse(new TextDecoder().decode(await entries.get("config.json")!.read()));
  const read = await readHdf5(await entries.get(WEIGHTS)!.read(), (root) => {
    const found = new Map<string, Float32Array>();
    for (const { group, weights } of placesOf(graph)) {
      const vars = group.split("/").reduce<typeof root | null>((at, name) => at?.group(name) ?? null, root);
      weights.forEach(({ origin }, at) => {
        const numbers = vars?.numbers(String(at));
        if (origin !== null && numbers !== undefined && numbers !== null) found.set(origin, numbers.read());
      });
    }
    return found;
  });
  return tensors.map((tensor) => {
    const values = read.get(tensor.name);
    if (values?.length !== tensor.values.length) throw new Error(`the file does not hold ${tensor.name}`);
    return { ...tensor, values };
  });
}

function placesOf(graph: KerasGraph): readonly Placed[] {
  const layers = orderOfKeras(graph).filter(({ isOperation }) => !isOperation);
  const names = groupNames(layers.map(({ className }) => className));
  return layers.flatMap(({ className, weights }, at) => {
    const parts = new Map<string, GraphWeight[]>();
    for (const weight of weights) {
      const part = insideOf(className, weight.part);
      parts.set(part, [...(parts.get(part) ?? []), weight]);
    }
    return [...parts].map(([part, own]) => ({ group: `layers/${names[at]}${part}/vars`, weights: own }));
  });
}

/**
 * Keras lists a model's layers by how many follow each at most, from the input on, and by the order in which it meets them
 * from the output backwards; by this order it counts them.
 */
function orderOfKeras({ layers, output }: KerasGraph): readonly GraphLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const depths = new Map([[output.from, 0]]);
  for (const layer of layers.toReversed()) {
    const depth = depths.get(layer.name) ?? 0;
    for (const { from } of feeding(layer)) depths.set(from, Math.max(depth + 1, depths.get(from) ?? 0));
  }
  const met = new Map<string, number>();
  const toMeet = [output.from];
  for (let name = toMeet.pop(); name !== undefined; name = toMeet.pop()) {
    const layer = byName.get(name);
    if (layer === undefined || met.has(name)) continue;
    met.set(name, met.size);
    toMeet.push(
      ...feeding(layer)
        .map(({ from }) => from)
        .toReversed(),
    );
  }
  return layers.toSorted(
    (one, other) => depths.get(other.name)! - depths.get(one.name)! || met.get(one.name)! - met.get(other.name)!,
  );
}

function feeding({ inputs, called }: GraphLayer): readonly Value[] {
  return [...inputs, ...Object.values(called).filter((value) => typeof value === "object")];
}

function insideOf(className: string, part: string | undefined): string {
  if (hasCell(className)) return "/cell";
  if (className === "Bidirectional") return `/${part}_layer/cell`;
  return part === undefined ? "" : `/${part}_dense`;
}

function modelConfig(graph: KerasGraph, name: string): object {
  const { input, output } = graph;
  const config = {
    name: name.replaceAll(/\W+/g, "_"),
    trainable: true,
    layers: [inputConfig(input), ...orderOfKeras(graph).map(layerConfig)],
    input_layers: [input.from, 0, 0],
    output_layers: [output.from, 0, 0],
  };
  return { module: "keras.src.models.functional", class_name: "Functional", config, registered_name: "Functional" };
}

function inputConfig({ from, shape }: Value): object {
  const config = { batch_shape: [null, ...shape], dtype: "float32", sparse: false, name: from };
  return entry("InputLayer", from, config, []);
}

function layerConfig({ className, name, isOperation, config, inputs, takesList, called }: GraphLayer): object {
  const tensors = inputs.map(tensorOf);
  const kwargs: object = Object.fromEntries(
    Object.entries(called).map(([key, value]) => [key, typeof value === "object" ? tensorOf(value) : value]),
  );
  const node = { args: takesList ? [tensors] : tensors, kwargs };
  if (isOperation) {
    const operation = { module: "keras.src.ops.numpy", class_name: className, registered_name: className };
    return { ...operation, config: { name, ...config }, name, inbound_nodes: [node] };
  }
  const inside = config["layer"] === undefined ? {} : { layer: wrapped(config["layer"]) };
  return entry(className, name, { name, ...config, ...inside }, [node]);
}

function entry(className: string, name: string, config: object, nodes: readonly object[]): object {
  return { module: "keras.layers", class_name: className, config, registered_name: null, name, inbound_nodes: nodes };
}

function wrapped(layer: unknown): object {
  // As `twoWays` has written it.
  return { module: "keras.layers", registered_name: null, ...(layer as object) };
}

function tensorOf({ from, shape, isBoolean }: Value): object {
  const dtype = isBoolean === true ? "bool" : "float32";
  return { class_name: "__keras_tensor__", config: { shape: [null, ...shape], dtype, keras_history: [from, 0, 0] } };
}
