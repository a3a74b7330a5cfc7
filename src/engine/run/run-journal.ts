/** Keeps a run's curves: gathers steps into points, and what is new since the page was last told. */
import type { HistoryPoint, RunProgress } from "../../project/records.ts";
import type { RunMemory } from "../../project/run-checkpoint.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { type Measures, type StepReport, type Sums, type Trainer, addSums } from "../trainer.ts";
import { type Cadence, cadenceOf, isPoint, isValidation } from "./training-cadence.ts";

export class RunJournal {
  readonly cadence: Cadence;
  readonly #setup: TrainingSetup;
  readonly #trainer: Trainer;
  readonly #beganAt: number;
  readonly #points: HistoryPoint[] = [];
  #told = 0;
  /** Time that the run rested. */
  #restedMs = 0;
  #open: Sums | null = null;
  #unvalidated: Sums | null = null;
  /** The last point's validation is still to come, so the page is not told of the point yet. */
  #isLastAwaited = false;
  #step = 0;
  #examples = 0;
  #elapsedMs = 0;
  #toldAt: { readonly ms: number; readonly examples: number };
  #rate = 0;

  /** `memory`: of the run that this one goes on with. */
  constructor(setup: TrainingSetup, trainer: Trainer, startedAt: number, memory: RunMemory["journal"] | null = null) {
    this.#setup = setup;
    this.#trainer = trainer;
    this.#beganAt = startedAt;
    this.#toldAt = { ms: startedAt, examples: 0 };
    this.cadence = cadenceOf(setup.totalSteps, setup.stepsPerEpoch);
    if (memory === null) return;
    this.#step = memory.step;
    this.#examples = memory.examples;
    this.#elapsedMs = memory.elapsedMs;
    this.#restedMs = -memory.elapsedMs;
    this.#open = memory.open;
    this.#unvalidated = memory.unvalidated;
    this.#isLastAwaited = memory.isLastAwaited;
    this.#toldAt = { ms: startedAt, examples: memory.examples };
    if (memory.last !== null) this.#points.push(memory.last);
    this.#told = memory.isLastAwaited ? 0 : this.#points.length;
  }

  get memory(): RunMemory["journal"] {
    return {
      step: this.#step,
      examples: this.#examples,
      elapsedMs: this.#elapsedMs,
      open: this.#open === null ? null : plainSums(this.#open),
      unvalidated: this.#unvalidated === null ? null : plainSums(this.#unvalidated),
      last: this.#points[this.#points.length - 1] ?? null,
      isLastAwaited: this.#isLastAwaited,
    };
  }

  /** The curves wait for the validation of the step that was done last. */
  get awaitsValidation(): boolean {
    return this.#isLastAwaited;
  }

  /** The run has done nothing for so long, by the user's will: that is not its time. */
  rested(ms: number): void {
    this.#restedMs += ms;
    this.#toldAt = { ...this.#toldAt, ms: this.#toldAt.ms + ms };
  }

  #elapsedAt(at: number): number {
    return at - this.#beganAt - this.#restedMs;
  }

  get step(): number {
    return this.#step;
  }

  get examples(): number {
    return this.#examples;
  }

  get epoch(): number {
    return this.#setup.course.passes(this.#step);
  }

  /** From the first step to the last one read back. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** All points so far. */
  get points(): readonly HistoryPoint[] {
    return this.#points;
  }

  /** What validation gave at the very last step; null when it was not evaluated there. */
  get lastValidation(): Measures | null {
    const last = this.#points[this.#points.length - 1];
    return last !== undefined && last.step === this.#step ? (last.validation ?? null) : null;
  }

  /** When each of the steps was done is not known: they are spread evenly over the time since the last look. */
  add(report: StepReport, at: number): void {
    const from = this.#elapsedMs;
    const took = this.#elapsedAt(at) - from;
    for (const [index, sums] of report.sums.entries()) {
      this.#step++;
      this.#elapsedMs = from + (took * (index + 1)) / report.sums.length;
      this.#examples += sums.examples;
      this.#open = addSums(this.#open, sums);
      this.#unvalidated = addSums(this.#unvalidated, sums);
      if (isPoint(this.cadence, this.#step, this.#setup.totalSteps)) this.#closePoint();
      this.#isLastAwaited = isValidation(this.cadence, this.#step, this.#setup.totalSteps);
    }
  }

  /**
   * Puts the validation measures on the point at this very step. Gives the training measures since the last time.
   */
  validate(measures: Measures | null, at: number): Measures {
    const training = this.#trainer.measures(this.#unvalidated!);
    this.#unvalidated = null;
    this.#elapsedMs = this.#elapsedAt(at);
    const last = this.#points[this.#points.length - 1];
    this.#isLastAwaited = false;
    if (measures !== null && last !== undefined && last.step === this.#step) {
      this.#points[this.#points.length - 1] = { ...last, validation: { ...measures } };
    }
    return training;
  }

  /** Steps after the last point get one of their own, where a run ends between two. */
  close(at: number): void {
    this.#elapsedMs = this.#elapsedAt(at);
    if (this.#open !== null) this.#closePoint();
    this.#isLastAwaited = false;
  }

  isDue(at: number, intervalMs: number): boolean {
    return at - this.#toldAt.ms >= intervalMs;
  }

  /** What the page has not been told yet. */
  take(at: number): { readonly points: readonly HistoryPoint[]; readonly progress: RunProgress } {
    const end = this.#points.length - (this.#isLastAwaited ? 1 : 0);
    const points = this.#points.slice(this.#told, end);
    this.#told = Math.max(this.#told, end);
    const recent = (1000 * (this.#examples - this.#toldAt.examples)) / Math.max(1, at - this.#toldAt.ms);
    if (this.#examples > this.#toldAt.examples)
      this.#rate = this.#rate === 0 ? recent : 0.6 * this.#rate + 0.4 * recent;
    this.#toldAt = { ms: at, examples: this.#examples };
    const perStep = this.#elapsedMs / Math.max(1, this.#step);
    return {
      points,
      progress: {
        step: this.#step,
        epoch: this.epoch,
        examples: this.#examples,
        elapsedMs: this.#elapsedMs,
        examplesPerSecond: this.#rate,
        remainingMs: perStep * (this.#setup.totalSteps - this.#step),
        memoryBytes: this.#trainer.memoryBytes,
      },
    };
  }

  #closePoint(): void {
    const { loss, ...metrics } = this.#trainer.measures(this.#open!);
    this.#open = null;
    this.#points.push({
      step: this.#step,
      epoch: this.epoch,
      examples: this.#examples,
      elapsedMs: this.#elapsedMs,
      learningRate: this.#trainer.learningRate(this.#step),
      loss: loss!,
      metrics,
    });
  }
}

function plainSums({ examples, loss, terms }: Sums): NonNullable<RunMemory["journal"]["open"]> {
  return { examples, loss, terms: [...terms] };
}
