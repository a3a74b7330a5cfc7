/** Lanes that are ready to race. */
import { expect, test } from "vitest";
import { lineUps, sweepEntrants, usualEntrant, withEntrants } from "../../../src/project/race-line-ups.ts";
import { laneTitle, MOST_LANES, parseRaceSettings } from "../../../src/project/race.ts";
import { trainingSchema } from "../../../src/project/training.ts";

const training = trainingSchema.parse({ optimizer: { id: "momentum", learningRate: 0.3 } });

test.each(lineUps)("$id is a race that can be run", ({ entrants }) => {
  const lanes = withEntrants([], entrants(training));
  const { settings, problem } = parseRaceSettings({ project: { data: { id: "moons" } }, lanes });
  expect(problem).toBeUndefined();
  expect(new Set(settings?.lanes.map((lane, _, all) => laneTitle(lane, all).en)).size).toBe(lanes.length);
  expect(new Set(lanes.map(({ colour }) => colour)).size).toBe(lanes.length);
});

test("schedules are raced with the project's own optimizer", () => {
  const entrants = lineUps.find(({ id }) => id === "schedules")?.entrants(training) ?? [];
  expect(entrants.map(({ optimizer }) => optimizer)).toEqual(entrants.map(() => training.optimizer));
});

test("an optimizer joins at the rate that a form begins with", () => {
  expect(usualEntrant("sgd").optimizer.learningRate).toBe(0.01);
  expect(usualEntrant("adam").optimizer.learningRate).toBe(0.001);
});

test("a sweep is even in the logarithm of the rate", () => {
  const rates = sweepEntrants({ optimizer: "adam", low: 1e-4, high: 1, count: 5 });
  expect(rates.map(({ optimizer }) => optimizer.learningRate)).toEqual([0.0001, 0.001, 0.01, 0.1, 1]);
});

test("who joins takes a free id and look, and no more join than there is room for", () => {
  const [first, second, third] = withEntrants([], [usualEntrant("sgd"), usualEntrant("adam"), usualEntrant("lion")]);
  const without = [first!, third!];
  const joined = withEntrants(without, [usualEntrant("adam")]);
  expect(joined.at(-1)).toEqual(second);
  const many = withEntrants(
    joined,
    Array.from({ length: 40 }, () => usualEntrant("adam")),
  );
  expect(many).toHaveLength(MOST_LANES);
  expect(new Set(many.map(({ id }) => id)).size).toBe(MOST_LANES);
});

test("lanes that would be called the same are numbered, and keep their numbers in every list of the race", () => {
  const adam = usualEntrant("adam");
  const named = { ...adam, label: "Adam 0.001" };
  const lanes = withEntrants([], [adam, usualEntrant("sgd"), named, adam]);
  const titles = lanes.map((lane) => laneTitle(lane, lanes));
  expect(titles.map(({ en }) => en)).toEqual(["Adam 0.001", "Mini-batch SGD 0.01", "Adam 0.001 (2)", "Adam 0.001 (3)"]);
  expect(titles[2]!.zh).toBe("Adam 0.001（2）");
});
