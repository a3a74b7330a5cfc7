import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Page, openPage } from "../page.ts";
import { type Script, leaveScripted, openScripted } from "../scripted-studio.ts";
import { serveThreads } from "../serve-threads.ts";
import type { Studio } from "../studio.ts";

let page: Page;
let studio: Studio;
let script: Script;

beforeEach(async () => {
  page = openPage();
  ({ studio, script } = await openScripted());
  serveThreads(page);
});

afterEach(() => leaveScripted(page, studio));

/** The same page visited again. */
async function reopen(): Promise<void> {
  await studio.closeStorage();
  ({ studio, script } = await openScripted());
}

const project = {
  name: "line",
  data: { id: "noisy-line" },
  model: { architecture: "linear" },
  training: { backend: "cpu", batchSize: 40, steps: 8 },
};
const lanes = [{ optimizer: { id: "adam", learningRate: 0.1 } }, { optimizer: { id: "sgd" }, label: "Plain" }];

test("a race answers with each lane and seed, a verdict, and is kept over a reload", async () => {
  const heard: string[] = [];
  const race = await script.race(project, lanes, { seeds: 2, name: "first", onEvent: ({ type }) => heard.push(type) });
  expect(structuredClone(race)).toEqual(race);
  expect(race).toMatchObject({ name: "first", status: "finished", seeds: 2 });
  expect(
    race.lanes.map(({ label, runs }) => [label, runs.map(({ seed, status, steps }) => [seed, status, steps])]),
  ).toEqual([
    [
      "Adam 0.1",
      [
        [7, "finished", 8],
        [8, "finished", 8],
      ],
    ],
    [
      "Plain",
      [
        [7, "finished", 8],
        [8, "finished", 8],
      ],
    ],
  ]);
  expect(race.verdict).toMatch(/ended lowest, at /);
  expect(heard[0]).toBe("preparing");
  expect(heard.at(-1)).toBe("progress");

  const alone = await script.train({ ...project, training: { ...project.training, optimizer: lanes[0]!.optimizer } });
  expect(race.lanes[0]!.runs[0]!.test).toEqual(alone.test);

  await reopen();
  expect(await script.races.list()).toMatchObject([{ id: race.id, name: "first", lanes: ["Adam 0.1", "Plain"] }]);
  expect(await script.races.get(race.id)).toEqual(race);
});

test("a race is renamed, removed, and brought back by the notice's undo", async () => {
  const { id } = await script.race(project, lanes, { seeds: 1 });
  await script.races.rename(id, " the line ");
  expect(await script.races.get(id)).toMatchObject({ name: "the line" });
  await script.races.remove(id);
  expect(await script.races.list()).toEqual([]);
  studio.state().notices.at(-1)!.action!.run();
  await vi.waitFor(async () => expect(await script.races.list()).toHaveLength(1));
  await reopen();
  expect(await script.races.list()).toMatchObject([{ id, name: "the line" }]);
});

test("a page that is closed while it races leaves the curves up to its last rest", async () => {
  const race = script.race({ ...project, training: { ...project.training, steps: 1000 } }, lanes, { seeds: 1 });
  race.catch(() => undefined);
  await vi.waitFor(() => expect(studio.state().race?.plan).toMatchObject({ backend: "cpu" }));
  await script.races.pause();
  const paused = studio.state().race!;
  expect(paused.status).toBe("paused");
  const points = paused.lanes.map(({ runs }) => runs[0]!.points.length);
  page.locks.held.clear();
  await reopen();
  expect(await script.races.list()).toMatchObject([{ id: paused.id, status: "stopped" }]);
  // Whoever comes back finds it, with what had come of it.
  expect(studio.state().race).toMatchObject({ id: paused.id, status: "stopped" });
  expect(studio.state().race?.reason.en).toMatch(/^The page was closed while it raced/);
  const kept = await script.races.get(paused.id);
  expect(kept.lanes.map(({ runs }) => [runs[0]!.status, runs[0]!.history.length])).toEqual(
    points.map((count) => ["stopped", count]),
  );
});

test("a race that broke off goes on to the end of one that never did, and its curves never fall back", async () => {
  const long = { ...project, training: { ...project.training, steps: 300 } };
  const whole = await script.race(long, lanes, { seeds: 1 });
  script.race(long, lanes, { seeds: 1 }).catch(() => undefined);
  await vi.waitFor(() => expect(studio.state().race).toMatchObject({ status: "running" }));
  await script.races.pause();
  for (const _ of [1, 2, 3]) await script.races.step();
  const { id, lanes: left } = studio.state().race!;
  page.locks.held.clear();
  await reopen();
  await script.races.list();
  const lengths: number[] = [];
  studio.studioStore.subscribe(({ race }) => lengths.push(race!.lanes[0]!.runs[0]!.points.length));
  const race = await script.races.goOn(id);
  const curves = (each: typeof race) =>
    each.lanes.map(({ runs }) => runs.map(({ history }) => history.map(({ elapsedMs: _own, ...point }) => point)));
  expect(curves(race)).toEqual(curves(whole));
  expect(race).toMatchObject({ id, status: "finished" });
  expect(Math.min(...lengths)).toBe(left[0]!.runs[0]!.points.length);
  expect(await script.races.get(id)).toEqual(race);
  await expect(script.races.goOn(id)).rejects.toMatchObject({ code: "race-over" });
});

test("a race whose thread dies says why, and keeps the curves it had come to", async () => {
  const race = script.race({ ...project, training: { ...project.training, steps: 1000 } }, lanes, { seeds: 1 });
  const told = race.catch((error: unknown) => String(error));
  await vi.waitFor(() => expect(studio.state().race?.plan).toMatchObject({ backend: "cpu" }));
  await script.races.pause();
  await script.races.step();
  page.threads.at(-1)!.die("out of memory");
  expect(await told).toMatch(/out of memory/);
  const failed = studio.state().race!;
  expect(failed).toMatchObject({ status: "failed", isStopping: false, lanes: [{ runs: [{ status: "stopped" }] }, {}] });
  const kept = await script.races.get(failed.id);
  expect(kept).toMatchObject({ status: "failed", reason: failed.reason.en });
  expect(kept.lanes[0]!.runs[0]!.history).toEqual(failed.lanes[0]!.runs[0]!.points);
  expect(kept.lanes[0]!.runs[0]!.history).not.toEqual([]);
});

test("a lane of the race is trained once more for the library, on what it raced on", async () => {
  const race = await script.race({ ...project, training: { ...project.training, backend: "auto" } }, lanes, {
    seeds: 1,
  });
  await studio.promoteLane(race.lanes[0]!.id, 7);
  const [run] = await script.runs.list();
  expect(run).toMatchObject({ backend: race.lanes[0]!.runs[0]!.backend, trainer: race.lanes[0]!.runs[0]!.trainer });
  expect(run!.test).toEqual(race.lanes[0]!.runs[0]!.test);
  const { training } = (await script.models.get(run!.modelId!)).project;
  expect(training).toMatchObject({ backend: "wasm", trainer: "compiled", seed: 7 });
});

test.each([
  [lanes.slice(1), {}, "lanes: "],
  [lanes, { seeds: 40 }, "seeds: "],
  [[lanes[0], { optimizer: { id: "adm" } }], {}, "lanes[1].optimizer"],
  [lanes, { sedes: 2 }, "options"],
] as const)("a wrong race is refused by its field (%#)", async (given, options, field) => {
  const refused = Reflect.apply(script.race, undefined, [project, given, options]) as Promise<unknown>;
  await expect(refused).rejects.toThrow(field);
});
