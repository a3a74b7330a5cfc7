/** One lane with one seed: its curve, what it costs, whether it is still in the race. */
import type { Problem } from "../../language/studio-error.ts";
import { problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { RacePoint, RaceRunNews, RaceRunStatus } from "../../project/race.ts";
import type { Checkpoint } from "../../project/records.ts";
import { measuresOf } from "../measures.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { Soundness } from "../run/soundness.ts";
import type { WeightPath } from "../surface/weight-path.ts";
import { type Measures, type Sums, addSums } from "../trainer.ts";
import type { MemberReport } from "./crew.ts";

export class Entrant {
  readonly laneId: string;
  readonly seed: number;
  readonly setup: TrainingSetup;
  /** Of one run of each lane. */
  readonly path: WeightPath | null;
  readonly #soundness: Soundness;
  readonly #start: ReadonlyMap<string, Float32Array>;
  #status: RaceRunStatus = "waiting";
  #reason: Text | undefined;
  #test: Measures | undefined;
  #step = 0;
  #examples = 0;
  #elapsedMs = 0;
  #open: Sums | null = null;
  #gradientNorm: number | undefined;
  #points: RacePoint[] = [];
  #isNews = true;

  /** `chance`: the usual loss of the best constant answer. */
  constructor(
    { laneId, seed, path }: { readonly laneId: string; readonly seed: number; readonly path: WeightPath | null },
    setup: TrainingSetup,
    chance: number,
  ) {
    this.laneId = laneId;
    this.seed = seed;
    this.path = path;
    this.setup = setup;
    this.#soundness = new Soundness(chance);
    this.#start = new Map(setup.initial.map(({ name, values }) => [name, values]));
    path?.add({ step: 0, tensors: setup.initial });
  }

  get isRunning(): boolean {
    return this.#status === "waiting" || this.#status === "running";
  }

  get step(): number {
    return this.#step;
  }

  /** `ms`: this run's part of what the steps have cost. */
  add({ report, problem }: MemberReport, ms: number): void {
    if (!this.isRunning) return;
    this.#status = "running";
    this.#elapsedMs += ms;
    for (const sums of report.sums) {
      this.#step++;
      this.#examples += sums.examples;
      this.#open = addSums(this.#open, sums);
      this.#soundness.reported(measuresOf(this.setup, sums)["loss"]!);
    }
    this.#gradientNorm = report.gradientNorms.at(-1) ?? this.#gradientNorm;
    if (problem !== null) this.diverge(problem);
  }

  /**
   * The point of the steps since the last one, measured on the validation part or not. Gives the loss that a schedule goes
   * by, as a run's would be; null when it has blown up.
   */
  close(validation: Measures | null, motion: Motion): number | null {
    const training = measuresOf(this.setup, this.#open!);
    this.#open = null;
    this.#isNews = true;
    this.#points.push({
      step: this.#step,
      epoch: this.setup.course.passes(this.#step),
      examples: this.#examples,
      elapsedMs: this.#elapsedMs,
      loss: training["loss"]!,
      ...(validation === null ? {} : { validation: { ...validation } }),
      ...(this.#gradientNorm === undefined ? {} : { gradientNorm: this.#gradientNorm }),
      ...motion,
    });
    const stands = (validation ?? training)["loss"]!;
    try {
      this.#soundness.check(this.#step, Math.max(training["loss"]!, stands));
    } catch (thrown) {
      this.diverge(problemOf(thrown));
      return null;
    }
    return stands;
  }

  /** How far the weights of `after` are from where they began, and from those of a step before. */
  motion(before: Checkpoint | null, after: Checkpoint): Motion {
    const now = weightsOf(after);
    const stepSize = before === null ? undefined : distance(weightsOf(before), now);
    return { distance: distance(this.#start, now), ...(stepSize === undefined ? {} : { stepSize }) };
  }

  /** Keeps where it has come to; its first weights are known. */
  walked(weights: Checkpoint, isLast: boolean): void {
    if (isLast) this.path?.end(weights);
    else if (this.path?.stepsToNext(weights.step) === 0) this.path.add(weights);
  }

  diverge({ text }: Problem): void {
    this.#end("diverged", text);
  }

  finish(test: Measures | null): void {
    this.#test = test ?? undefined;
    this.#end("finished");
  }

  stop(): void {
    this.#end("stopped");
  }

  drop(): void {
    this.#end("dropped");
  }

  #end(status: RaceRunStatus, reason?: Text): void {
    if (!this.isRunning) return;
    this.#status = status;
    this.#reason = reason;
    this.#isNews = true;
  }

  /** What has not been told yet; null when nothing is new. */
  take(): RaceRunNews | null {
    if (!this.#isNews) return null;
    this.#isNews = false;
    const points = this.#points;
    this.#points = [];
    return {
      laneId: this.laneId,
      seed: this.seed,
      status: this.#status,
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      points,
      ...(this.#test === undefined ? {} : { test: { ...this.#test } }),
    };
  }
}

export type Motion = Pick<RacePoint, "distance" | "stepSize">;

/** What the optimizer moves, by path; where others stand for the weights, what training goes on from. */
function weightsOf({ tensors }: Checkpoint): ReadonlyMap<string, Float32Array> {
  const isApart = tensors.some(({ name }) => name.startsWith("raw/"));
  const kind = isApart ? "raw/" : "parameter/";
  return new Map(
    tensors.flatMap(({ name, values }) =>
      name.startsWith(kind) ? [[`parameter/${name.slice(kind.length)}`, values] as const] : [],
    ),
  );
}

/** Euclidean, over all that `to` holds. */
function distance(from: ReadonlyMap<string, Float32Array>, to: ReadonlyMap<string, Float32Array>): number {
  let sum = 0;
  for (const [name, values] of to) {
    const others = from.get(name)!;
    for (let at = 0; at < values.length; at++) sum += (values[at]! - others[at]!) ** 2;
  }
  return Math.sqrt(sum);
}
