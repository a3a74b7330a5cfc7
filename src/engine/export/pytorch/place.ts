/** One layer on its way into Python: what it reads, and where its lines and tensors go. */
import type { PlannedLayer } from "../../../catalog/layers/layer.ts";
import { type ClassScope, type TensorEntry, type Value, identifier } from "./source.ts";

export interface Place {
  readonly scope: ClassScope;
  readonly planned: PlannedLayer;
  /** Its attribute, with what leads there inside the class: "layers_conv2d_1". */
  readonly attribute: string;
  /** Its path within the scope's in the studio: "layers/conv2d-1". */
  readonly path: string;
  readonly from: Value;
  /** The variable that its answer is assigned to. */
  readonly target: string;
  /** Whether the optimizer moves each number on its own, so that it does not matter how they lie in tensors. */
  readonly isElementwise: boolean;
}

/** `target = code`, and the value that it is; shape and mask of the layer's input unless given. */
export function assigned({ scope, target, from }: Place, code: string, change: Partial<Value> = {}): Value {
  scope.lines.push(`${target} = ${code}`);
  return { ...from, ...change, code: target };
}

/** The input with its channels where PyTorch's convolutions want them. */
export function channelsFirst({ from }: Place): string {
  if (from.isChannelsFirst || from.shape.length === 1) return from.code;
  return from.shape.length === 3 ? `${from.code}.permute(0, 3, 1, 2)` : `${from.code}.transpose(1, 2)`;
}

/** The input with its channels last. */
export function channelsLast({ from }: { readonly from: Value }): string {
  if (!from.isChannelsFirst) return from.code;
  return from.shape.length === 3 ? `${from.code}.permute(0, 2, 3, 1)` : `${from.code}.transpose(1, 2)`;
}

/** `self.attribute = module`; gives `self.attribute`. */
export function held({ scope, attribute }: Pick<Place, "scope" | "attribute">, module: string): string {
  scope.init.push(`self.${attribute} = ${module}`);
  return `self.${attribute}`;
}

/** One of its parameters (or a state) as PyTorch has it under `module`, where the layer has it. */
export function bound(
  { scope, planned, attribute, path }: Place,
  name: string,
  module: string,
  how: Pick<TensorEntry, "axes" | "gates" | "row"> = {},
): void {
  const { parameters, state } = planned.plan;
  const parameter = parameters.find((each) => each.name === name);
  const found = parameter ?? state.find((each) => each.name === name);
  if (found === undefined) return;
  scope.file.tensors.push({
    name: `${parameter === undefined ? "state" : "parameter"}/${scope.studio}${path}/${name}`,
    shape: found.shape,
    module: `${scope.module}${attribute}${module === "" ? "" : `.${module}`}`,
    ...how,
  });
}

/** Names a snippet of `python/modules` that the file needs. */
export function uses({ scope }: Pick<Place, "scope">, ...names: readonly string[]): void {
  for (const name of names) scope.file.used.add(name);
}

/** A module's call with the mask where there is one. */
export function onSequence(place: Place, module: string): string {
  const { mask } = place.from;
  return `${module}(${channelsLast(place)}${mask === null ? "" : `, ${mask}`})`;
}

/** Where a list of layers goes: `prefix` is where it is in the scope's studio path, "" at its top. */
export interface ListPlace extends Pick<Place, "scope" | "from" | "target" | "isElementwise"> {
  readonly prefix: string;
}

/** The place of one layer of a list. */
export function placeOf(planned: PlannedLayer, { prefix, ...at }: ListPlace): Place {
  const path = prefix === "" ? planned.name : `${prefix}/${planned.name}`;
  return { ...at, planned, path, attribute: identifier(path.replaceAll("/", "_")) };
}

/** A mask goes on by itself as long as the sequence keeps its length. */
export function maskAfter(mask: string | null, before: Value["shape"], after: Value["shape"]): string | null {
  return mask !== null && after.length > 1 && after[0] === before[0] ? mask : null;
}
