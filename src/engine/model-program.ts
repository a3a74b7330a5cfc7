/** Layers laid out on a shape of input: what each one is called, holds and costs; then run, over any `Ops`. */
import { findDefinition } from "../catalog/definition.ts";
import { initialValues } from "../catalog/layers/initializers.ts";
import { type LayerSelection, layers as layerDefinitions } from "../catalog/layers/index.ts";
import type { Layer, LayerPlan, ParameterSpec } from "../catalog/layers/layer.ts";
import { sizeOf } from "../catalog/layers/layer.ts";
import type { SavedTensor } from "../project/records.ts";
import type { Ops, RandomKey, Shape, Tensor } from "../tensor/ops.ts";
import { RandomStream } from "../tensor/random.ts";
import { inField } from "./data-problem.ts";
import { STREAM_INITIAL, STREAM_LAYER } from "./random-streams.ts";

export interface PlannedLayer {
  /** "dense-1": the type and its count, as parameters are named after it. */
  readonly name: string;
  readonly selection: LayerSelection;
  readonly plan: LayerPlan;
}

export interface ModelPlan {
  readonly input: Shape;
  readonly output: Shape;
  readonly layers: readonly PlannedLayer[];
  readonly parameterCount: number;
  /** Of one example's forward pass. */
  readonly multiplyAdds: number;
  /** Numbers in one example's activations: of all layers together, and of the largest. */
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
    const count = (counts.get(selection.type) ?? 0) + 1;
    counts.set(selection.type, count);
    const definition = findDefinition(layerDefinitions, selection.type);
    // The definition was found by the selection's type, so this is its own config; the union hides it.
    const plan = inField(fieldOf(index), () => definition.plan(selection as never, shape));
    planned.push({ name: `${selection.type}-${count}`, selection, plan });
    shape = plan.output;
  }
  return {
    input,
    output: shape,
    layers: planned,
    parameterCount: sum(planned.flatMap(({ plan }) => plan.parameters.map((spec) => sizeOf(spec.shape)))),
    multiplyAdds: sum(planned.map(({ plan }) => plan.multiplyAdds)),
    activations: sizeOf(input) + sum(planned.map(({ plan }) => sizeOf(plan.output))),
    largestActivation: Math.max(sizeOf(input), ...planned.map(({ plan }) => sizeOf(plan.output))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export type TensorMap = ReadonlyMap<string, Tensor>;

export interface ForwardContext {
  readonly training: boolean;
  readonly seed: number;
  readonly step: number;
  /** Which part of a step's batch this is, where one is done in parts: each draws its own random numbers. */
  readonly part: number;
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
}

/** Loads the layers' implementations. */
export async function loadProgram(plan: ModelPlan): Promise<ModelProgram> {
  const implementations = await Promise.all(
    plan.layers.map(
      ({ selection }): Promise<Layer> => findDefinition(layerDefinitions, selection.type).load() as Promise<Layer>,
    ),
  );
  return {
    plan,
    parameters: plan.layers.flatMap(({ name, plan: layer }) =>
      layer.parameters.map((spec) => ({ ...spec, path: `${name}/${spec.name}` })),
    ),
    state: plan.layers.flatMap(({ name, plan: layer }) =>
      layer.state.map((spec) => ({ path: `${name}/${spec.name}`, shape: spec.shape, value: spec.value })),
    ),
    forward: (ops, tensors, x, context) => {
      const state = new Map(tensors.state);
      let y = x;
      for (const [index, { name, selection, plan: layer }] of plan.layers.entries()) {
        const named = (specs: readonly { readonly name: string }[], from: TensorMap) =>
          Object.fromEntries(specs.map((spec) => [spec.name, from.get(`${name}/${spec.name}`)!]));
        const done = implementations[index]!.forward(
          ops,
          selection,
          { parameters: named(layer.parameters, tensors.parameters), state: named(layer.state, state) },
          y,
          { training: context.training, nextRandomKey: randomKeys(context, index) },
        );
        y = done.y;
        for (const spec of layer.state) state.set(`${name}/${spec.name}`, done.state[spec.name]!);
      }
      return { y, state };
    },
  };
}

/** 2^8 draws a layer, 2^8 layers and 2^12 parts of a step each have keys of their own. */
function randomKeys(context: ForwardContext, layer: number): () => RandomKey {
  let draw = 0;
  return () => ({
    seed: context.seed,
    step: context.step,
    stream: STREAM_LAYER + (context.part % 4096) * 65_536 + (layer % 256) * 256 + (draw++ % 256),
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
