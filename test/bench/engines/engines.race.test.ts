/**
 * How fast each engine trains the same networks in this browser, in one run: rounds in turn, medians of five. Times are for
 * comparison within the run; equal losses show equal work.
 */
import { commands } from "vitest/browser";
import { expect, inject, test } from "vitest";
import { wasmFileUrl } from "../../../src/tensor/wasm-file.ts";
import { type Contestant, type Round, type Train, ask, contestants } from "./contestant.ts";
import { startPytorch } from "./pytorch.ts";
import { type Workload, workloads } from "./workloads.ts";

const ROUNDS = 5;
/** Of work whose steps nobody has counted beforehand. */
const ROUND_MS = 500;
const MOST_STEPS = 100;

const given = inject("givenWorkload");
const raced: readonly Workload[] = given === null ? workloads : [unpacked(given)];

test.each(raced)("$name", async (workload) => {
  // One after another: who starts while others compile would be timed with them.
  const runs: Run[] = [];
  for (const contestant of contestants) runs.push(await enter(contestant, workload));
  for (let round = 0; round < ROUNDS; round++) {
    for (const run of runs) if (run.problem === null) await race(run);
  }
  for (const run of runs) {
    run.end();
    await commands.benchRow(rowOf(run, workload));
  }
  const finished = runs.filter(({ problem }) => problem === null);
  expect(finished.length).toBeGreaterThan(1);
  // A network of the table is one that the compiled trainer takes.
  const mustTrain = given === null ? ["compiled"] : [];
  expect(finished.map(({ engine }) => engine)).toEqual(expect.arrayContaining(mustTrain));
  // Each has begun with the same weights on the same rows, and learnt the same from them.
  const [one] = finished;
  for (const { engine, begun } of finished) {
    begun.forEach((loss, step) => {
      expect(Math.abs(loss / one!.begun[step]! - 1), `${engine}, step ${step + 1}`).toBeLessThan(1e-3);
    });
  }
});

function unpacked(packed: NonNullable<typeof given>): Workload {
  const { inputs, targets } = packed.data;
  const isNumber = packed.outputs === 1;
  return {
    ...packed,
    data: {
      inputs: Float32Array.from(inputs),
      targets: isNumber ? Float32Array.from(targets) : Int32Array.from(targets),
    },
  };
}

interface Run extends Contestant {
  readonly train: Train;
  readonly end: () => void;
  /** Losses of its first two steps. */
  readonly begun: readonly number[];
  readonly steps: number;
  readonly rounds: Round[];
  problem: string | null;
}

/** Starts it and does two steps: one in which everything is compiled, and one that shows how long they take. */
async function enter(contestant: Contestant, workload: Workload): Promise<Run> {
  const run = { ...contestant, begun: [], steps: 1, rounds: [], problem: null };
  try {
    const { train, end } = await started(contestant, workload);
    const [first, second] = [await train(1), await train(1)];
    const steps = stepsOf(contestant, workload, second.ms);
    return { ...run, train, end, begun: [first.firstLoss, second.firstLoss], steps };
  } catch (error) {
    return { ...run, train: () => Promise.reject(error), end: () => undefined, problem: String(error) };
  }
}

function stepsOf({ engine }: Contestant, { steps }: Workload, ms: number): number {
  const isWhole = engine === "compiled" || engine === "plain-js" || engine === "pytorch";
  if (steps !== undefined) return isWhole ? steps.fast : steps.slow;
  return Math.max(1, Math.min(MOST_STEPS, Math.round(ROUND_MS / ms)));
}

async function started(
  contestant: Contestant,
  workload: Workload,
): Promise<{ readonly train: Train; readonly end: () => void }> {
  if (contestant.engine === "pytorch") return startPytorch(workload);
  const thread = threadOf(contestant.engine);
  const wasmUrl = new URL(wasmFileUrl, location.href).href;
  await ask(thread, { contestant, workload, wasmUrl });
  return { train: async (steps) => (await ask(thread, steps))!, end: () => thread.terminate() };
}

function threadOf(engine: Exclude<Contestant["engine"], "pytorch">): Worker {
  switch (engine) {
    case "tfjs-fit":
      return new Worker(new URL("./fit.worker.ts", import.meta.url), { type: "module" });
    case "jax-js":
      return new Worker(new URL("./jax.worker.ts", import.meta.url), { type: "module" });
    case "plain-js":
      return new Worker(new URL("./plain.worker.ts", import.meta.url), { type: "module" });
    case "convnetjs":
      return new Worker(new URL("./convnetjs.worker.ts", import.meta.url), { type: "module" });
    case "reference":
    case "compiled":
      return new Worker(new URL("./studio.worker.ts", import.meta.url), { type: "module" });
  }
}

async function race(run: Run): Promise<void> {
  try {
    run.rounds.push(await run.train(run.steps));
  } catch (error) {
    run.problem = String(error);
  }
}

function rowOf(run: Run, { name, batch }: Workload): Readonly<Record<string, unknown>> {
  const about = { workload: name, engine: run.engine, backend: run.backend, batch };
  if (run.problem !== null) return { ...about, problem: run.problem };
  const msPerStep = run.rounds.map(({ ms }) => ms / run.steps).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  const { calls, lastLoss } = run.rounds.at(-1)!;
  const each = (count: (of: NonNullable<typeof calls>) => number) =>
    calls === null ? null : count(calls) / calls.counted;
  return {
    ...about,
    steps: run.steps * ROUNDS,
    msPerStep,
    examplesPerSecond: Math.round((1000 * batch) / msPerStep),
    dispatchesPerStep: each(({ dispatches }) => dispatches),
    submitsPerStep: each(({ submits }) => submits),
    uploadsPerStep: each(({ uploads }) => uploads),
    readbacksPerStep: each(({ readbacks }) => readbacks),
    firstLoss: run.begun[0],
    lastLoss,
  };
}
