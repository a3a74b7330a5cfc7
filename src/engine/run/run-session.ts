/** The loop around a trainer: legs of steps, validation, rests, checkpoints; then what the model is worth. */
import { type Problem, StudioError, problemOf } from "../../language/studio-error.ts";
import type { Checkpoint, RunOutcome, RunPlan } from "../../project/records.ts";
import type { RunCheckpoint } from "../../project/run-checkpoint.ts";
import type { Device } from "../../tensor/backends.ts";
import type { BegunRun } from "./begin-run.ts";
import { CheckpointClock } from "./checkpoint-clock.ts";
import { nextTask } from "../next-task.ts";
import type { Previewer } from "./preview.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { RunJournal } from "./run-journal.ts";
import { outcomeOf, trainedModel } from "./run-outcome.ts";
import { Soundness, chanceLoss } from "./soundness.ts";
import { Stopping } from "./stopping.ts";
import type { RunEvent, RunHost } from "./run-host.ts";
import type { Evaluation, Part, Trainer } from "../trainer.ts";
import { WeightPath } from "../surface/weight-path.ts";
import { stepsToValidation } from "./training-cadence.ts";

/** Between two messages to the page. */
const PROGRESS_MS = 300;
/** Who stops a run does not want to wait long for each of its last measures. */
const PATIENCE_AFTER_STOP_MS = 1000;
/** Of the whole way, after which a run that ends early still has a whole path. */
const SHORTEST_WAY = 0.25;
/** A preview may take this share of the time. */
const PREVIEW_SHARE = 0.1;

export interface SessionParts {
  readonly host: RunHost;
  readonly device: Device;
  readonly setup: TrainingSetup;
  readonly begun: BegunRun;
  /** Stands where `host.from` says. */
  readonly trainer: Trainer;
  readonly kind: RunPlan["trainer"];
  readonly previewer: Previewer | null;
}

interface Measured {
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
}

const unmeasured: Measured = { validation: null, test: null };

export class RunSession {
  readonly #at: SessionParts;
  readonly #journal: RunJournal;
  readonly #stopping: Stopping;
  readonly #soundness: Soundness;
  readonly #checkpoints: CheckpointClock;
  readonly #path: WeightPath | null;
  #nextPreviewAt = -Infinity;

  constructor(at: SessionParts) {
    this.#at = at;
    const { from, id, now, paths, project } = at.host;
    this.#journal = new RunJournal(at.setup, at.trainer, now(), from?.memory.journal);
    this.#stopping = new Stopping(project.training.stopping);
    this.#soundness = new Soundness(chanceLoss(at.begun.prepared, at.setup.lossUnit));
    if (from !== null) {
      this.#stopping.restore(from.memory.stopping, from.best);
      this.#soundness.restore(from.memory.soundness, from.weights);
    }
    this.#checkpoints = new CheckpointClock(now(), this.#journal.epoch);
    const { program, totalSteps } = at.setup;
    const pace = { steps: SHORTEST_WAY * totalSteps, restsEvery: this.#journal.cadence.validateEvery };
    this.#path = paths === undefined ? null : new WeightPath({ store: paths, id, lane: "", program }, pace);
  }

  async *train(): AsyncGenerator<RunEvent, RunOutcome, void> {
    const { host, device, trainer } = this.#at;
    const journal = this.#journal;
    let problem: Problem | undefined;
    let checkpoint: Checkpoint | null = null;
    let measured = unmeasured;
    let elapsedMs = 0;
    let isBest = false;
    try {
      if (host.from !== null) await this.#path?.goOnFrom(journal.step);
      yield* this.#allLegs();
      journal.close(host.now());
      elapsedMs = journal.elapsedMs;
      if (journal.step > 0) this.#path?.end(await trainer.snapshot());
      const best = this.#stopping.restoreBest(journal.step, trainer);
      isBest = best !== null;
      // Untrained weights are no model.
      if (journal.step > 0) {
        checkpoint = await trainer.snapshot();
        yield* this.#tell(true);
        measured = await this.#measure(isBest ? null : journal.lastValidation);
        this.#soundness.check(journal.step, measured.validation?.measures["loss"] ?? -Infinity);
      }
    } catch (thrown) {
      // What a lost device makes of a readback says nothing; what is heard of the device a moment later does.
      await nextTask();
      problem = device.failure() ?? problemOf(thrown);
      journal.close(host.now());
      elapsedMs = journal.elapsedMs;
      checkpoint = problem.code === "diverged" ? this.#soundness.lastGood : null;
      measured = unmeasured;
      if (checkpoint !== null) {
        trainer.restore(checkpoint);
        measured = await this.#measure(null);
      }
      yield { type: "run-progress", ...journal.take(host.now()) };
    }
    await this.#path?.keep();
    return outcomeOf({
      ...this.#at,
      journal,
      ended: this.#stopping.reason,
      kept: isBest ? this.#stopping.keptText(journal.step) : null,
      elapsedMs,
      problem,
      checkpoint,
      ...measured,
    });
  }

  get #isOver(): boolean {
    const { host, setup } = this.#at;
    const isDone = this.#journal.step >= setup.totalSteps && !this.#journal.awaitsValidation;
    return isDone || host.signal.aborted || this.#stopping.reason !== null;
  }

