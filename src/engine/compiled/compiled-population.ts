/**
 * Networks of one structure that take their steps together: a step is recorded once and replayed by a machine for all of
 * them, many to a submission. They may differ in seed, rates and whatever reaches a step as a number. The order of
 * examples, the random draws, the checkpoints and what is reported are those of the reference trainer.
 */
import type { ScheduleMemory } from "../../catalog/schedules/schedule.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Checkpoint } from "../../project/records.ts";
import { type AnswerSheet, sheetFor } from "../answer-sheet.ts";
import { measuresOf, termCount } from "../measures.ts";
import { nextTask } from "../next-task.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import type { BatchData } from "../reference/batches.ts";
import { isInBounds, weightsOutOfBounds } from "../reference/diverged.ts";
import { checkCheckpoint } from "../reference/generation.ts";
import { sumsFrom } from "../reference/learn.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { scaleOf } from "../data/target-scale.ts";
import { type Evaluation, type Part, type StepReport, type Sums, addSums } from "../trainer.ts";
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

/** For setups that no rule is missing for. */
export interface PopulationSetup {
  /** Of each member: with one layout, and one program for a training step. */
  readonly setups: readonly TrainingSetup[];
  readonly data: BatchData & Pick<PreparedData, "parts" | "target" | "targets">;
  /** Examples do not lie on the device: they come with the steps, the same for all. */
  readonly isStreamed?: boolean;
  /** Makes the machine for variables laid out so, of this many members. */
  readonly createMachine: (layout: Layout, population: number) => Machine;
  readonly now: () => number;
}

interface Prepared {
  readonly program: Program;
  readonly runnable: Runnable;
}

export class CompiledPopulation {
  readonly #setups: readonly TrainingSetup[];
  readonly #first: TrainingSetup;
  readonly #data: PopulationSetup["data"];
  readonly #layout: Layout;
  readonly #machine: Machine;
  readonly #now: () => number;
  readonly #source: StepSource;
  readonly #isStreamed: boolean;
  readonly #prepared = new Map<string, Promise<Prepared>>();
  /** Of each member's schedule. */
  readonly #memories: ScheduleMemory[];
  /** Enqueued so far. */
  #step = 0;
  /** Steps in the next submission, as far as their pace is known. */
  #size = 1;

  constructor({ setups, data, createMachine, now, isStreamed = false }: PopulationSetup) {
    const [first] = setups;
    if (first === undefined) throw new Error("A population has a member");
    this.#setups = setups;
    this.#first = first;
    this.#data = data;
    this.#now = now;
    this.#layout = layoutOf(first.program, first.optimizer, first.units, isInParts(first));
    this.#machine = createMachine(this.#layout, setups.length);
    this.#isStreamed = isStreamed;
    this.#source = new StepSource(setups, this.#layout, data);
    this.#memories = setups.map(({ learningRate }) => learningRate.first);
    for (const [member, { initial }] of setups.entries()) {
      const tensors = initial.map((saved) => [saved.name, saved] as const);
      this.#machine.write(member, variablesFrom(this.#layout, new Map(tensors)));
    }
  }

  /** Records and compiles what a step needs. Throws when the machine cannot run it. */
  async prepare(): Promise<void> {
    const { runnable } = await this.#training();
    if (partsAfter(this.#first, 0) > runnable.capacity) throw new Error("A step has more parts than can wait");
  }

  /** As `Trainer.run`, a report a member. A loss that is not finite is told like any other. */
  async *run(steps: number, signal: AbortSignal): AsyncGenerator<readonly StepReport[], void, void> {
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
        learningRate: (step, member) => this.learningRate(step, member),
      });
      runnable.enqueue(next.records, next.given);
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
        room < partsAfter(this.#first, this.#step) || batchAfter(this.#first, this.#step) !== program.batch;
      const isDue = this.#now() - readAt >= READBACK_MS;
      if (this.#step < last && !signal.aborted && !isFull && !isDue) continue;
      readAt = this.#now();
      yield await this.#readBack(runnable, unread);
      unread = [];
      await nextTask();
    }
  }

  #training(): Promise<Prepared> {
    const batch = batchAfter(this.#first, this.#step);
    const how = trainingRecording(this.#first, this.#data, this.#isStreamed);
    return this.#prepare(`train ${batch}`, () => recordTraining(this.#first, this.#layout, batch, how));
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
  async #readBack(runnable: Runnable, parts: readonly number[]): Promise<readonly StepReport[]> {
    const read = await runnable.reports();
    this.#checkMachine();
    const from = this.#step - parts.length;
    const terms = termCount(this.#first);
    const counts = parts.map((_, index) => this.#first.course.after(from + index).count);
    return this.#setups.map((setup, member) => {
      let at = 0;
      const reports = parts.map((count) => {
        const first = read[at++]![member]!;
        if (count === 1) return first;
        return addedUp([first, ...read.slice(at, (at += count - 1)).map((each) => each[member]!)], 1 + terms);
      });
      return {
        step: this.#step,
        sums: reports.map((report, index) => sumsFrom(report, counts[index]!, counts[index]!, terms)),
        gradientNorms: setup.reportsGradientNorm ? reports.map((report) => report[1 + terms]!) : [],
      };
    });
  }

  #checkMachine(): void {
    const failure = this.#machine.failure();
    if (failure !== null) throw new StudioError(failure);
  }

  learningRate(step: number, member: number): number {
    return this.#setups[member]!.learningRate.at(step, this.#memories[member]!);
  }

  observe(loss: number, member: number): void {
    this.#memories[member] = this.#setups[member]!.learningRate.observe(this.#memories[member]!, loss);
  }

  /** Before the first update the optimizer's state cannot stand for the parameters. */
  get #evaluated(): string | null {
    return this.#step === 0 ? null : this.#first.evaluated;
  }

