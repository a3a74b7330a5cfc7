/** The benchmark of this device: which engines, on which networks; its rows stand in the state as they come. */
import { type BenchmarkRow, type Contestant, contestants } from "../benchmark/contest.ts";
import { backendNames, engineNames, networkTitle } from "../benchmark/names.ts";
import { type Workload, workloads } from "../benchmark/workloads.ts";
import type { Text } from "../language/text.ts";
import { type Problem, StudioError, problemOf } from "../language/studio-error.ts";
import type { BenchmarkReport, StudioState } from "./state.ts";
import { isAnythingRunning, untilNothingRuns } from "./runs/run-activity.ts";
import { studioStore } from "./store.ts";
import { studioVersion } from "./version.ts";

export interface BenchmarkOptions {
  /** Names of networks; left out: all. */
  readonly workloads?: readonly string[];
  /** Left out: all that run in a page. */
  readonly engines?: readonly string[];
  readonly backends?: readonly string[];
  /** Turns of each engine, of which the median counts. */
  readonly rounds?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BenchmarkProgress) => void;
}

export interface BenchmarkProgress extends Contestant {
  readonly workload: string;
  readonly fraction: number;
}

const ROUNDS = 5;

let underWay: AbortController | null = null;

/** Ends the benchmark that is under way; its finished networks stay. */
export function endBenchmark(): void {
  underWay?.abort(new StudioError(ended));
}

/**
 * Races them, one network after another. Rejects with a `StudioError` while something trains, when a run begins, when it is
 * ended, and for names that there are none of.
 */
export async function runBenchmark(options: BenchmarkOptions = {}): Promise<readonly BenchmarkRow[]> {
  if (isAnythingRunning() || underWay !== null) throw new StudioError(busy);
  const chosen = chosenWorkloads(options.workloads);
  const entrants = chosenContestants(options);
  const own = new AbortController();
  underWay = own;
  const rows: BenchmarkRow[] = [];
  const report = (): BenchmarkReport => ({
    rows: [...rows],
    studioVersion,
    userAgent: navigator.userAgent,
    at: Date.now(),
  });
  const tell = (progress: BenchmarkProgress): void => {
    const { fraction } = progress;
    studioStore.setState({ benchmark: { status: "loading", stage: stageOf(progress), fraction, stale: report() } });
    options.onProgress?.(progress);
  };
  const disturbed = await untilNothingRuns();
  const signal = AbortSignal.any([own.signal, disturbed, ...(options.signal === undefined ? [] : [options.signal])]);
  try {
    const [{ raceEngines }, { openEngine }] = await Promise.all([
      import("../benchmark/race.ts"),
      import("../benchmark/open-engine.ts"),
    ]);
    for (const [at, workload] of chosen.entries()) {
      const raced = await raceEngines(entrants, workload, {
        open: openEngine,
        rounds: options.rounds ?? ROUNDS,
        signal,
        onProgress: (fraction, { engine, backend }) => {
          tell({ workload: workload.name, engine, backend, fraction: (at + fraction) / chosen.length });
        },
      });
      rows.push(...raced.map(({ row }) => row));
    }
    studioStore.setState({ benchmark: { status: "ready", value: report() } });
    return rows;
  } catch (error) {
    const problem = signal.aborted ? ended : problemOf(error);
    studioStore.setState({ benchmark: leftOf(rows.length > 0 ? report() : null, problem) });
    throw new StudioError(problem, { cause: error });
  } finally {
    underWay = null;
  }
}

function stageOf({ workload, engine, backend }: BenchmarkProgress): Text {
  const [network, entrant, device] = [networkTitle(workload), engineNames[engine], backendNames[backend]];
  return {
    en: `${network.en}: ${entrant.en}, ${device.en}`,
    zh: `${network.zh}：${entrant.zh}，${device.zh}`,
  };
}

function leftOf(report: BenchmarkReport | null, problem: Problem): StudioState["benchmark"] {
  if (report !== null) return { status: "ready", value: report };
  return problem === ended ? { status: "idle" } : { status: "failed", problem };
}

function chosenWorkloads(names: readonly string[] | undefined): readonly Workload[] {
  return names === undefined ? workloads : names.map((name) => known(workloads, name, ({ name: each }) => each));
}

function chosenContestants({ engines, backends }: BenchmarkOptions) {
  engines?.forEach((name) => known(contestants, name, ({ engine }) => engine));
  backends?.forEach((name) => known(contestants, name, ({ backend }) => backend));
  return contestants.filter(
    ({ engine, backend }) => (engines?.includes(engine) ?? true) && (backends?.includes(backend) ?? true),
  );
}

function known<Item>(items: readonly Item[], name: string, nameOf: (item: Item) => string): Item {
  const found = items.find((item) => nameOf(item) === name);
  if (found !== undefined) return found;
  const all = [...new Set(items.map(nameOf))].join(", ");
  throw new StudioError({
    code: "benchmark-unknown",
    text: { en: `The benchmark has no "${name}". It has: ${all}.`, zh: `基准测试中没有“${name}”。可用：${all}。` },
  });
}

const busy: Problem = {
  code: "benchmark-busy",
  text: {
    en: "Something trains or is measured now, which would spoil the times. Start the benchmark when it has ended.",
    zh: "当前正在训练或测试，会影响计时结果。请在结束后再开始基准测试。",
  },
};

const ended: Problem = {
  code: "benchmark-ended",
  text: {
    en: "The benchmark was ended before it was done, by hand or because a run began.",
    zh: "基准测试提前结束：手动停止，或有训练开始。",
  },
};
