/** The real thread: a worker, its files from our own origin, its backends. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project } from "../../../src/project/project.ts";
import type { Text } from "../../../src/language/text.ts";
import { type BackendId, type BackendInfo, backendIds } from "../../../src/project/records.ts";
import { type TrainingThread, openThread } from "../../../src/worker/open-thread.ts";
import { projectOf } from "../../support/project-of.ts";
import { recordOf } from "../../support/record-of.ts";

let thread: TrainingThread;
beforeAll(() => {
  thread = openThread("test");
});
afterAll(() => thread.terminate());

const digits = (changes: object): Project =>
  projectOf({
    data: { id: "mnist", split: { train: 0.9, validation: 0.002, test: 0.01, by: "row" } },
    ...changes,
  });

const start = (id: string, project: Project) => thread.client.startRun({ id, project, preferred: [] }, {});

test("a perceptron learns real digits on wasm and reads a picture", async () => {
  const stages: [Text, number | undefined][] = [];
  const project = digits({ training: { steps: 200, backend: "wasm" } });
  const outcome = await thread.client.startRun(
    { id: "digits", project, preferred: [] },
    {
      onPreparing: (stage, fraction) => stages.push([stage, fraction]),
    },
  );
  expect(outcome.summary).toMatchObject({ status: "finished", backend: "wasm", steps: 200 });
  expect(outcome.summary.test["accuracy"]).toBeGreaterThan(0.85);
  expect(stages.some(([, fraction]) => fraction === 1)).toBe(true);
  const { pictures } = await thread.client.describeDataset(project.data);
  // The first 0 is a plain one.
  const { label, pictures: zeros } = pictures!.groups[0]!;
  const [pixels] = zeros;
  if (pixels === undefined) throw new Error("there is no picture of a 0");
  const gray = new ImageData(28, 28);
  gray.data.set(Array.from(pixels, (value) => [value, value, value, 255]).flat());
  const [fromBytes, fromPicture] = await thread.client.predict(recordOf(outcome), outcome.model!.checkpoint, [
    pixels,
    gray,
  ]);
  expect(fromBytes).toEqual(fromPicture);
  expect(fromBytes?.label).toBe(label);
});

test("a convolutional network takes the same steps on WebGPU as on wasm", async () => {
  const split = { train: 0.9, validation: 0.0002, test: 0, by: "row" };
  const run = (backend: BackendId) => {
    const training = { batchSize: 4, steps: 2, backend, optimizer: { id: "adam" } };
    return start(backend, digits({ data: { id: "mnist", split }, model: { architecture: "cnn" }, training }));
  };
  const wasm = await run("wasm");
  expect(wasm.summary).toMatchObject({ status: "finished", backend: "wasm", steps: 2 });
  const webgpu = await run("webgpu");
  expect(webgpu.summary).toMatchObject({ status: "finished", backend: "webgpu", steps: 2 });
  expect(webgpu.summary.finalLoss).toBeCloseTo(wasm.summary.finalLoss!, 3);
});

test("backends are measured in two looks, and each missing one says why in both languages", async () => {
  const first = await thread.client.measureBackends(backendIds, true);
  expect(first.map(({ id }) => id)).toEqual(backendIds);
  const missing = first.filter(({ available }) => !available);
  expect(missing.map(({ explanation }) => explanation?.zh.includes("不可用"))).toEqual(missing.map(() => true));
  const there = first.filter(({ available }) => available);
  expect(there.map(({ id }) => id)).toEqual(expect.arrayContaining(["wasm", "cpu"]));
  // What compiles shaders for seconds is named, but has to wait.
  const isLeftOut = ({ id, software }: BackendInfo): boolean => id === "webgl" || software === true;
  const isScored = ({ score }: BackendInfo): boolean => score !== undefined && score > 0;
  expect(there.map(isScored)).toEqual(there.map((backend) => !isLeftOut(backend)));
  const leftOut = there.filter(isLeftOut);
  expect(leftOut.every(({ adapter }) => adapter !== undefined && adapter !== "")).toBe(true);

  const second = await thread.client.measureBackends(
    leftOut.map(({ id }) => id),
    false,
  );
  expect(second.every(isScored)).toBe(true);
  expect(second.map(({ score: _score, trainer: _trainer, tileCosts: _costs, ...rest }) => rest)).toEqual(leftOut);
  // Measured with the trainer that runs take there.
  const trainers = [...there, ...second].flatMap(({ id, trainer }) => (trainer === undefined ? [] : [[id, trainer]]));
  expect(Object.fromEntries(trainers)).toEqual({
    ...Object.fromEntries(there.map(({ id }) => [id, "reference"])),
    wasm: "compiled",
    ...(there.some(({ id }) => id === "webgpu") ? { webgpu: "compiled" } : {}),
  });
});

test("a run that diverges fails with a sentence and leaves the thread usable", async () => {
  const line = (learningRate: number) =>
    projectOf({
      data: { id: "noisy-line" },
      model: { architecture: "linear" },
      training: { optimizer: { id: "sgd", learningRate }, epochs: 5, backend: "wasm" },
    });
  const outcome = await start("bad", line(1e20));
  expect(outcome.summary.status).toBe("failed");
  expect(outcome.problem?.code).toBe("diverged");
  expect((await start("good", line(0.1))).summary.status).toBe("finished");
});
