/** Whole runs on WebGPU, as a project asks for them. */
import { expect, test, vi } from "vitest";
import { createTrainer } from "../../../../src/engine/create-trainer.ts";
import { startBackend } from "../../../../src/tensor/backends.ts";
import { buildTrainer, lossesOf, madeData } from "../../../support/build-trainer.ts";
import { runProject } from "../../../support/run-project.ts";

/** Moons are made, not read. */
const access = {
  signal: new AbortController().signal,
  readFile: (name: string) => Promise.reject(new Error(`Nothing should read ${name}`)),
  readStored: () => Promise.resolve(null),
  openScratch: () => Promise.reject(new Error("Nothing is larger than memory")),
  report: () => undefined,
};
const moons = { data: { id: "moons" }, training: { epochs: 4, backend: "webgpu" } };

test("auto compiles, and the outcome is that of the reference trainer", async () => {
  const compiled = await runProject(moons, { access });
  expect(compiled.outcome.summary).toMatchObject({ status: "finished", backend: "webgpu", trainer: "compiled" });
  const training = { ...moons.training, trainer: "reference" };
  const reference = await runProject({ ...moons, training }, { access });
  expect(reference.outcome.summary).toMatchObject({ status: "finished", trainer: "reference" });
  const [given, expected] = [compiled.outcome.summary, reference.outcome.summary];
  expect(given.steps).toBe(expected.steps);
  expect(given.finalLoss).toBeCloseTo(expected.finalLoss!, 4);
  expect(given.test["accuracy"]).toBeCloseTo(expected.test["accuracy"]!, 2);
});

test("what cannot be compiled runs all the same, and says why", async () => {
  const training = { ...moons.training, optimizer: { id: "lbfgs" }, epochs: 1 };
  const { events, outcome } = await runProject({ ...moons, training }, { access });
  expect(outcome.summary).toMatchObject({ status: "finished", trainer: "reference" });
  const started = events.find((event) => event.type === "run-started");
  expect(started?.plan.note?.en).toContain("cannot be compiled: the optimizer decides during a step");
});

test("compiled asked for without WebGPU says what it takes", async () => {
  const device = await startBackend("cpu");
  const { setup } = await buildTrainer(device, madeData(20), { layers: [{ type: "dense", units: 2 }] });
  const chosen = await createTrainer("compiled", device, setup, madeData(20), () => 0);
  expect(chosen).toMatchObject({ kind: "reference", note: { en: expect.stringContaining("WebGPU") as string } });
  chosen.trainer.dispose();
});

test("the data is uploaded while the device compiles", async () => {
  const device = await startBackend("webgpu");
  const gpu = device.gpu!;
  const data = madeData(50);
  const { setup } = await buildTrainer(device, data, { layers: [{ type: "dense", units: 2 }] });
  const [compile, upload] = [vi.spyOn(gpu, "createComputePipelineAsync"), vi.spyOn(gpu.queue, "writeBuffer")];
  const { trainer } = await createTrainer("compiled", device, setup, data, () => 0);
  const uploads = upload.mock.calls.flatMap(([to], at) =>
    to.label === "examples" ? [upload.mock.invocationCallOrder[at]!] : [],
  );
  const [compiledAt] = compile.mock.invocationCallOrder;
  vi.restoreAllMocks();
  trainer.dispose();
  expect(uploads).toHaveLength(1);
  expect(uploads[0]).toBeGreaterThan(compiledAt!);
});

test("examples that the GPU cannot bind come with the steps, to the very same losses", async () => {
  const device = await startBackend("webgpu");
  const data = madeData(50);
  const { setup } = await buildTrainer(device, data, { layers: [{ type: "dense", units: 2 }] });
  const trained = async (maximumTensorBytes: number) => {
    const { trainer, kind } = await createTrainer("auto", { ...device, maximumTensorBytes }, setup, data, () => 0);
    const losses = await lossesOf(trainer, 12);
    const told = { kind, losses, validation: await trainer.evaluate("validation") };
    trainer.dispose();
    return told;
  };
  const held = await trained(device.maximumTensorBytes);
  expect(held.kind).toBe("compiled");
  expect(await trained(200)).toEqual(held);
});
