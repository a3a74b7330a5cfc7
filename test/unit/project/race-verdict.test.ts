import { expect, test } from "vitest";
import { type RacePoint, type RaceRunStatus, parseRaceSettings } from "../../../src/project/race.ts";
import type { JudgedRace } from "../../../src/project/race-figures.ts";
import { judgeRace } from "../../../src/project/race-verdict.ts";

interface Course {
  readonly id: string;
  readonly optimizer?: Readonly<Record<string, unknown>>;
  /** Validation loss by point, of each seed. */
  readonly losses: readonly (readonly number[])[];
  readonly msPerStep?: number;
  readonly status?: RaceRunStatus;
}

/** A race whose points lie ten steps apart. */
function raceOf(courses: readonly Course[]): JudgedRace {
  const lanes = courses.map(({ id, optimizer }) => ({ id, label: id, optimizer: optimizer ?? { id: "sgd" } }));
  const { settings } = parseRaceSettings({
    project: { data: { id: "moons" } },
    lanes,
    seeds: courses[0]!.losses.length,
  });
  return {
    settings: settings!,
    lanes: courses.map(({ id, losses, msPerStep = 1, status = "finished" }) => ({
      id,
      plan: null,
      runs: losses.map((curve, at) => ({
        seed: 7 + at,
        status,
        points: curve.map((loss, index): RacePoint => {
          const step = 10 * (index + 1);
          return {
            step,
            epoch: index,
            examples: 32 * step,
            elapsedMs: msPerStep * step,
            loss: 2 * loss,
            validation: { loss },
          };
        }),
      })),
    })),
  };
}

/** Falls in a straight line from 1 to `end`. */
const falling = (end: number, points = 10) =>
  Array.from({ length: points }, (_, at) => (at === points - 1 ? end : 1 + ((end - 1) * at) / (points - 1)));

test("time, steps, end, spread and rank are those of the curves", () => {
  const verdict = judgeRace(
    raceOf([
      { id: "Slow", losses: [falling(0.1), falling(0.15), falling(0.2)] },
      { id: "Fast", losses: [falling(0.4), falling(0.4), falling(0.4)], msPerStep: 0.25 },
    ]),
    { target: 0.55 },
  );
  const [slow, fast] = verdict.lanes;
  expect(slow).toMatchObject({ rank: 1, diverged: 0, end: { n: 3, low: 0.1, high: 0.2 } });
  expect(slow!.end!.mean).toBeCloseTo(0.15, 12);
  expect(slow!.end!.sd).toBeCloseTo(0.05, 12);
  // 1 - 0.9 k / 9 and 1 - 0.85 k / 9 are below 0.55 from the sixth point on, 1 - 0.8 k / 9 from the seventh on.
  expect(slow!.toTarget!.steps).toBeCloseTo((60 + 60 + 70) / 3, 12);
  expect(slow!.toTarget).toMatchObject({ reached: 3, of: 3 });
  expect(fast!.toTarget).toMatchObject({ steps: 80, ms: 20, examples: 32 * 80 });
  expect(verdict.measure).toBe("validation");
  expect(verdict.headline.en).toBe(
    "Fast was first below 0.55, after 20 ms and 80 steps; Slow needed only 63 steps, but more time. Slow ended lowest, at 0.15. Its lead over Fast is more than seed noise.",
  );
  expect(verdict.headline.zh).toBe(
    "Fast 最先降到 0.55 以下，用时 20 毫秒、80 步；Slow 只需 63 步，但用时更长。Slow 最终最低，为 0.15。它对 Fast 的领先超出了种子间的波动。",
  );
});

test("a lead that the seeds do not agree on is within noise, in figures", () => {
  const ends = [0.1, 0.3, 0.2, 0.4];
  const others = [0.2, 0.2, 0.36, 0.3];
  const verdict = judgeRace(
    raceOf([
      { id: "One", losses: ends.map((end) => falling(end)) },
      { id: "Other", losses: others.map((end) => falling(end)) },
    ]),
  );
  expect(verdict.lead).toMatchObject({ first: "One", second: "Other", test: { n: 4 } });
  expect(verdict.lead!.test!.difference).toBeCloseTo(0.015, 12);
  expect(verdict.headline.en).toContain("Its lead over Other is within seed noise.");
  expect(verdict.details[0]!.en).toMatch(
    /^Other ended 0.015 above One in validation loss, on average over 4 paired seeds/,
  );
  expect(verdict.details[0]!.en).toContain("of 16 swaps");
  // Of 0.1, -0.1, 0.16, -0.1: their mean in their deviation, and the noncentral t's that put it at their tails, by SciPy.
  expect(verdict.details[0]!.en).toMatch(
    /The effect is negligible: 0.11 standard deviations of the difference \(95% interval -0.88 to 1.1: from large to a lead of the other lane\)\.$/,
  );
  expect(verdict.details[0]!.zh).toMatch(/效应可忽略：.*从“大”到对方领先都有可能）。$/);
  expect(verdict.details[1]!.en).toBe(
    "Other was steadiest: its ends differ by ±0.079 (standard deviation) over 4 seeds.",
  );
  expect(verdict.next[0]!.en).toContain("with 8 seeds");
});

test("one seed is not said to prove anything", () => {
  const race = raceOf([
    { id: "One", losses: [falling(0.1)] },
    { id: "Other", losses: [falling(0.5)] },
  ]);
  const { headline, details, next } = judgeRace(race);
  expect(headline.en).toContain("Too few seeds tell whether its lead over Other is more than chance.");
  expect(details).toEqual([]);
  expect(next[0]!.en).toContain("6 seeds");
  expect(next[1]!.en).toBe("One is still falling: give the race more steps.");
});

test("who diverged is last, is said, and told to go slower; the best at the edge of a sweep to go on", () => {
  const verdict = judgeRace(
    raceOf([
      { id: "Wild", optimizer: { id: "sgd", learningRate: 10 }, losses: [[5], [4]], status: "diverged" },
      { id: "High", optimizer: { id: "adam", learningRate: 0.03 }, losses: [falling(0.1), falling(0.11)] },
      { id: "Low", optimizer: { id: "adam", learningRate: 0.01 }, losses: [falling(0.5), falling(0.51)] },
    ]),
  );
  expect(verdict.lanes[0]).toMatchObject({ rank: 3, end: null, diverged: 2 });
  expect(verdict.details.map(({ en }) => en)).toContain("Wild diverged with every seed.");
  expect(verdict.next.map(({ en }) => en)).toEqual([
    "Race the first two again with 6 seeds, to tell their difference from noise.",
    "Give Wild a tenth of its learning rate: 1.",
    "The best rate of Adam was the highest you tried; try 0.09 too.",
  ]);
});

test("the target of itself is a round loss that half of the lanes reach", () => {
  const race = raceOf([
    { id: "One", losses: [falling(0.1234), falling(0.1234)] },
    { id: "Other", losses: [falling(0.4321), falling(0.4321)] },
    { id: "Third", losses: [falling(0.3333), falling(0.3333)] },
  ]);
  expect(judgeRace(race).target).toBe(0.34);
  // Nobody has learnt anything: the losses rise.
  expect(
    judgeRace(
      raceOf([
        { id: "One", losses: [[1, 2]] },
        { id: "Other", losses: [[1, 3]] },
      ]),
    ).target,
  ).toBeNull();
});
