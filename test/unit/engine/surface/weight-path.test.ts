/** Which weights a run leaves behind for the picture of its way. */
import { expect, test } from "vitest";
import type { RunCheckpoint } from "../../../../src/project/run-checkpoint.ts";
import type { PathStore } from "../../../../src/project/weight-path.ts";
import { heldPaths } from "../../../support/held-paths.ts";
import { raceProject } from "../../../support/run-race.ts";
import { runProject } from "../../../support/run-project.ts";

const line = {
  data: { id: "noisy-line" },
  model: { architecture: "linear" },
  training: { optimizer: { id: "sgd", learningRate: 0.1 }, batchSize: 16 },
};
const of = (steps: number) => ({ ...line, training: { ...line.training, steps } });
const stepsIn = async (paths: PathStore, id = "run-1", lane = ""): Promise<readonly number[]> =>
  ((await paths.read(id)).get(lane) ?? []).map(({ step }) => step);

test("a short run keeps every step, a long one as many as a picture shows, evenly apart to its end", async () => {
  const short = heldPaths();
  await runProject(of(6), { paths: short });
  expect(await stepsIn(short)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  const long = heldPaths();
  await runProject(of(1000), { paths: long });
  const steps = await stepsIn(long);
  expect(steps.length).toBeGreaterThan(60);
  expect(steps.length).toBeLessThanOrEqual(122);
  expect(steps.at(-1)).toBe(1000);
  const gaps = new Set(steps.slice(1, -1).map((step, at) => step - steps[at]!));
  expect(gaps.size).toBe(1);
});

test("what a run has gone through is stored soon after it began, before its first checkpoint", async () => {
  const told: string[] = [];
  let clock = 0;
  const held = heldPaths();
  const paths: PathStore = { ...held, keep: async (...given) => (told.push("kept"), held.keep(...given)) };
  await runProject(of(200), { paths, now: () => (clock += 50), onEvent: ({ type }) => told.push(type) });
  const soon = told.slice(0, told.indexOf("run-checkpoint"));
  expect(soon.filter((each) => each === "kept").length).toBeGreaterThan(2);
});

test("a run that is stopped early has a path to where it stopped", async () => {
  const paths = heldPaths();
  const { outcome } = await runProject(of(100_000), {
    paths,
    onEvent: (event, stop) => {
      if (event.type === "run-progress") stop();
    },
  });
  expect((await stepsIn(paths)).at(-1)).toBe(outcome.summary.steps);
});

test("a run that breaks off and goes on keeps the path of one that never did, with the model's own weights last", async () => {
  const [whole, broken] = [heldPaths(), heldPaths()];
  const { outcome } = await runProject(of(300), { paths: whole });
  let from: RunCheckpoint | undefined;
  const untilThen: PathStore = {
    ...broken,
    keep: async (...given) => (from === undefined ? broken.keep(...given) : undefined),
  };
  await runProject(of(300), {
    paths: untilThen,
    onEvent: (event, stop, steering) => {
      if (event.type === "run-checkpoint") {
        from = structuredClone(event.checkpoint);
        stop();
      } else if (from === undefined && event.type === "run-started") steering.step();
    },
  });
  await runProject(of(300), { paths: broken, from: from! });
  expect(await broken.read("run-1")).toEqual(await whole.read("run-1"));
  const last = (await whole.read("run-1")).get("")!.at(-1)!;
  const tensors = outcome.model!.checkpoint.tensors.filter(({ name }) => name.startsWith("parameter/"));
  expect([...last.values]).toEqual(tensors.flatMap(({ values }) => [...values]));
});

test("of a race the first run of each lane is kept, a lane that diverges as far as it came", async () => {
  const paths = heldPaths();
  const lanes = [
    { id: "calm", optimizer: { id: "sgd", learningRate: 0.1 } },
    { id: "wild", optimizer: { id: "sgd", learningRate: 1e6 } },
  ];
  await raceProject({ project: of(400), lanes, seeds: 2 }, { paths });
  const calm = await stepsIn(paths, "race-1", "calm");
  expect([calm[0], calm.at(-1)]).toEqual([0, 400]);
  expect(calm.length).toBeGreaterThan(40);
  expect(await stepsIn(paths, "race-1", "wild")).toEqual([0]);
});
