/** The compiled trainer: a population of one. */
import type { Checkpoint } from "../../project/records.ts";
import { measuresOf } from "../measures.ts";
import { lossNotFinite } from "../reference/diverged.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import type { Evaluation, Measures, Part, StepReport, Sums, Trainer } from "../trainer.ts";
import { CompiledPopulation, type PopulationSetup } from "./compiled-population.ts";
import type { Layout } from "./layout.ts";
import type { Machine } from "./machine.ts";

/** For a setup that no rule is missing for. */
export interface CompiledSetup extends Pick<PopulationSetup, "data" | "isStreamed" | "now"> {
  readonly setup: TrainingSetup;
  /** Makes the machine for variables laid out so. */
  readonly createMachine: (layout: Layout) => Machine;
}

export class CompiledTrainer implements Trainer {
  readonly #setup: TrainingSetup;
  readonly #alone: CompiledPopulation;

  constructor({ setup, ...more }: CompiledSetup) {
    this.#setup = setup;
    this.#alone = new CompiledPopulation({ ...more, setups: [setup] });
  }

  /** Records and compiles what a step needs. Throws when the machine cannot run it. */
  async prepare(): Promise<void> {
    await this.#alone.prepare();
  }

  async *run(steps: number, signal: AbortSignal): AsyncGenerator<StepReport, void, void> {
    for await (const [report] of this.#alone.run(steps, signal)) {
      const { step, sums } = report!;
      const bad = sums.findIndex(({ loss }) => !Number.isFinite(loss));
      if (bad !== -1) throw lossNotFinite(step - sums.length + bad + 1, sums[bad]!.loss);
      yield report!;
    }
  }

  learningRate(step: number): number {
    return this.#alone.learningRate(step, 0);
  }

  observe(loss: number): void {
    this.#alone.observe(loss, 0);
  }

  measures(sums: Sums): Measures {
    return measuresOf(this.#setup, sums);
  }

  async evaluate(part: Part, isOver?: () => boolean): Promise<Evaluation | null> {
    return (await this.#alone.evaluate(part, isOver))?.[0] ?? null;
  }

  predict(inputs: Float32Array, rows: number): Promise<Float32Array> {
    return this.#alone.predict(inputs, rows);
  }

  snapshot(): Promise<Checkpoint> {
    return this.#alone.snapshot(0);
  }

  restore(checkpoint: Checkpoint): void {
    this.#alone.restore(checkpoint, 0);
  }

  get memoryBytes(): number {
    return this.#alone.memoryBytes;
  }

  dispose(): void {
    this.#alone.dispose();
  }
}
