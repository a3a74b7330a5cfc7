import { expect, test } from "vitest";
import { laneSchema } from "../../../../src/project/race.ts";
import { type RacedRun, type Raced, raceProject } from "../../../support/run-race.ts";
import { runProject } from "../../../support/run-project.ts";

const project = {
  data: { id: "moons" },
  model: { architecture: "mlp", config: { units: [8], activation: "tanh" } },
  training: { batchSize: 32, steps: 60, seed: 7 },
};

const ofSteps = (steps: number) => ({ ...project, training: { ...project.training, steps } });
const sgd = (learningRate: number) => ({ id: "sgd", learningRate });
const adam = { id: "adam", learningRate: 0.01 };

/** All but what differs from look to look: what it took. */
function curveOf({ points }: RacedRun) {
  return points.map(({ elapsedMs: _elapsedMs, ...point }) => point);
}

function runOf({ runs }: Raced, key: string): RacedRun {
  return runs.get(key)!;
}

test.each([
  ["wasm", 60],
  ["cpu", 10],
] as const)("lanes of one optimizer have equal curves seed by seed, on %s", async (backend, steps) => {
  const lanes = [
    { id: "one", optimizer: sgd(0.1) },
    { id: "between", optimizer: adam },
    { id: "two", optimizer: sgd(0.1) },
    { id: "other", optimizer: sgd(0.05) },
  ];
  const raced = await raceProject({ project: ofSteps(steps), lanes, seeds: 2 }, { preferred: [backend] });

  for (const seed of [7, 8]) {
    const one = curveOf(runOf(raced, `one/${seed}`));
    expect(one.at(-1)).toMatchObject({ step: steps, epoch: steps / 10 });
    expect(curveOf(runOf(raced, `two/${seed}`))).toEqual(one);
    expect(curveOf(runOf(raced, `other/${seed}`))).not.toEqual(one);
  }
  expect(curveOf(runOf(raced, "one/7"))).not.toEqual(curveOf(runOf(raced, "one/8")));
  // The first step comes before any update has shown: same weights, same batch.
  const [first, second] = [runOf(raced, "one/7").points[0]!, runOf(raced, "between/7").points[0]!];
  expect(first.loss).not.toBeNaN();
  expect(second.step).toBe(first.step);
});

test.each([
  ["wasm", 60, adam, {}],
  ["wasm", 60, sgd(0.1), { id: "reduce-on-plateau", patience: 0 }],
  ["cpu", 4, { id: "lbfgs", learningRate: 1 }, {}],
  ["wasm", 60, { id: "gradient-descent", learningRate: 0.5 }, {}],
] as const)("a lane on %s over %d steps is the run that training it alone gives: %j %j", async (...given) => {
  const [backend, steps, optimizer, schedule] = given;
  const more = "id" in schedule ? { schedule } : {};
  const lanes = [
    { id: "lane", optimizer, ...more },
    { id: "other", optimizer: sgd(0.02) },
  ];
  const raced = await raceProject({ project: ofSteps(steps), lanes, seeds: 1 }, { preferred: [backend] });
  const alone = await runProject(
    { ...project, training: { ...project.training, steps, optimizer, ...more } },
    { preferred: [backend] },
  );

  const lane = runOf(raced, "lane/7");
  const measured = alone.points.filter(({ validation }) => validation !== undefined);
  expect(lane.points.map(({ step, validation }) => ({ step, validation }))).toEqual(
    measured.map(({ step, validation }) => ({ step, validation })),
  );
  expect(lane.points.map(({ examples }) => examples)).toEqual(measured.map(({ examples }) => examples));
  for (const [at, { step, loss }] of lane.points.entries()) {
    const before = measured[at - 1]?.step ?? 0;
    const between = alone.points.filter((point) => point.step > before && point.step <= step);
    expect(loss).toBeCloseTo(between.reduce((sum, point) => sum + point.loss, 0) / between.length, 10);
  }
  expect(lane.test).toEqual(alone.outcome.summary.test);
});

test("the last step of plain descent is its rate times the gradient's length", async () => {
  const lanes = [
    { id: "slow", optimizer: sgd(0.01) },
    { id: "fast", optimizer: sgd(0.1) },
  ];
  const raced = await raceProject({
    project: { ...project, training: { ...project.training, steps: 1 } },
    lanes,
    seeds: 2,
  });
  for (const [key, rate] of [
    ["slow/7", 0.01],
    ["fast/8", 0.1],
  ] as const) {
    const [point] = runOf(raced, key).points;
    expect(point!.stepSize! / (rate * point!.gradientNorm!)).toBeCloseTo(1, 4);
    expect(point!.distance).toBe(point!.stepSize);
  }
});

test("a lane that diverges stops alone", async () => {
  const lanes = [
    { id: "wild", optimizer: sgd(1e12) },
    { id: "calm", optimizer: sgd(0.1) },
  ];
  // Plain squared errors overflow where a softmax would not.
  const line = {
    data: { id: "noisy-line" },
    model: { architecture: "linear" },
    training: { batchSize: 32, steps: 40 },
  };
  const raced = await raceProject({ project: line, lanes, seeds: 3 });
  for (const seed of [7, 8, 9]) {
    expect(runOf(raced, `wild/${seed}`)).toMatchObject({ status: "diverged" });
    expect(runOf(raced, `wild/${seed}`).reason!.en).toMatch(/^Training diverged: at step \d+ .*tenth/);
    expect(runOf(raced, `calm/${seed}`)).toMatchObject({ status: "finished" });
    expect(runOf(raced, `calm/${seed}`).points.at(-1)!.step).toBe(40);
  }
});

test("one lane leaves, another comes later, catches up and is the same as from the start", async () => {
  const lanes = [
    { id: "stays", optimizer: adam },
    { id: "leaves", optimizer: sgd(0.1) },
  ];
  let looks = 0;
  const raced = await raceProject(
    { project, lanes, seeds: 2 },
    {
      // Told of after every point.
      now: () => (looks += 1000),
      onEvent: (event, { entries, steering }) => {
        if (event.type === "race-started") steering.step();
        if (event.type !== "race-rested") return;
        entries.drop("leaves");
        entries.add(laneSchema.parse({ id: "comes", optimizer: adam, schedule: { id: "constant" }, colour: 2 }));
        steering.goOn();
      },
    },
  );
  expect(runOf(raced, "leaves/7")).toMatchObject({ status: "dropped" });
  expect(runOf(raced, "leaves/7").points).toHaveLength(1);
  for (const seed of [7, 8]) {
    expect(runOf(raced, `comes/${seed}`).status).toBe("finished");
    expect(runOf(raced, `comes/${seed}`).points.map(({ step, loss }) => [step, loss])).toEqual(
      runOf(raced, `stays/${seed}`).points.map(({ step, loss }) => [step, loss]),
    );
  }
});

test("a race that is stopped keeps its curves", async () => {
  let looks = 0;
  const raced = await raceProject(
    {
      project,
      lanes: [
        { id: "one", optimizer: adam },
        { id: "two", optimizer: sgd(0.1) },
      ],
      seeds: 1,
    },
    {
      now: () => (looks += 1000),
      onEvent: (event, { stop }) => {
        if (event.type === "race-progress" && event.progress.runs.some(({ points }) => points.length > 0)) stop();
      },
    },
  );
  expect(runOf(raced, "one/7").status).toBe("stopped");
  expect(runOf(raced, "one/7").points.length).toBeGreaterThan(0);
  expect(runOf(raced, "one/7").points.at(-1)!.step).toBeLessThan(60);
});
