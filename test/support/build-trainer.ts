/** A reference trainer on made data, for tests that look inside training. */
import { type LayerInput, layerSelection } from "../../src/catalog/layers/index.ts";
import { lossFor } from "../../src/catalog/losses/index.ts";
import { type ModelPlan, planModel } from "../../src/engine/model-program.ts";
import { type TrainerData, dataOf } from "../../src/engine/data/data-of-numbers.ts";
import { ReferenceTrainer } from "../../src/engine/reference/reference-trainer.ts";
import { type TrainingSetup, setUpTraining } from "../../src/engine/reference/training-setup.ts";
import type { Trainer } from "../../src/engine/trainer.ts";
import { projectSchema } from "../../src/project/project.ts";
import type { Checkpoint } from "../../src/project/records.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { RandomStream } from "../../src/tensor/random.ts";

export { type TrainerData, dataOf };

/** Points in a plane: class 1 where x + y > 0, or the number x + y. */
export function madeData(rows: number, task: "classification" | "regression" = "classification"): TrainerData {
  const random = new RandomStream(4, 4);
  const inputs = Float32Array.from({ length: 2 * rows }, () => 2 * random.nextUniform() - 1);
  const sums = Array.from({ length: rows }, (_, row) => inputs[2 * row]! + inputs[2 * row + 1]!);
  return dataOf(
    [2],
    inputs,
    task === "classification" ? Int32Array.from(sums, (each) => (each > 0 ? 1 : 0)) : Float32Array.from(sums),
  );
}

export interface TrainerOptions {
  readonly layers: readonly LayerInput[];
  /** As in a project's `training`; the loss follows the data. */
  readonly training?: Readonly<Record<string, unknown>>;
  readonly chunkSize?: number;
  /** Examples in their own order in each epoch, where this is false. */
  readonly isShuffled?: boolean;
  readonly now?: () => number;
}

export interface BuiltTrainer {
  readonly trainer: ReferenceTrainer;
  readonly setup: TrainingSetup;
  readonly plan: ModelPlan;
}

export async function buildTrainer(device: Device, data: TrainerData, options: TrainerOptions): Promise<BuiltTrainer> {
  const plan = planModel(
    options.layers.map((layer) => layerSelection.parse(layer)),
    data.examples.shape,
  );
  const loss = lossFor(data.target.task);
  const project = projectSchema.parse({ data: { id: "made" }, training: { loss, ...options.training } });
  const loaded = await setUpTraining(project, plan, data, device);
  const setup = {
    ...loaded,
    chunkSize: options.chunkSize ?? loaded.chunkSize,
    isShuffled: options.isShuffled ?? loaded.isShuffled,
  };
  // A clock that moves a little each time it is read, so that no test depends on the machine's speed.
  let ticks = 0;
  const now = options.now ?? (() => (ticks += 1));
  return { trainer: new ReferenceTrainer(device, setup, data, now), setup, plan };
}

/** Every step's mean loss, in turn. */
export async function lossesOf(trainer: Pick<Trainer, "run">, steps: number): Promise<readonly number[]> {
  const losses: number[] = [];
  for await (const { sums } of trainer.run(steps, new AbortController().signal)) {
    for (const each of sums) losses.push(each.loss / each.examples);
  }
  return losses;
}

/** The checkpoint as plain numbers, to compare bit for bit. */
export function plain(checkpoint: Checkpoint): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(checkpoint.tensors.map(({ name, values }) => [name, [...values]]));
}
