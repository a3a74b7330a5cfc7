/** What a step costs in calls to WebGPU, memory that does not grow, and networks that share their dispatches. */
import { beforeAll, describe, expect, test } from "vitest";
import type { LayerInput } from "../../../../src/catalog/layers/index.ts";
import { CompiledTrainer } from "../../../../src/engine/compiled/compiled-trainer.ts";
import { layoutOf } from "../../../../src/engine/compiled/layout.ts";
import { recordTraining } from "../../../../src/engine/compiled/record-training.ts";
import { variablesFrom } from "../../../../src/engine/compiled/saved-variables.ts";
import { partsOf, trainingRecord } from "../../../../src/engine/compiled/step-records.ts";
import { placeData } from "../../../../src/engine/compiled/wgsl/gpu-data.ts";
import { GpuMachine } from "../../../../src/engine/compiled/wgsl/gpu-machine.ts";
import { initialTensors } from "../../../../src/engine/model-program.ts";
import { BatchOrder } from "../../../../src/engine/reference/batches.ts";
import type { TrainingSetup } from "../../../../src/engine/reference/training-setup.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { type TrainerData, buildTrainer, lossesOf, madeData } from "../../../support/build-trainer.ts";
import { countGpuCalls } from "../../../../src/benchmark/count-gpu-calls.ts";
import { dataFor } from "../../../../src/benchmark/same-start.ts";
import { workloads } from "../../../../src/benchmark/workloads.ts";
import type { Schedule } from "../../../../src/engine/compiled/wgsl/schedule.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("webgpu");
});

const dense = (units: number, activation: "linear" | "relu" | "tanh" = "linear") =>
  ({ type: "dense", units, activation }) as const;
const tiny: readonly LayerInput[] = [dense(8, "tanh"), dense(8, "tanh"), dense(1)];

async function compiled(data: TrainerData, layers: readonly LayerInput[], batchSize: number) {
  const { setup } = await buildTrainer(device, data, { layers, training: { batchSize, optimizer: { id: "adam" } } });
  // Each look at the clock is 4 ms later, so that submissions and readbacks come at the same steps everywhere.
  let ticks = 0;
  return new CompiledTrainer({
    setup,
    data,
    createMachine: (layout) => new GpuMachine({ ...device, gpu: device.gpu! }, layout, placeData(device.gpu!, data)),
    now: () => (ticks += 4),
  });
}

test("ten thousand steps of a tiny network", async () => {
  const trainer = await compiled(madeData(200, "regression"), tiny, 32);
  // Submissions find their size.
  await lossesOf(trainer, 500);
  const bytes = trainer.memoryBytes;
  const calls = await countGpuCalls(() => lossesOf(trainer, 10_000));
  expect(calls.dispatches / 10_000).toBeLessThanOrEqual(0.02);
  expect(calls.submits / 10_000).toBeLessThanOrEqual(0.1);
  // One upload a submission.
  expect(calls.uploads).toBe(calls.submits);
  expect(calls.readbacks).toBeLessThan(calls.uploads);
  expect(calls).toMatchObject({ bindGroups: 0, pipelines: 0, buffers: 0 });
  expect(trainer.memoryBytes).toBe(bytes);
  trainer.dispose();
});

/** Dispatches that a step may take. */
test.each([
  ["mlp", 12],
  ["cnn", 30],
  ["lstm", 40],
  ["attention", 80],
])("a step of %s is at most %i dispatches in one submission, and asks for nothing new", async (name, most) => {
  const workload = workloads.find((each) => each.name === name)!;
  const trainer = await compiled(dataFor(workload), workload.layers, workload.batch);
  await lossesOf(trainer, 1);
  const steps = 3;
  const calls = await countGpuCalls(() => lossesOf(trainer, steps));
  expect(calls.dispatches / steps).toBeLessThanOrEqual(most);
  expect(calls.submits).toBeLessThanOrEqual(steps);
  expect(calls.uploads).toBe(calls.submits);
  expect(calls).toMatchObject({ bindGroups: 0, pipelines: 0, buffers: 0 });
  trainer.dispose();
});

test("sixty-four tiny networks take the dispatches of one", async () => {
  const data = madeData(60, "regression");
  const { setup } = await buildTrainer(device, data, { layers: tiny, training: { batchSize: 16 } });
  const setups = Array.from({ length: 64 }, (_, seed) => ({ ...setup, seed }));
  const calls = await countGpuCalls(() => weightsAfter(data, setups, "auto", 100));
  expect(calls.dispatches).toBe(3);
});

describe.each(["whole steps", "levels"] as const)("a population in %s", (schedule) => {
  test("is so many networks, each bit for bit as if it were alone", async () => {
    const data = madeData(60, "regression");
    const setups = await Promise.all(
      [3, 4, 5].map(async (seed) => {
        const training = { batchSize: 16, seed, optimizer: { id: "adam", learningRate: 0.01 * seed } };
        return (await buildTrainer(device, data, { layers: tiny, training })).setup;
      }),
    );
    const together = await weightsAfter(data, setups, schedule);
    for (const [member, setup] of setups.entries()) {
      expect(together[member]).toEqual((await weightsAfter(data, [setup], schedule))[0]);
    }
    expect(together[0]).not.toEqual(together[1]);
  });
});

/** Every member's variables after so many steps. */
async function weightsAfter(
  data: TrainerData,
  setups: readonly TrainingSetup[],
  schedule: Schedule | "auto",
  count = 20,
): Promise<readonly (readonly number[])[]> {
  const [first] = setups;
  const layout = layoutOf(first!.program, first!.optimizer, first!.units);
  const at = { ...device, gpu: device.gpu! };
  const machine = new GpuMachine(at, layout, placeData(device.gpu!, data), { schedule, population: setups.length });
  for (const [member, { program, seed }] of setups.entries()) {
    const tensors = new Map(initialTensors(program, seed).map((saved) => [saved.name, saved]));
    machine.write(member, variablesFrom(layout, tensors));
  }
  const program = recordTraining(first!, layout, 16);
  const runnable = await machine.prepare(program);
  const orders = setups.map((setup) => new BatchOrder(data.parts.train, setup));
  const steps = Array.from({ length: count }, (_, done) =>
    setups.map((setup, member) => {
      const learningRate = setup.learningRate.at(done + 1, {});
      const { rows } = orders[member]!.after(done);
      return trainingRecord(program, setup, layout, {
        ...partsOf(rows, 16)[0]!,
        step: done + 1,
        learningRate,
        index: 0,
      });
    }),
  );
  runnable.enqueue(steps);
  const variables = await Promise.all(setups.map((_, member) => machine.read(member)));
  machine.dispose();
  return variables.map((each) => [...each.values()].flatMap((values) => [...values]));
}
