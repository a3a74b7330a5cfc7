/**
 * The reference trainer: layers, losses and optimizers run eagerly on TensorFlow.js, gradients come from its tape. The
 * loop, the order of examples, all random numbers and the checkpoints are ours. Runs on any backend.
 */
import { StudioError } from "../../language/studio-error.ts";
import type { ScheduleMemory } from "../../catalog/schedules/schedule.ts";
import type { Wrapper } from "../../catalog/wrappers/wrapper.ts";
import type { Checkpoint } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import type { Tensor } from "../../tensor/ops.ts";
import { deviceMemory, dispose, download, keep, scoped } from "../../tensor/scope.ts";
import { sheetFor } from "../answer-sheet.ts";
import { measuresOf } from "../measures.ts";
import { nextTask } from "../next-task.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import {
  type Evaluation,
  type Measures,
  type Part,
  type StepReport,
  type Sums,
  type Trainer,
  addSums,
} from "../trainer.ts";
import { type BatchData, BatchOrder, chunkSizeFor } from "./batches.ts";
import { clipped, globalNorm } from "./clip.ts";
import { isInBounds, lossNotFinite, weightsOutOfBounds } from "./diverged.ts";
import { answer, evaluateRows } from "./evaluate.ts";
import {
  type Generation,
  checkpointOf,
  evaluatedParameters,
  firstGeneration,
  generationFrom,
  release,
} from "./generation.ts";
import { GradientPass, type Pass, disposePass, lossOf } from "./gradient-pass.ts";
import { WeightTensors, sumsFrom } from "./learn.ts";
import { type MinimizeStart, type Update, minimized } from "./minimize.ts";
import { HyperTensors, updated } from "./optimize.ts";
import type { TrainingSetup } from "./training-setup.ts";

/** How long to train between two readbacks: often enough for a chart, seldom enough to cost nothing. */
const READBACK_MS = 200;

/** A step's report on its way back: parts of [loss, terms...]. */
interface PendingStep {
  readonly total: number;
  readonly norm: Tensor | null;
  readonly parts: readonly { readonly report: Tensor; readonly count: number }[];
}

export class ReferenceTrainer implements Trainer {
  readonly #device: Device;
  readonly #setup: TrainingSetup;
  readonly #data: BatchData & Pick<PreparedData, "parts" | "target">;
  readonly #now: () => number;
  readonly #order: BatchOrder;
  readonly #weights = new WeightTensors();
  readonly #hyper = new HyperTensors();
  readonly #passes: GradientPass;
  #generation: Generation;
  /** The schedule's. */
  #memory: ScheduleMemory;

  constructor(
    device: Device,
    setup: TrainingSetup,
    data: BatchData & Pick<PreparedData, "parts" | "target">,
    now: () => number,
  ) {
    this.#device = device;
    this.#setup = setup;
    this.#data = data;
    this.#now = now;
    this.#order = new BatchOrder(data.parts.train, setup);
    this.#passes = new GradientPass(device, setup, data, { weights: this.#weights, now });
    this.#memory = setup.learningRate.first;
    this.#generation = firstGeneration(setup, device.ops);
  }

