/** The weights in HDF5 files of Keras, by the names of the layers; no number is read before all of them are known to be a sound size. */
import { checkUnpacked } from "../../catalog/readers/limits.ts";
import { groupNames, hasCell, innerGroups, variableNames } from "../../project/keras/file-layout.ts";
import type { KerasNode } from "../../project/keras/graph.ts";
import { type KerasWeight, MOST_WEIGHT_BYTES } from "../../project/keras/read-weights.ts";
import { directed, inner } from "../../project/keras/translate-layer.ts";
import type { Hdf5Group, Hdf5Numbers } from "../hdf5.ts";
import { refuseSize } from "./check-weights.ts";

type Found = Map<string, Hdf5Numbers>;

/** Of Keras 3: variables by number. `fileBytes`: as long as the file is, against numbers that it only claims to hold. */
export function numberedWeights(root: Hdf5Group, nodes: readonly KerasNode[], fileBytes: number) {
  const found: Found = new Map();
  collectLayers(root, nodes, found);
  return readAll(found, fileBytes);
}

/** Of a whole model in one HDF5 file: each layer's variables by the names that it lists. */
export function namedWeights(root: Hdf5Group, fileBytes: number): ReadonlyMap<string, KerasWeight> {
  const found: Found = new Map();
  for (const layer of root.keys()) {
    const group = root.group(layer);
    for (const name of group?.texts("weight_names") ?? []) {
      const [variable = "", ...folders] = name.split("/").toReversed();
      const holder = folders.toReversed().reduce<Hdf5Group | null>((at, folder) => at?.group(folder) ?? null, group);
      const numbers = holder?.numbers(variable) ?? null;
      if (numbers !== null) found.set(name.includes(layer) ? name : `${layer}/${name}`, numbers);
    }
  }
  return readAll(found, fileBytes);
}

function collectLayers(root: Hdf5Group, nodes: readonly KerasNode[], found: Found): void {
  const layers = root.group("layers");
  const groups = groupNames(nodes.map(({ className }) => className));
  nodes.forEach((node, at) => {
    const group = layers?.group(groups[at]!) ?? null;
    if (group === null) return;
    if (node.inside !== undefined) return collectLayers(group, node.inside, found);
    collectLayer(group, node, node.name, found);
  });
}

function collectLayer(group: Hdf5Group, node: KerasNode, path: string, found: Found): void {
  const { className, config } = node;
  const [held] = inner(node);
  if (className === "Bidirectional" && held !== undefined) {
    for (const direction of ["forward", "backward"] as const) {
      const own = group.group(`${direction}_layer`);
      if (own !== null) collectLayer(own, held, `${path}/${directed(held.name, direction)}`, found);
    }
    return;
  }
  if (className === "TimeDistributed" && held !== undefined) {
    const own = group.group("layer");
    if (own !== null) collectLayer(own, held, path, found);
    return;
  }
  const parts = innerGroups[className];
  for (const [folder, name] of Object.entries(parts ?? {})) {
    const own = group.group(folder);
    if (own !== null) collectVariables(own, ["kernel", "bias"], `${path}/${name}`, found);
  }
  const own = hasCell(className) ? group.group("cell") : group;
  if (own !== null && parts === undefined) collectVariables(own, variableNames(className, config), path, found);
}

function collectVariables(group: Hdf5Group, names: readonly string[], path: string, found: Found): void {
  const variables = group.group("vars");
  names.forEach((name, at) => {
    const numbers = variables?.numbers(String(at)) ?? null;
    if (numbers !== null) found.set(`${path}/${name}`, numbers);
  });
}

function readAll(found: Found, fileBytes: number): ReadonlyMap<string, KerasWeight> {
  const sizes = [...found.values()].map(({ shape }) => shape.reduce((product, extent) => product * extent, 4));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > MOST_WEIGHT_BYTES) refuseSize();
  checkUnpacked("weights", bytes, fileBytes);
  return new Map([...found].map(([name, numbers]) => [name, new LazyWeight(numbers)]));
}

/** Read when a layer of its shape has been found, as long as the file is open. */
class LazyWeight implements KerasWeight {
  readonly shape: readonly number[];
  readonly #numbers: Hdf5Numbers;

  constructor(numbers: Hdf5Numbers) {
    this.#numbers = numbers;
    this.shape = numbers.shape;
  }

  get values(): Float32Array {
    return this.#numbers.read();
  }
}
