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
import { type BatchData, BatchOrder } from "../reference/batches.ts";
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
import type { Program } from "./program.ts";
import { recordEvaluation, recordPrediction, recordTraining } from "./record-training.ts";
import { tensorsFrom, variablesFrom } from "./saved-variables.ts";
import { restingRecord } from "./step-records.ts";
import { StepSource, batchAfter, isInParts, partsAfter } from "./step-source.ts";

/** Work in one submission: little enough for "stop" to answer at once. */
const SUBMIT_MS = 100;
/** Between two readbacks. */
const READBACK_MS = 250;

/** For a setup that no rule is missing for. */
export interface CompiledSetup {
  readonly setup: TrainingSetup;
  readonly data: BatchData & Pick<PreparedData, "parts" | "target" | "targets">;
  /** Examples do not lie on the device: they come with the steps. */
  readonly isStreamed?: boolean;
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
  readonly #source: StepSource;
  readonly #isStreamed: boolean;
  readonly #prepared = new Map<string, Promise<Prepared>>();
  #memory: ScheduleMemory;
  /** Enqueued so far. */
  #step = 0;
  /** Steps in the next submission, as far as their pace is known. */
  #size = 1;

  constructor({ setup, data, createMachine, now, isStreamed = false }: CompiledSetup) {
    this.#setup = setup;
    this.#data = data;
    this.#now = now;
    this.#layout = layoutOf(setup.program, setup.optimizer, setup.units, isInParts(setup));
    this.#machine = createMachine(this.#layout);
    this.#isStreamed = isStreamed;
    this.#source = new StepSource(setup, this.#layout, data, new BatchOrder(data.parts.train, setup));
    this.#memory = setup.learningRate.first;
    const tensors = setup.initial.map((saved) => [saved.name, saved] as const);
    this.#machine.write(0, variablesFrom(this.#layout, new Map(tensors)));
  }

  /** Records and compiles what a step needs. Throws when the machine cannot run it. */
  async prepare(): Promise<void> {
    const { runnable } = await this.#training();
    if (partsAfter(this.#setup, 0) > runnable.capacity) throw new Error("A step has more parts than can wait");
  }

  async *run(steps: number, signal: AbortSignal): AsyncGenerator<StepReport, void, void> {
    const last = this.#step + steps;
    let readAt = this.#now();
    /** Parts of each step that has not been read back. */
    let unread: number[] = [];
    while (this.#step < last && !signal.aborted) {
      const { program, runnable } = await this.#training();
      const submittedAt = this.#now();
      const next = this.#source.next(program, this.#step, {
        steps: Math.min(this.#size, last - this.#step),
        room: runnable.capacity - totalOf(unread),
        learningRate: (step) => this.learningRate(step),
      });
      runnable.enqueue(
        next.records.map((record) => [record]),
        next.given,
      );
      const done = next.parts.length;
      this.#step += done;
      unread.push(...next.parts);
      await runnable.done();
      const took = Math.max(1, this.#now() - submittedAt);
      // A last short submission says nothing against longer ones.
      const most = 2 * Math.max(this.#size, done);
      this.#size = Math.max(1, Math.min(most, Math.floor((done * SUBMIT_MS) / took)));
      const room = runnable.capacity - totalOf(unread);
      const isFull =
        room < partsAfter(this.#setup, this.#step) || batchAfter(this.#setup, this.#step) !== program.batch;
      const isDue = this.#now() - readAt >= READBACK_MS;
      if (this.#step < last && !signal.aborted && !isFull && !isDue) continue;
      readAt = this.#now();
      yield await this.#readBack(runnable, unread);
      unread = [];
      await nextTask();
    }
  }

  #training(): Promise<Prepared> {
    const batch = batchAfter(this.#setup, this.#step);
    const { classWeights, augmenter } = this.#data;
    const isGiven = this.#isStreamed || augmenter !== undefined;
    const how = { isGiven, inParts: isInParts(this.#setup), classWeights };
    return this.#prepare(`train ${batch}`, () => recordTraining(this.#setup, this.#layout, batch, how));
  }

  #prepare(name: string, record: () => Program): Promise<Prepared> {
    const known = this.#prepared.get(name);
    if (known !== undefined) return known;
    const program = record();
    const made = this.#machine.prepare(program).then((runnable) => ({ program, runnable }));
    this.#prepared.set(name, made);
    return made;
  }

  /** `parts` of each step whose reports these are. */
  async #readBack(runnable: Runnable, parts: readonly number[]): Promise<StepReport> {
    const read = await runnable.reports();
    this.#checkMachine();
    const from = this.#step - parts.length;
    const terms = termCount(this.#setup);
    let at = 0;
    const reports = parts.map((count) => {
      const first = read[at++]![0]!;
      return count === 1
        ? first
        : addedUp([first, ...read.slice(at, (at += count - 1)).map(([each]) => each!)], 1 + terms);
    });
    const sums = reports.map((report, index) => {
      const { count } = this.#setup.course.after(from + index);
      return sumsFrom(report, count, count, terms);
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
      recordEvaluation(this.#setup, this.#layout, batch, { evaluated, isGiven: this.#isStreamed }),
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
      const { records, given } = this.#source.looks(program, chunks);
      runnable.enqueue(
        records.map((record) => [record]),
        given,
      );
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

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The report of a step from those of its parts: their first `added` numbers are sums, the rest the last part's. */
function addedUp(reports: readonly Float32Array[], added: number): Float32Array {
  return reports.reduce((sum, report) => report.map((value, at) => (at < added ? sum[at]! + value : value)));
}
