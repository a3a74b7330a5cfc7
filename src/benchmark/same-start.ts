/** What every engine begins with: the same first weights, and the same rows in the same order. */
import { type LayerSelection, layerSelection } from "../catalog/layers/index.ts";
import { type TrainerData, dataOf } from "../engine/data/data-of-numbers.ts";
import { initialTensors, loadProgram, planModel } from "../engine/model-program.ts";
import { type Batch, BatchOrder, gather } from "../engine/reference/batches.ts";
import { Course } from "../project/course.ts";
import { type Project, projectSchema } from "../project/project.ts";
import type { SavedTensor } from "../project/records.ts";
import type { Workload } from "./workloads.ts";

export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface SameStart {
  readonly layers: readonly LayerSelection[];
  /** In the layers' order, as the studio lays them out: HWIO kernels, dense [in, out], LSTM gates i f c o. */
  readonly weights: readonly SavedTensor[];
  readonly adam: AdamSettings;
  /** The next step's examples. */
  readonly next: () => Batch;
}

/** Classes are learnt by cross-entropy, a number by squared error, where the workload says nothing else. */
export function trainingOf({ batch, training, outputs }: Workload): Project["training"] {
  const loss = outputs === 1 ? "mse" : "categorical-cross-entropy";
  const settings = { optimizer: { id: "adam" }, loss, ...training, batchSize: batch };
  return projectSchema.parse({ data: { id: "made" }, training: settings }).training;
}

/** Throws for training that the engines of others are not asked to do: anything but Adam as it stands. */
export async function sameStart(workload: Workload): Promise<SameStart> {
  const training = trainingOf(workload);
  const { seed, optimizer } = training;
  if (optimizer.id !== "adam" || optimizer.weightDecay !== 0) throw new Error(`no ${optimizer.id} with these settings`);
  if (training.wrappers.length > 0 || training.clip !== null || training.schedule.id !== "constant") {
    throw new Error("only Adam by itself");
  }
  if (training.loss !== "mse" && training.loss !== "categorical-cross-entropy") throw new Error("no such loss");
  const layers = workload.layers.map((layer) => layerSelection.parse(layer));
  const program = await loadProgram(planModel(layers, workload.shape));
  const data = dataFor(workload);
  const course = new Course({ batchSize: workload.batch, growth: 1, rows: data.parts.train.length });
  const order = new BatchOrder(data.parts.train, { course, seed, isShuffled: true });
  let done = 0;
  return {
    layers,
    weights: initialTensors(program, seed).filter(({ name }) => name.startsWith("parameter/")),
    adam: optimizer,
    next: () => {
      const { rows } = order.after(done++);
      return gather(data, rows, rows.length);
    },
  };
}

/** Times `step` over batches that are laid out before; it gives its loss, now or once all are done. */
export async function timed(
  { next }: SameStart,
  steps: number,
  step: (batch: Batch) => number | Promise<number>,
): Promise<{ readonly ms: number; readonly firstLoss: number; readonly lastLoss: number; readonly calls: null }> {
  const batches = Array.from({ length: steps }, next);
  const losses: number[] = [];
  const began = performance.now();
  for (const batch of batches) losses.push(await step(batch));
  return { ms: performance.now() - began, firstLoss: losses[0]!, lastLoss: losses.at(-1)!, calls: null };
}

const ROWS = 1024;

/** The workload's own rows, or made ones. */
export function dataFor({ shape, outputs, data }: Workload): TrainerData {
  if (data !== undefined) return dataOf(shape, data.inputs, data.targets);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const inputs = Float32Array.from({ length: ROWS * size }, (_, at) => ((at * 7919) % 97) / 97);
  const targets = Int32Array.from({ length: ROWS }, (_, row) => (row * 31) % Math.max(2, outputs));
  return dataOf(shape, inputs, outputs === 1 ? Float32Array.from(targets) : targets);
}