  async *run(steps: number, signal: AbortSignal): AsyncGenerator<StepReport, void, void> {
    let pending: PendingStep[] = [];
    let size = 1;
    let since = this.#now();
    try {
      for (let done = 0; done < steps && !signal.aborted; done++) {
        const step = await this.#step(signal);
        if (step === null) break;
        pending.push(step);
        const elapsed = this.#now() - since;
        const isDue = this.#device.isSynchronous ? elapsed >= READBACK_MS : pending.length >= size;
        if (!isDue) continue;
        const read = pending;
        pending = [];
        yield await this.#readBack(read);
        await nextTask();
        // A queue shows its true pace only when it is waited for: aim the next wait at the same interval.
        const took = Math.max(1, this.#now() - since);
        size = Math.max(1, Math.min(2 * read.length, Math.round((read.length * READBACK_MS) / took)));
        since = this.#now();
      }
      if (pending.length > 0) {
        const read = pending;
        pending = [];
        yield await this.#readBack(read);
      }
    } finally {
      for (const { parts, norm } of pending) {
        dispose([...parts.map(({ report }) => report), ...(norm === null ? [] : [norm])]);
      }
    }
  }

  /** Does one step; null when it was given up on abort. */
  async #step(signal: AbortSignal): Promise<PendingStep | null> {
    const before = this.#generation;
    const { rows, whole } = this.#order.after(before.step);
    const chunkSize = chunkSizeFor(whole, this.#setup.chunkSize);
    const pass = await this.#passes.over(before, rows, chunkSize, signal);
    if (pass === null) return null;
    const { parts, state } = pass;
    let { gradients } = pass;
    for (const ascend of this.#setup.ascents) {
      const { moved, parameters } = this.#ascended(before, gradients, ascend);
      const second = await this.#passes.over({ ...before, parameters }, rows, chunkSize, signal);
      dispose(moved);
      if (second === null) {
        disposePass({ ...pass, gradients }, before.state);
        return null;
      }
      dispose(gradients);
      gradients = second.gradients;
      // The loss that is told, and what layers remember, are those of the weights themselves.
      disposePass({ ...second, gradients: [] }, before.state);
    }
    const { ops } = this.#device;
    const norm = this.#setup.reportsGradientNorm ? scoped(() => keep(globalNorm(ops, gradients))) : null;
    const look = (moved: readonly Tensor[]) =>
      this.#passes.look({ ...before, parameters: this.#at(before, moved) }, rows, chunkSize, signal);
    const update = await this.#updated(before, { ...pass, gradients }, look);
    if (update === null) {
      disposePass({ ...pass, gradients: norm === null ? [] : [norm] }, before.state);
      return null;
    }
    this.#generation = { step: before.step + 1, state, ...update };
    release(before, [this.#generation]);
    return { total: rows.length, norm, parts };
  }

  /** The parameters where the gradient is taken again; those that are `moved` are kept. */
  #ascended(before: Generation, gradients: readonly Tensor[], ascend: NonNullable<Wrapper["ascend"]>) {
    const moved = scoped(() => {
      const from = this.#setup.units.map(({ path }) => before.parameters.get(path)!);
      return ascend(this.#device.ops, from, gradients).map((tensor) => keep(tensor));
    });
    return { moved, parameters: this.#at(before, moved) };
  }

  /** The parameters with those that learn in other places. */
  #at(before: Generation, moved: readonly Tensor[]): Generation["parameters"] {
    const parameters = new Map(before.parameters);
    this.#setup.units.forEach(({ path }, index) => parameters.set(path, moved[index]!));
    return parameters;
  }

  /** Uses up the gradients. Null when it was given up on abort. */
  async #updated(before: Generation, pass: Pass, look: MinimizeStart["look"]): Promise<Update | null> {
    const { gradients } = pass;
    const { clip, whole } = this.#setup;
    const { ops } = this.#device;
    const at = { learningRate: this.learningRate(before.step + 1), hyper: this.#hyper };
    if (whole !== null) {
      const begun = { loss: await lossOf(pass), gradients };
      return await minimized(ops, whole, this.#setup, before, { ...at, begun, look });
    }
    const update = scoped(() => {
      const bounded = clip === null ? gradients : clipped(ops, clip, gradients);
      return updated(ops, this.#setup, before, bounded, at);
    });
    dispose(gradients);
    return { ...update, memory: before.memory };
  }

  async #readBack(pending: readonly PendingStep[]): Promise<StepReport> {
    const sums: Sums[] = [];
    const gradientNorms: number[] = [];
    for (const { parts, total, norm } of pending) {
      let step: Sums | null = null;
      for (const { report, count } of parts) {
        const part = sumsFrom(await download(report), count, total);
        step = addSums(step, part);
        dispose([report]);
      }
      sums.push(step!);
      if (norm === null) continue;
      gradientNorms.push((await download(norm))[0]!);
      dispose([norm]);
    }
    const failure = this.#device.failure();
    if (failure !== null) throw new StudioError(failure);
    const bad = sums.findIndex(({ loss }) => !Number.isFinite(loss));
    if (bad !== -1) throw lossNotFinite(this.#generation.step - sums.length + bad + 1, sums[bad]!.loss);
    return { step: this.#generation.step, sums, gradientNorms };
  }

  learningRate(step: number): number {
    return this.#setup.learningRate.at(step, this.#memory);
  }

  observe(loss: number): void {
    this.#memory = this.#setup.learningRate.observe(this.#memory, loss);
  }

  /** The model as it is measured, predicts and is saved. */
  get #evaluated(): Pick<Generation, "parameters" | "state"> {
    const { state } = this.#generation;
    return { state, parameters: evaluatedParameters(this.#generation, this.#setup.evaluated) };
  }

  measures(sums: Sums): Measures {
    return measuresOf(this.#setup, sums);
  }

  async evaluate(part: Part, isOver: () => boolean = () => false): Promise<Evaluation | null> {
    const rows = this.#data.parts[part];
    const model = this.#evaluated;
    const sheet = sheetFor(this.#setup, this.#data, rows);
    const at = { isOver, sheet };
    const sums = await evaluateRows(this.#device, this.#setup, model, this.#data, rows, this.#weights, at);
    if (sums === null) return null;
    return {
      measures: measuresOf(this.#setup, sums, sheet),
      rows: sums.examples,
      isWhole: sums.examples === rows.length,
    };
  }

  predict(inputs: Float32Array, rows: number): Promise<Float32Array> {
    return answer(this.#device, this.#setup.program, this.#evaluated, inputs, rows, {
      target: this.#data.target,
      chunkSize: this.#setup.evaluationChunkSize,
    });
  }

  async snapshot(): Promise<Checkpoint> {
    const checkpoint = await checkpointOf(this.#generation, this.#setup.evaluated, this.#memory);
    const failure = this.#device.failure();
    if (failure !== null) throw new StudioError(failure);
    if (!checkpoint.tensors.every(isInBounds)) {
      throw weightsOutOfBounds(this.#generation.step);
    }
    return checkpoint;
  }

  restore(checkpoint: Checkpoint): void {
    const restored = generationFrom(checkpoint, this.#setup);
    const lost = this.#generation;
    this.#generation = restored;
    this.#memory = checkpoint.host?.schedule ?? this.#setup.learningRate.first;
    release(lost, [restored]);
  }

  get memoryBytes(): number {
    return deviceMemory().bytes;
  }

  dispose(): void {
    release(this.#generation, []);
    this.#weights.dispose();
    this.#hyper.dispose();
  }
}
