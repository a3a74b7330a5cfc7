import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Page, closePage, openPage } from "../page.ts";
import { closeServers, serveThreads } from "../serve-threads.ts";
import { type Studio, loadStudio } from "../studio.ts";

let page: Page;
let studio: Studio;
let script: ReturnType<Studio["createScripting"]>;

beforeEach(async () => {
  page = openPage();
  await open();
  serveThreads(page);
});

async function open(): Promise<void> {
  studio = await loadStudio();
  script = studio.createScripting();
  await script.ready;
}

afterEach(async () => {
  closeServers();
  for (const thread of page.threads) thread.port.close();
  await studio.closeStorage();
  closePage();
  vi.restoreAllMocks();
});

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

  await studio.closeStorage();
  await open();
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
  await studio.closeStorage();
  await open();
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
  await studio.closeStorage();
  page.locks.held.clear();
  await open();
  expect(await script.races.list()).toMatchObject([{ id: paused.id, status: "stopped" }]);
  const kept = await script.races.get(paused.id);
  expect(kept.lanes.map(({ runs }) => [runs[0]!.status, runs[0]!.history.length])).toEqual(
    points.map((count) => ["stopped", count]),
  );
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
