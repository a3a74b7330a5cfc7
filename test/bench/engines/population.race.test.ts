/** Sixty-four tiny networks in lockstep beside one alone, in turns on the same device. */
import { commands } from "vitest/browser";
import { beforeAll, expect, test } from "vitest";
import { countGpuCalls } from "../../../src/benchmark/count-gpu-calls.ts";
import type { TimedRow } from "../../../src/benchmark/contest.ts";
import { dataFor, trainingOf } from "../../../src/benchmark/same-start.ts";
import { type Workload, workloads } from "../../../src/benchmark/workloads.ts";
import { layoutOf } from "../../../src/engine/compiled/layout.ts";
import { recordTraining } from "../../../src/engine/compiled/record-training.ts";
import { variablesFrom } from "../../../src/engine/compiled/saved-variables.ts";
import { partsOf, trainingRecord } from "../../../src/engine/compiled/step-records.ts";
import { placeData } from "../../../src/engine/compiled/wgsl/gpu-data.ts";
import { GpuMachine } from "../../../src/engine/compiled/wgsl/gpu-machine.ts";
import { BatchOrder } from "../../../src/engine/reference/batches.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { buildTrainer } from "../../support/build-trainer.ts";

const ROUNDS = 5;
const MEMBERS = 64;
const tiny: Workload = workloads.find(({ name }) => name === "tiny")!;

let device: Device;
beforeAll(async () => {
  device = await startBackend("webgpu");
});

test("population", async () => {
  const crowds = [await crowdOf(1, 200), await crowdOf(MEMBERS, 200)];
  for (let round = 0; round < ROUNDS; round++) for (const crowd of crowds) await crowd.once();
  for (const crowd of crowds) {
    const row = crowd.row();
    expect(row.dispatchesPerStep).toBeLessThanOrEqual(0.02);
    await commands.benchRow({ ...row });
  }
});

/** So many networks, each with a seed and a rate of its own, that take `steps` steps at a time. */
async function crowdOf(members: number, steps: number) {
  const data = dataFor(tiny);
  const setups = await Promise.all(
    Array.from({ length: members }, async (_, seed) => {
      const training = { ...trainingOf(tiny), seed, optimizer: { id: "adam", learningRate: 0.001 + seed / 10_000 } };
      return (await buildTrainer(device, data, { layers: tiny.layers, training })).setup;
    }),
  );
  const [first] = setups;
  const layout = layoutOf(first!.program, first!.optimizer, first!.units);
  const at = { ...device, gpu: device.gpu! };
  const machine = new GpuMachine(at, layout, placeData(device.gpu!, data), { population: members });
  for (const [member, { initial }] of setups.entries()) {
    machine.write(member, variablesFrom(layout, new Map(initial.map((saved) => [saved.name, saved]))));
  }
  const program = recordTraining(first!, layout, tiny.batch);
  const runnable = await machine.prepare(program);
  const orders = setups.map((setup) => new BatchOrder(data.parts.train, setup));
  let done = 0;
  const train = async (count: number): Promise<readonly number[]> => {
    const losses: number[] = [];
    for (let left = count; left > 0;) {
      const now = Math.min(left, runnable.capacity);
      const records = Array.from({ length: now }, () => {
        done++;
        return setups.map((setup, member) => {
          const [part] = partsOf(orders[member]!.after(done - 1).rows, tiny.batch);
          const learningRate = setup.learningRate.at(done, {});
          return trainingRecord(program, setup, layout, { ...part!, step: done, learningRate, index: 0 });
        });
      });
      runnable.enqueue(records);
      losses.push(...(await runnable.reports()).map(([report]) => report![0]!));
      left -= now;
    }
    return losses;
  };
  const [begun] = await train(1);
  const times: number[] = [];
  let last = Number.NaN;
  let calls = await countGpuCalls(async () => void (last = (await train(steps)).at(-1)!));
  return {
    once: async () => {
      const began = performance.now();
      calls = await countGpuCalls(async () => void (last = (await train(steps)).at(-1)!));
      times.push((performance.now() - began) / steps);
    },
    row: (): TimedRow => {
      const msPerStep = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
      return {
        workload: members === 1 ? "one" : "population",
        engine: "compiled",
        backend: "webgpu",
        batch: tiny.batch,
        steps: steps * ROUNDS,
        // Of all networks together: what one of their steps takes.
        msPerStep: msPerStep / members,
        examplesPerSecond: Math.round((1000 * tiny.batch * members) / msPerStep),
        dispatchesPerStep: calls.dispatches / steps,
        submitsPerStep: calls.submits / steps,
        uploadsPerStep: calls.uploads / steps,
        readbacksPerStep: calls.readbacks / steps,
        firstLoss: begun!,
        lastLoss: last,
      };
    },
  };
}
