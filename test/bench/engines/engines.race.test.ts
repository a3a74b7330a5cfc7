/**
 * How fast each engine trains the same networks in this browser, in one run: rounds in turn, medians of five. Times are for
 * comparison within the run; equal losses show equal work.
 */
import { commands } from "vitest/browser";
import { expect, inject, test } from "vitest";
import { type Contestant, contestants } from "../../../src/benchmark/contest.ts";
import { type OpenedEngine, openEngine } from "../../../src/benchmark/open-engine.ts";
import { raceEngines } from "../../../src/benchmark/race.ts";
import { type Workload, workloads } from "../../../src/benchmark/workloads.ts";
import { openPytorch } from "./pytorch.ts";

const ROUNDS = 5;

const given = inject("givenWorkload");
const raced: readonly Workload[] = given === null ? workloads : [unpacked(given)];

test.each(raced)("$name", async (workload) => {
  const { signal } = new AbortController();
  const entrants: readonly Contestant[] = [
    ...contestants,
    { engine: "compiled", backend: "wasm", threads: 1 },
    { engine: "pytorch", backend: "cpu" },
  ];
  const done = await raceEngines(entrants, workload, { open, rounds: ROUNDS, signal });
  for (const { row } of done) await commands.benchRow({ ...row });
  const finished = done.filter(({ row }) => !("problem" in row));
  expect(finished.length).toBeGreaterThan(1);
  // A network of the table is one that the compiled trainer takes.
  const mustTrain = given === null ? ["compiled"] : [];
  expect(finished.map(({ row }) => row.engine)).toEqual(expect.arrayContaining(mustTrain));
  // Each has begun with the same weights on the same rows, and learnt the same from them.
  const [one] = finished;
  for (const { row, begun } of finished) {
    begun.forEach((loss, step) => {
      expect(Math.abs(loss / one!.begun[step]! - 1), `${row.engine}, step ${step + 1}`).toBeLessThan(1e-3);
    });
  }
});

function open(contestant: Contestant, workload: Workload, signal: AbortSignal): Promise<OpenedEngine> {
  const { engine } = contestant;
  return engine === "pytorch" ? openPytorch(workload) : openEngine({ ...contestant, engine }, workload, signal);
}

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