  async *#allLegs(): AsyncGenerator<RunEvent, void, void> {
    const { host, trainer } = this.#at;
    while (!this.#isOver) {
      if (this.#path?.stepsToNext(this.#journal.step) === 0) this.#path.add(await trainer.snapshot());
      await this.#path?.keepWhenDue(host.now());
      if (this.#journal.awaitsValidation && !host.steering.leg.aborted) await this.#validate();
      else if (host.steering.allowance > 0) yield* this.#leg();
      else yield* this.#rest();
      if (!this.#isOver && this.#areWeightsDue()) {
        // First: the page stores what it was told of beside the checkpoint, and must not be behind it.
        yield { type: "run-progress", ...this.#journal.take(host.now()) };
        yield { type: "run-checkpoint", checkpoint: await this.#checkpoint(), isPaused: false };
        this.#checkpoints.taken(host.now(), this.#journal.epoch);
      }
    }
  }

  #areWeightsDue(): boolean {
    return this.#checkpoints.isDue(this.#at.host.now(), this.#journal.epoch);
  }

  /** Steps until the next validation, rest or checkpoint. */
  async *#leg(): AsyncGenerator<RunEvent, void, void> {
    const { host, setup, trainer } = this.#at;
    const journal = this.#journal;
    const steps = Math.min(
      stepsToValidation(journal.cadence, journal.step, setup.totalSteps),
      host.steering.allowance,
      this.#path?.stepsToNext(journal.step) ?? Infinity,
    );
    const timeIsUp = new AbortController();
    const running = AbortSignal.any([host.signal, host.steering.leg, timeIsUp.signal]);
    for await (const report of trainer.run(steps, running)) {
      journal.add(report, host.now());
      host.steering.did(report.sums.length);
      this.#soundness.reported(trainer.measures(report.sums[0]!)["loss"]!);
      this.#stopping.reported(report, journal.elapsedMs);
      if (this.#stopping.reason !== null) timeIsUp.abort();
      yield* this.#tell(false);
      if (this.#areWeightsDue()) return;
    }
  }

  async #validate(): Promise<void> {
    const { host, trainer } = this.#at;
    const { signal, steering, now } = host;
    const evaluated = await trainer.evaluate("validation", () => signal.aborted || steering.leg.aborted);
    // Cut short by a rest, it is done again; by a stop, the end measures what the model is worth.
    if (evaluated?.isWhole === false) return;
    const validation = evaluated?.measures ?? null;
    const training = this.#journal.validate(validation, now());
    const stands = validation ?? training;
    const { step } = this.#journal;
    const highest = Math.max(training["loss"]!, stands["loss"]!);
    this.#soundness.check(step, highest);
    await this.#soundness.keep(highest, trainer, now);
    trainer.observe(stands["loss"]!);
    await this.#stopping.evaluated(step, stands, validation, trainer);
  }

  async *#rest(): AsyncGenerator<RunEvent, void, void> {
    const { host } = this.#at;
    yield* this.#tell(true);
    const checkpoint = await this.#checkpoint();
    const since = host.now();
    yield { type: "run-checkpoint", checkpoint, isPaused: true };
    await host.steering.rest(host.signal);
    this.#journal.rested(host.now() - since);
    this.#checkpoints.taken(host.now(), this.#journal.epoch);
  }

  async #checkpoint(): Promise<RunCheckpoint> {
    await this.#path?.keep();
    return {
      weights: await this.#at.trainer.snapshot(),
      best: this.#stopping.bestWeights,
      memory: {
        journal: this.#journal.memory,
        stopping: this.#stopping.memory,
        soundness: this.#soundness.memory,
        dataFingerprint: this.#at.begun.prepared.dataFingerprint,
      },
      model: trainedModel(this.#at.begun),
    };
  }

  async *#tell(isLast: boolean): AsyncGenerator<RunEvent, void, void> {
    const { host, trainer, previewer } = this.#at;
    if (!isLast && !this.#journal.isDue(host.now(), PROGRESS_MS)) return;
    const asked = host.now();
    const isPictured = previewer !== null && (isLast || asked >= this.#nextPreviewAt);
    const preview = isPictured ? await previewer((inputs, rows) => trainer.predict(inputs, rows)) : undefined;
    if (isPictured) this.#nextPreviewAt = host.now() + (host.now() - asked) / PREVIEW_SHARE;
    yield { type: "run-progress", ...this.#journal.take(host.now()), ...(preview === undefined ? {} : { preview }) };
  }

  /** What the model measures: on all of each part, or on what can be seen in a moment once the run is stopped. */
  async #measure(known: Evaluation["measures"] | null): Promise<Measured> {
    const { host, trainer, begun, device } = this.#at;
    const look = (part: Part): Promise<Evaluation | null> => {
      const deadline = host.now() + PATIENCE_AFTER_STOP_MS;
      return trainer.evaluate(part, () => host.signal.aborted && host.now() > deadline);
    };
    const rows = begun.prepared.parts.validation.length;
    const validation = known === null ? await look("validation") : { measures: known, rows, isWhole: true };
    const test = await look("test");
    await nextTask();
    const failure = device.failure();
    if (failure !== null) throw new StudioError(failure);
    return { validation, test };
  }
}
