/** How a run walks through its examples: which ones a step takes, and how many passes a number of steps makes. */
import { findDefinition } from "../catalog/definition.ts";
import { optimizers } from "../catalog/optimizers/index.ts";
import type { OptimizerDefinition } from "../catalog/optimizers/optimizer.ts";
import type { Project } from "./project.ts";

export interface CourseRule {
  /** Examples a step of the first epoch takes. */
  readonly batchSize: number;
  /** What the batch is multiplied with each epoch; 1 keeps it. */
  readonly growth: number;
  readonly rows: number;
}

/** Where a step stands. */
export interface Place {
  /** From 0. */
  readonly epoch: number;
  /** First of its examples in the epoch's order, and how many there are; an epoch's last batch may be smaller. */
  readonly from: number;
  readonly count: number;
  /** What a whole batch of this epoch holds. */
  readonly batchSize: number;
}

/** Everything follows from the number of steps done, so that number is the whole data cursor. */
export class Course {
  readonly #rule: CourseRule;
  /** Steps before each epoch, as far as they have been asked for. */
  readonly #starts: number[] = [0];

  constructor(rule: CourseRule) {
    this.#rule = rule;
  }

  /** Whether all epochs take the same steps. */
  get isEven(): boolean {
    return this.#rule.growth === 1;
  }

  /** Steps in an epoch (from 0). */
  stepsIn(epoch: number): number {
    return Math.ceil(this.#rule.rows / this.#batchSize(epoch));
  }

  /** Steps that this many whole epochs take. */
  stepsOf(epochs: number): number {
    const { rows } = this.#rule;
    let steps = 0;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const isLasting = this.#rule.growth === 1 || this.#batchSize(epoch) === rows;
      // From here on no epoch differs from the one before.
      if (isLasting) return steps + (epochs - epoch) * this.stepsIn(epoch);
      steps += this.stepsIn(epoch);
    }
    return steps;
  }

  /** Steps an epoch on average over a run of this many, exact where all epochs are alike. */
  meanSteps(totalSteps: number): number {
    return this.isEven ? this.stepsIn(0) : totalSteps / this.passes(totalSteps);
  }

  /** The step after `done` steps. */
  after(done: number): Place {
    const epoch = this.#epochAfter(done);
    const batchSize = this.#batchSize(epoch);
    const from = (done - this.#startOf(epoch)) * batchSize;
    return { epoch, from, count: Math.min(batchSize, this.#rule.rows - from), batchSize };
  }

  /** Passes over the examples after `done` steps, counted in steps: 1.5 is half of the second epoch's. */
  passes(done: number): number {
    const epoch = this.#epochAfter(done);
    return epoch + (done - this.#startOf(epoch)) / this.stepsIn(epoch);
  }

  #batchSize(epoch: number): number {
    const { batchSize, growth, rows } = this.#rule;
    return Math.min(rows, Math.round(batchSize * growth ** epoch));
  }

  #epochAfter(done: number): number {
    const last = this.#settle(done);
    const start = this.#starts[last]!;
    if (done >= start) return last + Math.floor((done - start) / this.stepsIn(last));
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= done) low = middle;
      else high = middle;
    }
    return low;
  }

  #startOf(epoch: number): number {
    const last = this.#starts.length - 1;
    return epoch <= last ? this.#starts[epoch]! : this.#starts[last]! + (epoch - last) * this.stepsIn(last);
  }

  /** Extends the starts until `done` is passed or batches grow no more; gives the last epoch whose start is known. */
  #settle(done: number): number {
    let last = this.#starts.length - 1;
    while (this.#starts[last]! <= done && this.#rule.growth !== 1 && this.#batchSize(last) < this.#rule.rows) {
      this.#starts.push(this.#starts[last]! + this.stepsIn(last));
      last++;
    }
    return last;
  }
}

export interface PlannedCourse {
  readonly course: Course;
  readonly totalSteps: number;
  /** Of the first epoch: what goes through the network together, before several batches are added up. */
  readonly batchSize: number;
}

/** How many examples a step of the optimizer sees at first, where a mini-batch has so many, and their growth by epoch. */
export function batchingOf(
  optimizer: Project["training"]["optimizer"],
  miniBatch: number,
): { readonly size: number; readonly growth: number } {
  const { batch }: Pick<OptimizerDefinition, "batch"> = findDefinition(optimizers, optimizer.id);
  const first = "firstBatch" in optimizer ? optimizer.firstBatch : 1;
  return {
    size: { mini: miniBatch, single: 1, full: Infinity, growing: first }[batch],
    growth: "growth" in optimizer ? optimizer.growth : 1,
  };
}

/** The course of a project's training over `rows` examples. */
export function courseOf(training: Project["training"], rows: number): PlannedCourse {
  const { size, growth } = batchingOf(training.optimizer, training.batchSize);
  const batchSize = Math.min(size, rows);
  const course = new Course({ batchSize: batchSize * training.accumulate, growth, rows });
  return { course, batchSize, totalSteps: training.steps ?? course.stepsOf(training.epochs) };
}
