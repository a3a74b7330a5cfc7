/** What a layer is. Entries live in families of one folder each; `index.ts` lists them. */
import { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Ops, RandomKey, Shape, Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { Constraint } from "./constraints.ts";
import type { Initialization } from "./initializers.ts";
import type { Regularizer } from "./regularizers.ts";

export interface ParameterSpec extends Initialization {
  readonly name: string;
  /** What large weights cost, beside the loss. */
  readonly regularizer?: Regularizer | null;
  /** What the weights are made to fulfil after every step. */
  readonly constraint?: Constraint | null;
  /** The axes along which its units stand, whose weights are those that have a norm or a right angle; left out: the last. */
  readonly unitAxes?: readonly number[];
}

/** What a layer will be on this input; shapes leave the batch out. */
export interface LayerPlan {
  readonly output: Shape;
  readonly parameters: readonly ParameterSpec[];
  /** Tensors that training changes without a gradient (running statistics), with their first value. */
  readonly state: readonly { readonly name: string; readonly shape: Shape; readonly value: number }[];
  /** Multiply-adds of one example's forward pass, to estimate cost; without those of the layers inside. */
  readonly multiplyAdds: number;
  /** Numbers that one example's forward pass makes on the way to the output and its gradient needs again; 0 left out. */
  readonly onTheWay?: number;
  /** Steps that the forward pass takes one after the other; left out where all is done at once. */
  readonly unrolled?: number;
  /** The lists of layers inside, by the name under which `LayerContext.run` runs them. */
  readonly inner?: Readonly<Record<string, LaidOut>>;
}

/** Steps of a sequence that a compiled step writes out; beyond this, planning and compiling it takes minutes. */
export const MOST_UNROLLED = 512;

/** A list of layers, each planned on what the one before it gives. */
export interface LaidOut {
  readonly output: Shape;
  readonly layers: readonly PlannedLayer[];
}

export interface PlannedLayer {
  /** "dense-1": the type and its count in the list, as parameters are named after it. */
  readonly name: string;
  readonly selection: AnyLayer;
  readonly plan: LayerPlan;
}

/** A layer as a list holds it, parsed; which fields it has, its type's schema knows. */
export interface AnyLayer {
  readonly type: string;
  /** Kept in its list, and left out of the network. */
  readonly disabled?: boolean | undefined;
  readonly [field: string]: unknown;
}

/** The schema of a list of layers inside a layer: any of the catalog's, to any depth. */
export type LayerListSchema = z.ZodType<readonly AnyLayer[], readonly AnyLayer[]>;

export type LayOut = (layers: readonly AnyLayer[], input: Shape) => LaidOut;

/** A list of layers that a layer's settings hold. */
export interface InnerList {
  /** Where its settings hold it: ["layers"], ["branches", 1]. */
  readonly path: readonly (string | number)[];
  readonly title: Text;
  /** Its name among the plan's `inner`. */
  readonly inner: string;
}

export interface LayerDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** What tells one from its like in a list, such as "128 · ReLU". */
  readonly detail?: (config: z.infer<Config>) => Text;
  /** The lists of layers that it is made of, each planned on the layer's own input. */
  readonly lists?: (config: z.infer<Config>) => readonly InnerList[];
  /** Settings that one begins with where this input reaches it, beside the defaults; `vocabulary` where it is tokens. */
  readonly begin?: (input: Shape, vocabulary?: number) => Readonly<Record<string, unknown>>;
  /** Shape inference, on the page too. Throws a `StudioError` that says why the input does not fit. */
  readonly plan: (config: z.infer<Config>, input: Shape, layOut: LayOut) => LayerPlan;
  readonly load: () => Promise<Layer<z.infer<Config>>>;
}

export interface LayerContext {
  readonly training: boolean;
  /** [n]: 1 for a real example, 0 for one that fills up the batch; null where all are real. */
  readonly real: Tensor | null;
  /** [n, time]: 1 where a sequence has an entry, 0 where it is padded; null where nothing is padded. */
  readonly mask: Tensor | null;
  /** A fresh key a call; the same (seed, step, layer, call) gives the same key. */
  nextRandomKey(): RandomKey;
  /** Runs one of the plan's inner lists; their parameters and state are its own. `mask`: this layer's, unless given. */
  run(inner: string, x: Tensor, mask?: Tensor | null): Tensor;
}

