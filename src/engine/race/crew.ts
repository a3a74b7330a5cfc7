/** So many networks that take their steps together, in one of two ways: as a population, or one alone on any trainer. */
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { Checkpoint } from "../../project/records.ts";
import { CompiledPopulation, type PopulationSetup } from "../compiled/compiled-population.ts";
import { lossNotFinite } from "../reference/diverged.ts";
import type { Evaluation, Part, StepReport, Trainer } from "../trainer.ts";

/** What a member has done; `problem`: it diverged after the steps of the report. */
export interface MemberReport {
  readonly report: StepReport;
  readonly problem: Problem | null;
}

export interface Crew {
  /** As `Trainer.run`, a report a member; one that has diverged is told of again and again. */
  run(steps: number, signal: AbortSignal): AsyncGenerator<readonly MemberReport[], void, void>;
  /** Null when the part is empty. */
  evaluate(part: Part, isOver: () => boolean): Promise<readonly Evaluation[] | null>;
  observe(loss: number, member: number): void;
  /** Throws a `StudioError` with code "diverged" when the weights are out of bounds. */
  snapshot(member: number): Promise<Checkpoint>;
  /** The same at the same step with these members alone; this one is then no more. */
  without(rest: readonly number[]): Promise<Crew>;
  dispose(): void;
}

export class PopulationCrew implements Crew {
  readonly #made: PopulationSetup;
  readonly #population: CompiledPopulation;

  private constructor(made: PopulationSetup, population: CompiledPopulation) {
    this.#made = made;
    this.#population = population;
  }

  /** Throws when the machine cannot run it. */
  static async create(made: PopulationSetup): Promise<PopulationCrew> {
    const population = new CompiledPopulation(made);
    try {
      await population.prepare();
      return new PopulationCrew(made, population);
    } catch (thrown) {
      population.dispose();
      throw thrown;
    }
  }

  async *run(steps: number, signal: AbortSignal): AsyncGenerator<readonly MemberReport[], void, void> {
    for await (const reports of this.#population.run(steps, signal)) {
      yield reports.map((report) => {
        const bad = report.sums.findIndex(({ loss }) => !Number.isFinite(loss));
        if (bad === -1) return { report, problem: null };
        const step = report.step - report.sums.length + bad + 1;
        return { report: upTo(report, bad), problem: lossNotFinite(step, report.sums[bad]!.loss).problem };
      });
    }
  }

  evaluate(part: Part, isOver: () => boolean): Promise<readonly Evaluation[] | null> {
    return this.#population.evaluate(part, isOver);
  }

  observe(loss: number, member: number): void {
    this.#population.observe(loss, member);
  }

  snapshot(member: number): Promise<Checkpoint> {
    return this.#population.snapshot(member);
  }

  async without(rest: readonly number[]): Promise<Crew> {
    const checkpoints: Checkpoint[] = [];
    for (const member of rest) checkpoints.push(await this.#population.snapshot(member));
    this.dispose();
    const crew = await PopulationCrew.create({
      ...this.#made,
      setups: rest.map((member) => this.#made.setups[member]!),
    });
    for (const [member, checkpoint] of checkpoints.entries()) crew.#population.restore(checkpoint, member);
    return crew;
  }

  dispose(): void {
    this.#population.dispose();
  }
}

/** One network on a trainer that knows of no others. */
export class LoneCrew implements Crew {
  readonly #trainer: Trainer;

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
  }

  async *run(steps: number, signal: AbortSignal): AsyncGenerator<readonly MemberReport[], void, void> {
    let step = 0;
    try {
      for await (const report of this.#trainer.run(steps, signal)) {
        step = report.step;
        yield [{ report, problem: null }];
      }
    } catch (thrown) {
      if (!(thrown instanceof StudioError) || thrown.code !== "diverged") throw thrown;
      yield [{ report: { step, sums: [], gradientNorms: [] }, problem: thrown.problem }];
    }
  }

  async evaluate(part: Part, isOver: () => boolean): Promise<readonly Evaluation[] | null> {
    const evaluation = await this.#trainer.evaluate(part, isOver);
    return evaluation === null ? null : [evaluation];
  }

  observe(loss: number): void {
    this.#trainer.observe(loss);
  }

  snapshot(): Promise<Checkpoint> {
    return this.#trainer.snapshot();
  }

  without(): Promise<Crew> {
    return Promise.resolve(this);
  }

  dispose(): void {
    this.#trainer.dispose();
  }
}

function upTo({ step, sums, gradientNorms }: StepReport, count: number): StepReport {
  return {
    step: step - sums.length + count,
    sums: sums.slice(0, count),
    gradientNorms: gradientNorms.slice(0, count),
  };
}
