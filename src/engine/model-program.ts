/** Layers laid out on a shape of input: what each one is called, holds and costs; then run, over any `Ops`. */
import { initialValues } from "../catalog/layers/initializers.ts";
import { type LayerSelection, layerOf, planLayer } from "../catalog/layers/index.ts";
import {
  type Layer,
  type ParameterSpec,
  type PlannedLayer,
  costOf,
  everyLayer,
  sizeOf,
} from "../catalog/layers/layer.ts";
import { penalty } from "../catalog/layers/regularizers.ts";
import type { SavedTensor } from "../project/records.ts";
import type { Ops, RandomKey, Shape, Tensor } from "../tensor/ops.ts";
import { RandomStream } from "../tensor/random.ts";
import { inField } from "./data/data-problem.ts";
import { STREAM_INITIAL, STREAM_LAYER, streamOfPart } from "./random-streams.ts";

export interface ModelPlan {
  readonly input: Shape;
  readonly output: Shape;
  readonly layers: readonly PlannedLayer[];
  readonly parameterCount: number;
  /** Of one example's forward pass. */
  readonly multiplyAdds: number;
  /** Numbers in one example's activations: of input and all layers together, and of the largest output. */
  readonly activations: number;
  readonly largestActivation: number;
}

/**
 * Infers shapes through the layers. Throws the layers' `StudioError`s for an input that does not fit; `fieldOf` names the
 * project's field that a layer comes from.
 */
export function planModel(
  selections: readonly LayerSelection[],
  input: Shape,
  fieldOf: (index: number) => string = (index) => `model.layers[${index}]`,
): ModelPlan {
  const counts = new Map<string, number>();
  const planned: PlannedLayer[] = [];
  let shape = input;
  for (const [index, selection] of selections.entries()) {
    const layer = inField(fieldOf(index), () => planLayer(selection, shape, counts));
    planned.push(layer);
    shape = layer.plan.output;
  }
  const { parameters, multiplyAdds, activations } = costOf(planned);
  const sizes = [sizeOf(input), ...[...everyLayer(planned)].map(({ plan }) => sizeOf(plan.output))];
  return {
    input,
    output: shape,
    layers: planned,
    parameterCount: parameters,
    multiplyAdds,
    activations: sizeOf(input) + activations,
    largestActivation: Math.max(...sizes),
  };
}

export type TensorMap = ReadonlyMap<string, Tensor>;

export interface ForwardContext {
  readonly training: boolean;
  readonly seed: number;
  readonly step: number;
  /** Which part of a step's batch this is, where one is done in parts: each draws its own random numbers. */
  readonly part: number;
  /** [n]: 1 for a real example, 0 for one that fills up the batch; left out where all are real. */
  readonly real?: Tensor;
  /** Layers of the list that do not learn; those of them that remember something of the data run as they do at rest. */
  readonly frozen?: ReadonlySet<string>;
}

export interface ModelProgram {
  readonly plan: ModelPlan;
  /** In the order of the layers: "dense-1/kernel". */
  readonly parameters: readonly (ParameterSpec & { readonly path: string })[];
  readonly state: readonly { readonly path: string; readonly shape: Shape; readonly value: number }[];
  /** x [n, ...input] to [n, ...output], with the state as the layers leave it. */
  forward(
    ops: Ops,
    tensors: { readonly parameters: TensorMap; readonly state: TensorMap },
    x: Tensor,
    context: ForwardContext,
  ): { readonly y: Tensor; readonly state: TensorMap };
  /** What the parameters cost by their regularizers, a scalar; null where none has one. */
  penalty(ops: Ops, parameters: TensorMap): Tensor | null;
}

/** A planned layer with its implementation. */
interface LoadedLayer {
  /** Where its parameters and state are: "residual-1/layers/conv2d-1". */
  readonly path: string;
  readonly planned: PlannedLayer;
  readonly layer: Layer;
  readonly inner: Readonly<Record<string, readonly LoadedLayer[]>>;
}

