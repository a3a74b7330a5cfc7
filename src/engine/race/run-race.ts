/**
 * A race from its settings to the last point: every lane with every seed from the same first weights over the same
 * batches, in rounds from point to point. Knows no thread and no page.
 */
import { StudioError, problemOf } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { type Lane, type RacePlan, type RaceProgress, laneProject, seedsOf } from "../../project/race.ts";
import type { Device } from "../../tensor/backends.ts";
import { nextTask } from "../next-task.ts";
import { setUpTraining } from "../reference/training-setup.ts";
import { type BegunRun, beginRun } from "../run/begin-run.ts";
import { checkOptimizer } from "../run/check-training.ts";
import { backendFor } from "../run/choose-backend.ts";
import { chanceLoss } from "../run/soundness.ts";
import { TeamMaker } from "./create-crews.ts";
import { WeightPath } from "../surface/weight-path.ts";
import { Entrant } from "./entrant.ts";
import type { RaceEvent, RaceHost } from "./race-host.ts";
import { RaceTeam } from "./race-team.ts";

/** Between two messages to the page. */
const PROGRESS_MS = 250;
/** Two lanes are level when their next points are no farther apart, as shares of the way. */
const LEVEL = 1e-9;

/**
 * Ends when no lane is running any more, or the race is stopped. Throws a `StudioError` when it cannot even begin, when
 * the device is lost, or for a lane whose optimizer does not suit the project.
 */
export async function* runRace(host: RaceHost): AsyncGenerator<RaceEvent, void, void> {
  yield { type: "run-preparing", stage: { en: "Loading the data", zh: "正在加载数据" } };
  const { settings } = host;
  const [first] = settings.lanes;
  const begun = await beginRun(laneProject(settings, first!, settings.project.training.seed), host.access);
  if (begun === null) return;
  try {
    yield { type: "run-preparing", stage: { en: "Starting the device", zh: "正在启动计算设备" } };
    const { device } = await backendFor(settings.project, host.preferred, host.start);
    try {
      yield* new Race(host, begun, device).run();
    } finally {
      device.ops.dispose();
    }
  } finally {
    begun.close();
  }
}

class Race {
  readonly #host: RaceHost;
  readonly #begun: BegunRun;
  readonly #device: Device;
  readonly #maker: TeamMaker;
  readonly #entrants: Entrant[] = [];
  readonly #teams: RaceTeam[] = [];
  #toldAt: number;
  /** Time that it has been under way, without rests. */
  #beganAt: number;

  constructor(host: RaceHost, begun: BegunRun, device: Device) {
    this.#host = host;
    this.#begun = begun;
    this.#device = device;
    this.#maker = new TeamMaker(host.settings.project.training.trainer, device, begun.prepared, host.now);
    this.#toldAt = host.now();
    this.#beganAt = host.now();
  }

