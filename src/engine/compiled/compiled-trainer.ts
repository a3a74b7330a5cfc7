/**
 * The compiled trainer: a step is recorded once and replayed by a machine, many to a submission. The order of examples,
 * the random draws, the checkpoints and what is reported are those of the reference trainer.
 */
import type { ScheduleMemory } from "../../catalog/schedules/schedule.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Checkpoint } from "../../project/records.ts";
import { sheetFor } from "../answer-sheet.ts";
import { measuresOf, termCount } from "../measures.ts";
import { nextTask } from "../next-task.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { BatchOrder, chunkSizeFor } from "../reference/batches.ts";
import { isInBounds, lossNotFinite, weightsOutOfBounds } from "../reference/diverged.ts";
import { checkCheckpoint } from "../reference/generation.ts";
import { sumsFrom } from "../reference/learn.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { scaleOf } from "../data/target-scale.ts";
import {
  type Evaluation,
  type Measures,
  type Part,
  type StepReport,
  type Sums,
  type Trainer,
  addSums,
} from "../trainer.ts";
import { type Layout, layoutOf } from "./layout.ts";
import type { Machine, Runnable } from "./machine.ts";
import type { Program, StepRecord } from "./program.ts";
import { recordEvaluation, recordPrediction, recordTraining } from "./record-training.ts";
import { tensorsFrom, variablesFrom } from "./saved-variables.ts";
import { restingRecord, trainingRecord } from "./step-records.ts";

/** Work in one submission: little enough for "stop" to answer at once. */
const SUBMIT_MS = 100;
/** Between two readbacks. */
const READBACK_MS = 250;

/** For a setup that no rule is missing for. */
export interface CompiledSetup {
  readonly setup: TrainingSetup;
  readonly data: Pick<PreparedData, "parts" | "target" | "targets">;
  /** Makes the machine for variables laid out so. */
  readonly createMachine: (layout: Layout) => Machine;
  readonly now: () => number;
}

interface Prepared {
  readonly program: Program;
  readonly runnable: Runnable;
}

export class CompiledTrainer implements Trainer {
  readonly #setup: TrainingSetup;
  readonly #data: CompiledSetup["data"];
  readonly #layout: Layout;
  readonly #machine: Machine;
  readonly #now: () => number;
  readonly #order: BatchOrder;
  readonly #prepared = new Map<string, Promise<Prepared>>();
  #memory: ScheduleMemory;
  /** Enqueued so far. */
  #step = 0;
  /** Steps in the next submission, as far as their pace is known. */
  #size = 1;

  constructor({ setup, data, createMachine, now }: CompiledSetup) {
    this.#setup = setup;
    this.#data = data;
    this.#now = now;
    this.#layout = layoutOf(setup.program, setup.optimizer, setup.units);
    this.#machine = createMachine(this.#layout);
    this.#order = new BatchOrder(data.parts.train, setup);
    this.#memory = setup.learningRate.first;
    const tensors = setup.initial.map((saved) => [saved.name, saved] as const);
    this.#machine.write(0, variablesFrom(this.#layout, new Map(tensors)));
  }

  /** Records and compiles what a step needs. Throws when the machine cannot run it. */
  async prepare(): Promise<void> {
    await this.#training();
  }