/** Loads the layers' implementations. */
export async function loadProgram(plan: ModelPlan): Promise<ModelProgram> {
  const loaded = await loadLayers(plan.layers, "");
  const all = [...everyLoaded(loaded)];
  const order = new Map(all.map((layer, at) => [layer, at]));
  const parameters = all.flatMap(({ path, planned }) =>
    planned.plan.parameters.map((spec) => ({ ...spec, path: `${path}/${spec.name}` })),
  );
  return {
    plan,
    parameters,
    state: all.flatMap(({ path, planned }) =>
      planned.plan.state.map(({ name, shape, value }) => ({ path: `${path}/${name}`, shape, value })),
    ),
    forward: (ops, tensors, x, context) => {
      const state = new Map(tensors.state);
      const keysOf = (layer: LoadedLayer) => randomKeys(context, order.get(layer)!);
      const y = runLayers(ops, loaded, { parameters: tensors.parameters, state, context, keysOf }, x, null);
      return { y, state };
    },
    penalty: (ops, tensors) =>
      parameters.reduce<Tensor | null>((total, { path, regularizer, unitAxes }) => {
        if (regularizer === null || regularizer === undefined) return total;
        const cost = penalty(ops, regularizer, tensors.get(path)!, unitAxes);
        return total === null ? cost : ops.add(total, cost);
      }, null),
  };
}

function loadLayers(layers: readonly PlannedLayer[], prefix: string): Promise<readonly LoadedLayer[]> {
  return Promise.all(
    layers.map(async (planned) => {
      const path = `${prefix}${planned.name}`;
      const inner = Object.entries(planned.plan.inner ?? {}).map(
        async ([name, { layers: inside }]) => [name, await loadLayers(inside, `${path}/${name}/`)] as const,
      );
      const layer = await layerOf(planned.selection).load();
      return { path, planned, layer, inner: Object.fromEntries(await Promise.all(inner)) };
    }),
  );
}

function* everyLoaded(layers: readonly LoadedLayer[]): Generator<LoadedLayer> {
  for (const layer of layers) {
    yield layer;
    for (const inside of Object.values(layer.inner)) yield* everyLoaded(inside);
  }
}

interface Running {
  readonly parameters: TensorMap;
  /** Each layer leaves its own here. */
  readonly state: Map<string, Tensor>;
  readonly context: ForwardContext;
  readonly keysOf: (layer: LoadedLayer) => () => RandomKey;
}

/** Runs a list of layers on x; a mask goes on as long as the sequence keeps its length. */
function runLayers(ops: Ops, layers: readonly LoadedLayer[], running: Running, x: Tensor, mask: Tensor | null): Tensor {
  const { real = null, frozen } = running.context;
  let y = x;
  let covering = mask;
  for (const loaded of layers) {
    const { path, planned, layer, inner } = loaded;
    const named = (specs: readonly { readonly name: string }[], from: TensorMap) =>
      Object.fromEntries(specs.map(({ name }) => [name, from.get(`${path}/${name}`)!]));
    const tensors = {
      parameters: named(planned.plan.parameters, running.parameters),
      state: named(planned.plan.state, running.state),
    };
    const here = covering;
    const isResting = planned.plan.state.length > 0 && frozen?.has(path.split("/")[0]!) === true;
    const training = running.context.training && !isResting;
    const done = layer.forward(ops, planned.selection, tensors, y, {
      training,
      real,
      mask: here,
      nextRandomKey: running.keysOf(loaded),
      run: (name, input, own = here) => runLayers(ops, inner[name]!, running, input, own),
    });
    y = done.y;
    for (const { name } of planned.plan.state) running.state.set(`${path}/${name}`, done.state[name]!);
    covering = done.mask ?? (here !== null && y.shape.length > 2 && y.shape[1] === here.shape[1] ? here : null);
  }
  return y;
}

/** 2^8 draws a layer, 2^8 layers and 2^12 parts of a step each have keys of their own. */
function randomKeys(context: ForwardContext, layer: number): () => RandomKey {
  let draw = 0;
  return () => ({
    seed: context.seed,
    step: context.step,
    stream: streamOfPart(STREAM_LAYER + (layer % 256) * 256 + (draw++ % 256), context.part),
  });
}

/** First values of every parameter ("parameter/...") and state ("state/..."), decided by the seed alone. */
export function initialTensors(program: ModelProgram, seed: number): readonly SavedTensor[] {
  return [
    ...program.parameters.map((spec, index) => ({
      name: `parameter/${spec.path}`,
      shape: spec.shape,
      values: initialValues(spec, new RandomStream(seed, STREAM_INITIAL + index)),
    })),
    ...program.state.map(({ path, shape, value }) => ({
      name: `state/${path}`,
      shape,
      values: new Float32Array(sizeOf(shape)).fill(value),
    })),
  ];
}
