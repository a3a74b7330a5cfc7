import { afterEach, beforeEach, expect, test } from "vitest";
import { type Problem, StudioError } from "../../../src/language/studio-error.ts";
import { parseProject } from "../../../src/project/parse-project.ts";
import { TrainingClient } from "../../../src/worker/client.ts";
import type { TrainingCommand, TrainingEvent } from "../../../src/worker/protocol.ts";
import { checkpoint, modelRecord, runRecord } from "../storage/records.ts";
import { outcome, plan, point, progress } from "../studio/thread-script.ts";

let channel: MessageChannel;
let client: TrainingClient;
const commands: TrainingCommand[] = [];

/** What the other side answers to each command, in the order of the asking. */
let answer: (command: TrainingCommand) => readonly TrainingEvent[];

const gone: Problem = { code: "gone", text: { en: "Gone.", zh: "没了。" } };

beforeEach(() => {
  commands.length = 0;
  answer = () => [];
  channel = new MessageChannel();
  channel.port2.addEventListener("message", (event: MessageEvent<TrainingCommand>) => {
    commands.push(event.data);
    for (const reply of answer(event.data)) channel.port2.postMessage(reply);
  });
  channel.port2.start();
  client = new TrainingClient(channel.port1);
});

afterEach(() => {
  client.close(gone);
  channel.port1.close();
  channel.port2.close();
});

const { project } = parseProject({ data: { id: "iris" } });
if (project === undefined) throw new Error("iris does not parse");

test("a run's events reach its observer in order, and its outcome its caller", async () => {
  answer = ({ id }) => [
    { type: "run-preparing", id, stage: { en: "Reading", zh: "读取" }, fraction: 0.25 },
    { type: "run-started", id, plan },
    { type: "run-progress", id: "another run", points: [point(9)], progress: progress(9) },
    { type: "run-progress", id, points: [point(1)], progress: progress(1) },
    { type: "run-ended", id, outcome: outcome(id) },
  ];
  const seen: unknown[] = [];
  const ended = await client.startRun(
    { id: "run-a", project, preferred: ["wasm"] },
    {
      onPreparing: (stage, fraction) => seen.push([stage.en, fraction]),
      onStarted: (started) => seen.push(started),
      onProgress: (points, at) => seen.push([points, at]),
    },
  );
  expect(seen).toEqual([["Reading", 0.25], plan, [[point(1)], progress(1)]]);
  expect(ended).toEqual(outcome("run-a"));
  expect(commands).toEqual([{ type: "start-run", id: "run-a", project, preferred: ["wasm"] }]);
});

test("answers find their questions, in whatever order they come", async () => {
  const held: TrainingEvent[] = [];
  answer = (command) => {
    held.unshift(
      command.type === "predict"
        ? { type: "predicted", id: command.id, predictions: [{ value: 4 }] }
        : { type: "backends-measured", id: command.id, backends: [{ id: "cpu", available: true }] },
    );
    return held.length === 2 ? held : [];
  };
  const run = runRecord("run-a");
  const [predictions, backends] = await Promise.all([
    client.predict(modelRecord("model-a", run), checkpoint(), [new Float32Array([1, 2])]),
    client.measureBackends(["cpu"], true),
  ]);
  expect(predictions).toEqual([{ value: 4 }]);
  expect(backends).toEqual([{ id: "cpu", available: true }]);
  expect(commands[1]).toMatchObject({ type: "measure-backends", backends: ["cpu"], isFirstLook: true });
  expect(commands[0]).toMatchObject({ checkpoint: checkpoint(), rows: [new Float32Array([1, 2])] });
});

test("a failure rejects with its problem", async () => {
  answer = ({ id }) => [{ type: "failed", id, problem: gone }];
  await expect(client.describeData(project.data)).rejects.toMatchObject({ code: "gone", message: "Gone." });
});

test("a thread that is gone ends all that was asked, and all that will be", async () => {
  const first = client.describeData(project.data);
  client.close(gone);
  client.close({ ...gone, code: "later" });
  await expect(first).rejects.toBeInstanceOf(StudioError);
  await expect(first).rejects.toMatchObject({ code: "gone" });
  await expect(client.measureBackends(["cpu"], true)).rejects.toMatchObject({ code: "gone" });
  expect(client.isClosed).toBe(true);
});

test("rows that no message can carry are refused instead of waiting for ever", async () => {
  const rows = [{ width: () => 3 }];
  const asked = client.predict(modelRecord("model-a", runRecord("run-a")), checkpoint(), rows);
  await expect(asked).rejects.toMatchObject({ name: "DataCloneError" });
});
