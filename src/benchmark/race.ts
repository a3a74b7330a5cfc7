/** Engines that train the same network in turns: medians of their rounds, comparable within one race only. */
import type { BenchmarkRow, Contestant, Round, Train } from "./contest.ts";
import type { OpenedEngine } from "./open-engine.ts";
import type { Workload } from "./workloads.ts";

/** A round's length, and how long each is warmed up before: engines compile what they do often while they do it. */
const ROUND_MS = 400;
const WARM_UP_MS = 100;
const MOST_STEPS = 20_000;

export interface Raced {
  readonly row: BenchmarkRow;
  /** Losses of its first two steps: equal where the work is. */
  readonly begun: readonly number[];
}

export interface RaceOptions<Entrant extends Contestant> {
  readonly open: (contestant: Entrant, workload: Workload, signal: AbortSignal) => Promise<OpenedEngine>;
  readonly rounds: number;
  readonly signal: AbortSignal;
  /** Share that is done, 0 to 1. */
  readonly onProgress?: (fraction: number, entrant: Entrant) => void;
}

interface Running {
  readonly contestant: Contestant;
  readonly steps: number;
  readonly begun: readonly number[];
  readonly train: Train;
  readonly end: () => void;
  readonly rounds: Round[];
  problem: string | null;
}

/** In the order of `entrants`. Throws the signal's reason when it is aborted. */
export async function raceEngines<Entrant extends Contestant>(
  entrants: readonly Entrant[],
  workload: Workload,
  options: RaceOptions<Entrant>,
): Promise<readonly Raced[]> {
  const { rounds, signal, onProgress } = options;
  const running: Running[] = [];
  const turns = entrants.length * (rounds + 1);
  let turn = 0;
  try {
    // One after another: who starts while others compile would be timed with them.
    for (const entrant of entrants) {
      onProgress?.(turn++ / turns, entrant);
      running.push(await enter(entrant, workload, options));
      signal.throwIfAborted();
    }
    for (let round = 0; round < rounds; round++) {
      for (const [at, run] of running.entries()) {
        onProgress?.(turn++ / turns, entrants[at]!);
        if (run.problem !== null) continue;
        await once(run);
        signal.throwIfAborted();
      }
    }
  } finally {
    for (const { end } of running) end();
  }
  return running.map((run) => ({ row: rowOf(run, workload), begun: run.begun }));
}

/** Two steps, whose losses are compared, and then as many as warm it up and show how long one takes. */
async function enter<Entrant extends Contestant>(
  contestant: Entrant,
  workload: Workload,
  { open, signal }: RaceOptions<Entrant>,
): Promise<Running> {
  let opened: OpenedEngine | null = null;
  try {
    opened = await open(contestant, workload, signal);
    const [first, second] = [await opened.train(1), await opened.train(1)];
    const begun = [first.firstLoss, second.firstLoss];
    const steps = await stepsOfRound(opened.train, second.ms, signal);
    return { contestant, ...opened, steps, begun, rounds: [], problem: null };
  } catch (error) {
    opened?.end();
    const none = { train: () => Promise.reject(error), end: () => undefined };
    return { contestant, ...none, steps: 0, begun: [], rounds: [], problem: messageOf(error) };
  }
}

async function stepsOfRound(train: Train, lastMs: number, signal: AbortSignal): Promise<number> {
  let steps = 1;
  let ms = lastMs;
  while (ms < WARM_UP_MS && steps < MOST_STEPS) {
    signal.throwIfAborted();
    steps = Math.min(MOST_STEPS, 4 * steps);
    ({ ms } = await train(steps));
  }
  return Math.max(1, Math.min(MOST_STEPS, Math.round((steps * ROUND_MS) / ms)));
}

async function once(run: Running): Promise<void> {
  try {
    run.rounds.push(await run.train(run.steps));
  } catch (error) {
    run.problem = messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function rowOf({ contestant, steps, begun, rounds, problem }: Running, { name, batch }: Workload): BenchmarkRow {
  const { engine, backend } = contestant;
  const head = { workload: name, engine, backend, batch };
  if (problem !== null) return { ...head, problem };
  const times = rounds.map(({ ms }) => ms / steps).toSorted((a, b) => a - b);
  const msPerStep = times[Math.floor(times.length / 2)]!;
  const { calls, lastLoss } = rounds.at(-1)!;
  const each = (count: (of: NonNullable<typeof calls>) => number): number | null =>
    calls === null ? null : count(calls) / calls.counted;
  return {
    ...head,
    steps: steps * rounds.length,
    msPerStep,
    examplesPerSecond: Math.round((1000 * batch) / msPerStep),
    dispatchesPerStep: each(({ dispatches }) => dispatches),
    submitsPerStep: each(({ submits }) => submits),
    uploadsPerStep: each(({ uploads }) => uploads),
    readbacksPerStep: each(({ readbacks }) => readbacks),
    firstLoss: begun[0]!,
    lastLoss,
  };
}