  async *run(): AsyncGenerator<RaceEvent, void, void> {
    const { signal, steering, entries, settings } = this.#host;
    yield { type: "race-started", plan: this.#plan() };
    try {
      yield* this.#enter(settings.lanes);
      while (!signal.aborted) {
        yield* this.#enter(entries.take());
        for (const entrant of this.#entrants) if (entries.isDropped(entrant.laneId)) entrant.drop();
        if (this.#teams.every(({ isOver }) => isOver)) break;
        if (steering.allowance > 0) yield* this.#round();
        else yield* this.#rest();
      }
      for (const team of this.#teams) team.end((entrant) => entrant.stop());
      await this.#keepPaths();
      yield this.#told();
    } catch (thrown) {
      // What a lost device makes of a readback says nothing; what is heard of the device a moment later does.
      await nextTask();
      const problem = this.#device.failure() ?? problemOf(thrown);
      await this.#keepPaths();
      throw new StudioError(problem, { cause: thrown });
    } finally {
      for (const team of this.#teams) team.dispose();
    }
  }

  /** Those who are farthest behind go to their next point, so that one who comes later catches up. */
  async *#round(): AsyncGenerator<RaceEvent, void, void> {
    const { signal, steering, now } = this.#host;
    const running = this.#teams.filter(({ isOver }) => !isOver);
    const front = Math.min(...running.map(({ nextShare }) => nextShare)) + LEVEL;
    const stopping = AbortSignal.any([signal, steering.leg]);
    for (const team of running.filter(({ nextShare }) => nextShare <= front)) {
      const isThere = await team.advance(stopping);
      if (now() - this.#toldAt >= PROGRESS_MS) yield this.#told();
      for (const { path } of this.#entrants) await path?.keepWhenDue(now());
      if (!isThere || stopping.aborted) return;
      await nextTask();
    }
    steering.did(1);
  }

  async *#rest(): AsyncGenerator<RaceEvent, void, void> {
    const { signal, steering, now } = this.#host;
    yield this.#told();
    await this.#keepPaths();
    const since = now();
    yield { type: "race-rested" };
    await steering.rest(signal);
    this.#beganAt += now() - since;
  }

  async #keepPaths(): Promise<void> {
    for (const { path } of this.#entrants) await path?.keep();
  }

  async *#enter(lanes: readonly Lane[]): AsyncGenerator<RaceEvent, void, void> {
    if (lanes.length === 0) return;
    const isFirst = this.#entrants.length === 0;
    const entrants: Entrant[] = [];
    for (const [at, lane] of lanes.entries()) {
      yield { type: "run-preparing", stage: preparingLanes, fraction: at / lanes.length };
      try {
        entrants.push(...(await this.#entrantsOf(lane)));
      } catch (thrown) {
        // The others, which are under way, go on.
        if (isFirst) throw thrown;
        yield this.#refused(lane, problemOf(thrown).text);
      }
    }
    this.#entrants.push(...entrants);
    const teams = await this.#maker.create(entrants);
    this.#teams.push(...teams.map((team) => new RaceTeam(team, this.#host.now)));
    for (const { id: laneId } of lanes) {
      const team = teams.find(({ members }) => members.some((each) => each.laneId === laneId));
      if (team === undefined) continue;
      const { trainer, members, note } = team;
      const { totalSteps, stepsPerEpoch } = members[0]!.setup;
      const plan = { trainer, totalSteps, stepsPerEpoch, population: members.length };
      yield { type: "race-lane", laneId, plan: note === undefined ? plan : { ...plan, note } };
    }
    yield this.#told();
  }

  #refused({ id: laneId }: Lane, reason: Text): RaceEvent {
    const runs = seedsOf(this.#host.settings).map((seed) => ({
      laneId,
      seed,
      status: "failed" as const,
      reason,
      points: [],
    }));
    const { progress } = this.#told();
    return { type: "race-progress", progress: { ...progress, runs: [...progress.runs, ...runs] } };
  }

  async #entrantsOf(lane: Lane): Promise<readonly Entrant[]> {
    return Promise.all(seedsOf(this.#host.settings).map((seed) => this.#entrant(lane, seed)));
  }

  async #entrant(lane: Lane, seed: number): Promise<Entrant> {
    const { resolved, prepared } = this.#begun;
    const { training } = laneProject(this.#host.settings, lane, seed);
    checkOptimizer(training);
    const { loss, metrics } = resolved.project.training;
    const project = { ...resolved.project, training: { ...training, loss, metrics } };
    const setup = await setUpTraining(project, resolved.plan, prepared, this.#device, this.#host.source);
    const measured = { ...setup, reportsGradientNorm: setup.whole === null };
    const { id, paths, settings } = this.#host;
    const isFirst = seed === seedsOf(settings)[0];
    const place = paths === undefined || !isFirst ? null : { store: paths, id, lane: lane.id, program: setup.program };
    const path = place && new WeightPath(place, { steps: setup.totalSteps, lanes: settings.lanes.length });
    return new Entrant({ laneId: lane.id, seed, path }, measured, chanceLoss(prepared, setup.lossUnit));
  }

  #plan(): RacePlan {
    const { resolved, prepared } = this.#begun;
    const { adapter, backend } = this.#device;
    return {
      backend,
      ...(adapter === undefined ? {} : { adapter }),
      trainRows: prepared.parts.train.length,
      validationRows: prepared.parts.validation.length,
      parameterCount: resolved.plan.parameterCount,
      task: prepared.target.task,
      loss: resolved.loss,
      metrics: (resolved.project.training.metrics ?? []).map(({ id }) => id),
    };
  }

  #told(): { readonly type: "race-progress"; readonly progress: RaceProgress } {
    const now = this.#host.now();
    this.#toldAt = now;
    const runs = this.#entrants.map((entrant) => entrant.take()).filter((news) => news !== null);
    const shares = this.#entrants.map(({ isRunning, step, setup }) => (isRunning ? step / setup.totalSteps : 1));
    const share = shares.reduce((sum, each) => sum + each, 0) / Math.max(1, shares.length);
    const elapsed = now - this.#beganAt;
    return {
      type: "race-progress",
      progress: { runs, share, remainingMs: share === 0 ? 0 : elapsed / share - elapsed },
    };
  }
}

const preparingLanes: Text = { en: "Setting up the lanes", zh: "正在准备各条赛道" };
