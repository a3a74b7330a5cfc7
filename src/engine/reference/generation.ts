/** The model's tensors at one moment: parameters, layers' state, optimizer's state. A step makes the next generation. */
import type { OptimizerMemory } from "../../catalog/optimizers/optimizer.ts";
import type { ScheduleMemory } from "../../catalog/schedules/schedule.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Checkpoint, SavedTensor } from "../../project/records.ts";
import type { Ops, Shape, Tensor } from "../../tensor/ops.ts";
import { dispose, download, keep, scoped, upload } from "../../tensor/scope.ts";
import type { ModelProgram, TensorMap } from "../model-program.ts";
import { stateShapes } from "./optimizer-state.ts";
import type { TrainingSetup } from "./training-setup.ts";

export interface Generation {
  readonly step: number;
  readonly parameters: TensorMap;
  readonly state: TensorMap;
  /** By whose it is, see `stateShapes`, then by the state's name. */
  readonly optimizer: ReadonlyMap<string, Readonly<Record<string, Tensor>>>;
  /** What an optimizer of the whole remembers in numbers. */
  readonly memory: OptimizerMemory;
}

export type Learning = Pick<TrainingSetup, "program" | "initial" | "optimizer" | "whole" | "units">;

/** Step 0: initial values, the optimizer's state as it begins. The caller releases it. */
export function firstGeneration(learning: Learning, ops: Ops): Generation {
  const { program } = learning;
  const tensors = new Map(learning.initial.map((saved) => [saved.name, saved]));
  return {
    step: 0,
    ...placed(program, (name) => tensors.get(name)!),
    optimizer: made(stateShapes(learning, {}), (_owner, _name, shape) => scoped(() => keep(ops.zeros(shape)))),
    memory: {},
  };
}

function made(
  shapes: ReturnType<typeof stateShapes>,
  make: (owner: string, name: string, shape: Shape) => Tensor,
): Generation["optimizer"] {
  const each = (owner: string, [name, shape]: readonly [string, Shape]) => [name, make(owner, name, shape)] as const;
  return new Map(
    Array.from(shapes, ([owner, state]) => [
      owner,
      Object.fromEntries(Object.entries(state).map((entry) => each(owner, entry))),
    ]),
  );
}

function placed(
  program: ModelProgram,
  saved: (name: string) => SavedTensor,
): { readonly parameters: TensorMap; readonly state: TensorMap } {
  const place = (kind: string, specs: readonly { readonly path: string }[]): TensorMap =>
    new Map(
      specs.map(({ path }) => {
        const { values, shape } = saved(`${kind}/${path}`);
        return [path, keep(upload(values, shape))];
      }),
    );
  return { parameters: place("parameter", program.parameters), state: place("state", program.state) };
}

/** A checkpoint's parameters and state on the device, for prediction. The caller disposes them. */
export function placeModel(
  program: ModelProgram,
  checkpoint: Checkpoint,
): { readonly parameters: TensorMap; readonly state: TensorMap } {
  checkModelTensors(program, checkpoint);
  const tensors = new Map(checkpoint.tensors.map((saved) => [saved.name, saved]));
  return placed(program, (name) => tensors.get(name)!);
}

/** Throws a `StudioError` when a checkpoint belongs to another program. */
export function checkCheckpoint(checkpoint: Checkpoint, learning: Learning): void {
  const tensors = new Map(checkpoint.tensors.map((saved) => [saved.name, saved]));
  for (const [owner, state] of stateShapes(learning, memoryOf(checkpoint))) {
    for (const [name, shape] of Object.entries(state)) expectTensor(tensors, `optimizer/${name}/${owner}`, shape);
  }
  checkModelTensors(learning.program, checkpoint);
}

function memoryOf({ host }: Checkpoint): OptimizerMemory {
  return host?.optimizer ?? {};
}

