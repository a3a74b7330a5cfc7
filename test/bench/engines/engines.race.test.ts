/**
 * How fast each engine trains the same networks in this browser, in one run: rounds in turn, medians of five. Times are for
 * comparison within the run; equal losses show equal work.
 */
import { commands } from "vitest/browser";
import { expect, test } from "vitest";
import { wasmFileUrl } from "../../../src/tensor/wasm-file.ts";
import { type Contestant, type Round, ask } from "./contestant.ts";
import { type Workload, workloads } from "./workloads.ts";

const ROUNDS = 5;

const contestants: readonly Contestant[] = [
  { engine: "tfjs-fit", backend: "webgpu" },
  { engine: "reference", backend: "webgpu" },
  { engine: "compiled", backend: "webgpu" },
  { engine: "tfjs-fit", backend: "wasm" },
  { engine: "reference", backend: "wasm" },
];

test.each(workloads)("$name", async (workload) => {
  const runs = await Promise.all(contestants.map((contestant) => enter(contestant, workload)));
  for (let round = 0; round < ROUNDS; round++) {
    for (const run of runs) if (run.problem === null) await race(run, workload);
  }
  for (const { thread, ...run } of runs) {
    thread.terminate();
    await commands.benchRow(rowOf(run, workload));
  }
  const finished = runs.filter(({ problem }) => problem === null);
  expect(finished.map(({ engine }) => engine)).toContain("compiled");
  // Each has begun with the same weights on the same rows.
  const begun = finished.map(({ first }) => first);
  for (const loss of begun) expect(Math.abs(loss - begun[0]!) / Math.abs(begun[0]!)).toBeLessThan(1e-3);
});

interface Run extends Contestant {
  readonly thread: Worker;
  readonly first: number;
  readonly rounds: Round[];
  problem: string | null;
}

/** Starts a thread and does one step, in which everything is compiled. */
async function enter(contestant: Contestant, { name }: Workload): Promise<Run> {
  const thread =
    contestant.engine === "tfjs-fit"
      ? new Worker(new URL("./fit.worker.ts", import.meta.url), { type: "module" })
      : new Worker(new URL("./studio.worker.ts", import.meta.url), { type: "module" });
  try {
    await ask(thread, { ...contestant, workload: name, wasmUrl: new URL(wasmFileUrl, location.href).href });
    const { firstLoss } = (await ask(thread, 1))!;
    return { ...contestant, thread, first: firstLoss, rounds: [], problem: null };
  } catch (error) {
    return { ...contestant, thread, first: Number.NaN, rounds: [], problem: String(error) };
  }
}

async function race(run: Run, { steps }: Workload): Promise<void> {
  try {
    run.rounds.push((await ask(run.thread, run.engine === "compiled" ? steps.fast : steps.slow))!);
  } catch (error) {
    run.problem = String(error);
  }
}

function rowOf(run: Omit<Run, "thread">, { name, batch, steps }: Workload): Readonly<Record<string, unknown>> {
  const about = { workload: name, engine: run.engine, backend: run.backend, batch };
  if (run.problem !== null) return { ...about, problem: run.problem };
  const perRound = run.engine === "compiled" ? steps.fast : steps.slow;
  const msPerStep = run.rounds.map(({ ms }) => ms / perRound).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  const { calls } = run.rounds.at(-1)!;
  // `fit` counts all but its first and last step, whose losses are read apart.
  const counted = run.engine === "tfjs-fit" ? perRound - 2 : perRound;
  const each = (count: number | undefined) => (count === undefined || counted < 1 ? null : count / counted);
  return {
    ...about,
    steps: perRound * ROUNDS,
    msPerStep,
    examplesPerSecond: Math.round((1000 * batch) / msPerStep),
    dispatchesPerStep: each(calls?.dispatches),
    submitsPerStep: each(calls?.submits),
    uploadsPerStep: each(calls?.uploads),
    readbacksPerStep: each(calls?.readbacks),
    firstLoss: run.first,
    lastLoss: run.rounds.at(-1)!.lastLoss,
  };
}