  async *run(steps: number, signal: AbortSignal): AsyncGenerator<StepReport, void, void> {
    const last = this.#step + steps;
    let readAt = this.#now();
    let unread = 0;
    while (this.#step < last && !signal.aborted) {
      const { program, runnable } = await this.#training();
      const submittedAt = this.#now();
      const records = this.#nextRecords(program, Math.min(this.#size, last - this.#step, runnable.capacity - unread));
      runnable.enqueue(records.map((record) => [record]));
      unread += records.length;
      await runnable.done();
      const took = Math.max(1, this.#now() - submittedAt);
      // A last short submission says nothing against longer ones.
      const most = 2 * Math.max(this.#size, records.length);
      this.#size = Math.max(1, Math.min(most, Math.floor((records.length * SUBMIT_MS) / took)));
      const isFull = unread >= runnable.capacity || this.#batchAfter(this.#step) !== program.batch;
      const isDue = this.#now() - readAt >= READBACK_MS;
      if (this.#step < last && !signal.aborted && !isFull && !isDue) continue;
      unread = 0;
      readAt = this.#now();
      yield await this.#readBack(runnable);
      await nextTask();
    }
  }

  #batchAfter(done: number): number {
    return chunkSizeFor(this.#order.after(done).whole, this.#setup.memoryChunkSize);
  }

  #training(): Promise<Prepared> {
    const batch = this.#batchAfter(this.#step);
    return this.#prepare(`train ${batch}`, () => recordTraining(this.#setup, this.#layout, batch));
  }

  #prepare(name: string, record: () => Program): Promise<Prepared> {
    const known = this.#prepared.get(name);
    if (known !== undefined) return known;
    const program = record();
    const made = this.#machine.prepare(program).then((runnable) => ({ program, runnable }));
    this.#prepared.set(name, made);
    return made;
  }

  /** Up to `most` steps with the program's batch, at least one. */
  #nextRecords(program: Program, most: number): readonly StepRecord[] {
    const records: StepRecord[] = [];
    do {
      const { rows } = this.#order.after(this.#step);
      this.#step++;
      const learningRate = this.learningRate(this.#step);
      records.push(trainingRecord(program, this.#setup, this.#layout, { step: this.#step, learningRate, rows }));
    } while (records.length < most && this.#batchAfter(this.#step) === program.batch);
    return records;
  }

  async #readBack(runnable: Runnable): Promise<StepReport> {
    const reports = (await runnable.reports()).map(([report]) => report!);
    this.#checkMachine();
    const from = this.#step - reports.length;
    const terms = termCount(this.#setup);
    const sums = reports.map((report, index) => {
      const { count } = this.#setup.course.after(from + index);
      return sumsFrom(report.subarray(0, 1 + terms), count, count);
    });
    const bad = sums.findIndex(({ loss }) => !Number.isFinite(loss));
    if (bad !== -1) throw lossNotFinite(from + bad + 1, sums[bad]!.loss);
    const gradientNorms = this.#setup.reportsGradientNorm ? reports.map((report) => report[1 + terms]!) : [];
    return { step: this.#step, sums, gradientNorms };
  }

  #checkMachine(): void {
    const failure = this.#machine.failure();
    if (failure !== null) throw new StudioError(failure);
  }

  learningRate(step: number): number {
    return this.#setup.learningRate.at(step, this.#memory);
  }

  observe(loss: number): void {
    this.#memory = this.#setup.learningRate.observe(this.#memory, loss);
  }

  measures(sums: Sums): Measures {
    return measuresOf(this.#setup, sums);
  }

  /** Before the first update the optimizer's state cannot stand for the parameters. */
  get #evaluated(): string | null {
    return this.#step === 0 ? null : this.#setup.evaluated;
  }

  async evaluate(part: Part, isOver: () => boolean = () => false): Promise<Evaluation | null> {
    const rows = this.#data.parts[part];
    const batch = Math.min(this.#setup.evaluationChunkSize, rows.length);
    if (batch === 0) return null;
    const evaluated = this.#evaluated;
    const { program, runnable } = await this.#prepare(`evaluate ${batch} ${evaluated}`, () =>
      recordEvaluation(this.#setup, this.#layout, batch, evaluated),
    );
    const sheet = sheetFor(this.#setup, this.#data, rows);
    const told = 1 + termCount(this.#setup);
    let sums: Sums | null = null;
    for (let from = 0, size = 1; from < rows.length;) {
      const since = this.#now();
      const chunks: Int32Array[] = [];
      while (from < rows.length && chunks.length < Math.min(size, runnable.capacity)) {
        chunks.push(rows.subarray(from, from + batch));
        from += batch;
      }
      runnable.enqueue(chunks.map((chunk) => [restingRecord(program, chunk)]));
      for (const [index, reports] of (await runnable.reports()).entries()) {
        const chunk = chunks[index]!;
        const [report] = reports;
        sums = addSums(sums, sumsFrom(report!.subarray(0, told), chunk.length, chunk.length));
        sheet?.add(chunk, report!.subarray(told));
      }
      this.#checkMachine();
      size = Math.max(1, Math.floor((chunks.length * SUBMIT_MS) / Math.max(1, this.#now() - since)));
      if (isOver()) break;
    }
    if (sums === null) return null;
    return {
      measures: measuresOf(this.#setup, sums, sheet),
      rows: sums.examples,
      isWhole: sums.examples === rows.length,
    };
  }

  async predict(inputs: Float32Array, rows: number): Promise<Float32Array> {
    const { plan } = this.#setup.program;
    const [width, outputs] = [sizeOf(plan.input), sizeOf(plan.output)];
    const batch = Math.min(this.#setup.evaluationChunkSize, 2 ** Math.ceil(Math.log2(rows)));
    const evaluated = this.#evaluated;
    const { program, runnable } = await this.#prepare(`predict ${batch} ${evaluated}`, () =>
      recordPrediction(this.#setup, this.#layout, batch, evaluated),
    );
    const answers = new Float32Array(rows * outputs);
    const order = Int32Array.from({ length: batch }, (_, at) => at);
    for (let from = 0; from < rows; from += batch) {
      const count = Math.min(batch, rows - from);
      const given = new Float32Array(batch * width);
      given.set(inputs.subarray(from * width, (from + count) * width));
      runnable.enqueue([[restingRecord(program, order)]], given);
      const [reports] = await runnable.reports();
      answers.set(reports![0]!.subarray(0, count * outputs), from * outputs);
    }
    this.#checkMachine();
    const { mean, deviation } = scaleOf(this.#data.target);
    return answers.map((value) => mean + deviation * value);
  }

  async snapshot(): Promise<Checkpoint> {
    const tensors = tensorsFrom(this.#layout, await this.#machine.read(0), this.#evaluated);
    this.#checkMachine();
    const step = this.#step;
    if (!tensors.every(isInBounds)) throw weightsOutOfBounds(step);
    return { step, tensors, host: { schedule: this.#memory } };
  }

  restore(checkpoint: Checkpoint): void {
    checkCheckpoint(checkpoint, this.#setup);
    const tensors = new Map(checkpoint.tensors.map((saved) => [saved.name, saved]));
    this.#machine.write(0, variablesFrom(this.#layout, tensors));
    this.#memory = checkpoint.host?.schedule ?? this.#setup.learningRate.first;
    this.#step = checkpoint.step;
  }

  get memoryBytes(): number {
    return this.#machine.memoryBytes;
  }

  dispose(): void {
    this.#machine.dispose();
  }
}