export interface LayerTensors {
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly state: Readonly<Record<string, Tensor>>;
}

export interface LayerResult {
  readonly y: Tensor;
  readonly state: Readonly<Record<string, Tensor>>;
  /** A mask that begins here. One that is there goes on by itself as long as the sequence keeps its length. */
  readonly mask?: Tensor;
}

export interface Layer<Config = unknown> {
  /** x [n, ...input] to y [n, ...output]; `state` comes back changed or as it was. */
  forward(ops: Ops, config: Config, tensors: LayerTensors, x: Tensor, context: LayerContext): LayerResult;
}

export function defineLayer<const Id extends string, Config extends ConfigSchema>(
  definition: LayerDefinition<Config> & { readonly id: Id },
): LayerDefinition<Config> & { readonly id: Id } {
  return definition;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** A plan without weights. */
export function plainPlan(output: Shape, multiplyAdds = 0): LayerPlan {
  return { output, parameters: [], state: [], multiplyAdds };
}

/** Every layer of a list and of the lists inside it, each before what it holds. */
export function* everyLayer(layers: readonly PlannedLayer[]): Generator<PlannedLayer> {
  for (const layer of layers) {
    yield layer;
    for (const { layers: inside } of Object.values(layer.plan.inner ?? {})) yield* everyLayer(inside);
  }
}

export interface LayerCost {
  /** Numbers that training learns. */
  readonly parameters: number;
  /** Of one example's forward pass. */
  readonly multiplyAdds: number;
  /** Numbers that one example's forward pass leaves for the gradient: each layer's output, and what it made on the way. */
  readonly activations: number;
}

/** With those of the layers inside. */
export function costOf(layers: readonly PlannedLayer[]): LayerCost {
  let [parameters, multiplyAdds, activations] = [0, 0, 0];
  for (const { plan } of everyLayer(layers)) {
    for (const { shape } of plan.parameters) parameters += sizeOf(shape);
    multiplyAdds += plan.multiplyAdds;
    activations += sizeOf(plan.output) + (plan.onTheWay ?? 0);
  }
  return { parameters, multiplyAdds, activations };
}

/** The value with what stands at `path` in it changed; what leads there must be lists and objects. */
export function changedAt<Value>(
  value: Value,
  path: readonly (string | number)[],
  change: (there: unknown) => unknown,
): Value {
  const [key, ...rest] = path;
  // With a changed part, a value is still of its kind as far as its schema says, which checks it wherever it is kept.
  if (key === undefined) return change(value) as Value;
  if (Array.isArray(value)) {
    return value.map((each: unknown, at) => (at === key ? changedAt(each, rest, change) : each)) as Value;
  }
  return { ...value, [key]: changedAt((value as Record<string | number, unknown>)[key], rest, change) };
}

/** One click that takes a layer's problem away: other settings, or layers put before it. */
export interface Mend {
  readonly title: Text;
  /** Settings of the layer that change. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Layers that come before it. */
  readonly before?: readonly AnyLayer[];
}

/** Why a layer does not fit its input, with what would mend it, the likeliest first. */
export class LayerProblem extends StudioError {
  readonly mends: readonly Mend[];

  constructor(text: Text, mends: readonly Mend[]) {
    super({ code: "layer-input", text });
    this.mends = mends;
  }
}

/** "28 × 28 × 1" */
export function printShape(shape: Shape): string {
  return shape.join(" × ");
}

/** "128 · ReLU": what is worth telling of a layer's settings; null and "" are not. */
export function detailOf(...parts: readonly (string | number | Text | null)[]): Text {
  const told = parts.flatMap((part) => (part === null || part === "" ? [] : [part]));
  const joined = (language: keyof Text): string =>
    told.map((part) => (typeof part === "object" ? part[language] : part)).join(" · ");
  return { en: joined("en"), zh: joined("zh") };
}

export function countField(label: Text, maximum = 16_384) {
  return z.int().min(1).max(maximum).meta({ field: { label } });
}

export function switchField(standard: boolean, label: Text, help?: Text) {
  return z
    .boolean()
    .default(standard)
    .meta({ field: { label, ...(help === undefined ? {} : { help }) } });
}