  /** As `Trainer.evaluate`, of each member. */
  async evaluate(part: Part, isOver: () => boolean = () => false): Promise<readonly Evaluation[] | null> {
    const rows = this.#data.parts[part];
    const batch = Math.min(this.#first.evaluationChunkSize, rows.length);
    if (batch === 0) return null;
    const evaluated = this.#evaluated;
    const { program, runnable } = await this.#prepare(`evaluate ${batch} ${evaluated}`, () =>
      recordEvaluation(this.#first, this.#layout, batch, { evaluated, isGiven: this.#isStreamed }),
    );
    const told = 1 + termCount(this.#first);
    const looks = this.#setups.map((setup): { sums: Sums | null; readonly sheet: AnswerSheet | null } => ({
      sums: null,
      sheet: sheetFor(setup, this.#data, rows),
    }));
    for (let from = 0, size = 1; from < rows.length;) {
      const since = this.#now();
      const chunks: Int32Array[] = [];
      while (from < rows.length && chunks.length < Math.min(size, runnable.capacity)) {
        chunks.push(rows.subarray(from, from + batch));
        from += batch;
      }
      const { records, given } = this.#source.looks(program, chunks);
      runnable.enqueue(records, given);
      for (const [index, reports] of (await runnable.reports()).entries()) {
        const chunk = chunks[index]!;
        for (const [member, report] of reports.entries()) {
          const look = looks[member]!;
          look.sums = addSums(look.sums, sumsFrom(report, chunk.length, chunk.length, told - 1));
          look.sheet?.add(chunk, report.subarray(told));
        }
      }
      this.#checkMachine();
      size = Math.max(1, Math.floor((chunks.length * SUBMIT_MS) / Math.max(1, this.#now() - since)));
      if (isOver()) break;
    }
    return looks.map(({ sums, sheet }, member) => ({
      measures: measuresOf(this.#setups[member]!, sums!, sheet),
      rows: sums!.examples,
      isWhole: sums!.examples === rows.length,
    }));
  }

  /** As `Trainer.predict`, of a population of one. */
  async predict(inputs: Float32Array, rows: number): Promise<Float32Array> {
    const { plan } = this.#first.program;
    const [width, outputs] = [sizeOf(plan.input), sizeOf(plan.output)];
    const batch = Math.min(this.#first.evaluationChunkSize, 2 ** Math.ceil(Math.log2(rows)));
    const evaluated = this.#evaluated;
    const { program, runnable } = await this.#prepare(`predict ${batch} ${evaluated}`, () =>
      recordPrediction(this.#first, this.#layout, batch, evaluated),
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

  async snapshot(member: number): Promise<Checkpoint> {
    const tensors = tensorsFrom(this.#layout, await this.#machine.read(member), this.#evaluated);
    this.#checkMachine();
    const step = this.#step;
    if (!tensors.every(isInBounds)) throw weightsOutOfBounds(step);
    return { step, tensors, host: { schedule: this.#memories[member]! } };
  }

  /** All members stand at one step: each must be restored to the same. */
  restore(checkpoint: Checkpoint, member: number): void {
    checkCheckpoint(checkpoint, this.#setups[member]!);
    const tensors = new Map(checkpoint.tensors.map((saved) => [saved.name, saved]));
    this.#machine.write(member, variablesFrom(this.#layout, tensors));
    this.#memories[member] = checkpoint.host?.schedule ?? this.#setups[member]!.learningRate.first;
    this.#step = checkpoint.step;
  }

  get memoryBytes(): number {
    return this.#machine.memoryBytes;
  }

  dispose(): void {
    this.#machine.dispose();
  }
}

/** How a training step of this setup is recorded. */
export function trainingRecording(
  setup: TrainingSetup,
  { classWeights, augmenter }: Pick<BatchData, "classWeights" | "augmenter">,
  isStreamed: boolean,
) {
  return { isGiven: isStreamed || augmenter !== undefined, inParts: isInParts(setup), classWeights };
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The report of a step from those of its parts: their first `added` numbers are sums, the rest the last part's. */
function addedUp(reports: readonly Float32Array[], added: number): Float32Array {
  return reports.reduce((sum, report) => report.map((value, at) => (at < added ? sum[at]! + value : value)));
}