/** The generation that a checkpoint holds. Throws a `StudioError` when it belongs to another program. */
export function generationFrom(checkpoint: Checkpoint, learning: Learning): Generation {
  checkCheckpoint(checkpoint, learning);
  const memory = memoryOf(checkpoint);
  const tensors = new Map(checkpoint.tensors.map((saved) => [saved.name, saved]));
  return {
    step: checkpoint.step,
    ...placed(learning.program, (name) => tensors.get(name.replace(/^parameter/, "raw")) ?? tensors.get(name)!),
    optimizer: made(stateShapes(learning, memory), (owner, name, shape) =>
      keep(upload(tensors.get(`optimizer/${name}/${owner}`)!.values, shape)),
    ),
    memory,
  };
}

/** Throws a `StudioError` for a parameter or state that is missing or has another shape. */
export function checkModelTensors(program: ModelProgram, checkpoint: Checkpoint): void {
  const tensors = new Map(checkpoint.tensors.map((saved) => [saved.name, saved]));
  for (const { path, shape } of program.parameters) expectTensor(tensors, `parameter/${path}`, shape);
  for (const { path, shape } of program.state) expectTensor(tensors, `state/${path}`, shape);
}

function expectTensor(tensors: ReadonlyMap<string, SavedTensor>, name: string, shape: readonly number[]): void {
  const saved = tensors.get(name);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (saved !== undefined && saved.shape.join() === shape.join() && saved.values.length === size) return;
  const found = saved === undefined ? "nothing" : saved.shape.join(" × ");
  throw new StudioError({
    code: "checkpoint-mismatch",
    text: {
      en: `This checkpoint does not belong to this model: "${name}" should be ${shape.join(" × ")}, but the checkpoint has ${found}. Train the model again.`,
      zh: `该检查点与此模型不匹配：“${name}”应为 ${shape.join(" × ")}，检查点中为 ${saved === undefined ? "空" : found}。请重新训练。`,
    },
  });
}

/** The parameters as the model is measured: by the optimizer's state of that name, once there has been an update. */
export function evaluatedParameters(generation: Generation, evaluated: string | null): TensorMap {
  if (evaluated === null || generation.step === 0) return generation.parameters;
  return new Map(
    Array.from(generation.parameters, ([path, raw]) => [path, generation.optimizer.get(path)?.[evaluated] ?? raw]),
  );
}

function named(generation: Generation): readonly (readonly [string, Tensor])[] {
  const ofOptimizer = [...generation.optimizer].flatMap(([path, state]) =>
    Object.entries(state).map(([name, tensor]) => [`optimizer/${name}/${path}`, tensor] as const),
  );
  return [
    ...Array.from(generation.parameters, ([path, tensor]) => [`parameter/${path}`, tensor] as const),
    ...Array.from(generation.state, ([path, tensor]) => [`state/${path}`, tensor] as const),
    ...ofOptimizer.toSorted(([first], [second]) => (first < second ? -1 : 1)),
  ];
}

/**
 * Reads everything back, by name. Parameters are those that the model is measured with; where training goes on from
 * others, these are there as "raw/...".
 */
export async function checkpointOf(
  generation: Generation,
  evaluated: string | null,
  schedule: ScheduleMemory,
): Promise<Checkpoint> {
  const tensors = await Promise.all(
    toSave(generation, evaluated).map(async ([name, tensor]) => ({
      name,
      shape: [...tensor.shape],
      values: Float32Array.from(await download(tensor)),
    })),
  );
  const { step, memory } = generation;
  const host = { schedule, ...(Object.keys(memory).length === 0 ? {} : { optimizer: memory }) };
  return { step, tensors, host };
}

function toSave(generation: Generation, evaluated: string | null): readonly (readonly [string, Tensor])[] {
  const parameters = evaluatedParameters(generation, evaluated);
  if (parameters === generation.parameters) return named(generation);
  const raw = Array.from(generation.parameters, ([path, tensor]) => [`raw/${path}`, tensor] as const);
  return [...named({ ...generation, parameters }), ...raw];
}

/** Frees a generation's tensors but those that another living one shares. */
export function release(generation: Generation, living: readonly (Generation | null)[]): void {
  const shared = new Set(living.flatMap((each) => (each === null ? [] : named(each).map(([, tensor]) => tensor))));
  dispose(named(generation).flatMap(([, tensor]) => (shared.has(tensor) ? [] : [tensor])));
}
