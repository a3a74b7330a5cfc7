/** A race on WebGPU: a population in lockstep, each of it as if it were alone. */
import { expect, test } from "vitest";
import { raceProject } from "../../../support/run-race.ts";
import { runProject } from "../../../support/run-project.ts";

/** Moons are made, not read. */
const access = {
  signal: new AbortController().signal,
  readFile: (name: string) => Promise.reject(new Error(`Nothing should read ${name}`)),
  readStored: () => Promise.resolve(null),
  openScratch: () => Promise.reject(new Error("Nothing is larger than memory")),
  report: () => undefined,
};

test("lanes of one optimizer share a population, and each is the run that it is alone", async () => {
  const training = { steps: 40, batchSize: 32, backend: "webgpu" };
  const project = { data: { id: "moons" }, model: { architecture: "mlp", config: { units: [8] } }, training };
  const lanes = [0.01, 0.1, 0.01].map((learningRate) => ({ optimizer: { id: "adam", learningRate } }));
  const { events, runs } = await raceProject({ project, lanes, seeds: 2 }, { access });

  const plans = events.flatMap((event) => (event.type === "race-lane" ? [event.plan] : []));
  expect(plans.map(({ trainer, population }) => [trainer, population])).toEqual(lanes.map(() => ["compiled", 6]));
  const losses = (key: string) => runs.get(key)!.points.map(({ loss, validation }) => [loss, validation]);
  expect(losses("lane-3/8")).toEqual(losses("lane-1/8"));
  expect(losses("lane-2/8")).not.toEqual(losses("lane-1/8"));

  const alone = await runProject(
    { ...project, training: { ...training, seed: 8, optimizer: lanes[1]!.optimizer } },
    { access },
  );
  expect(runs.get("lane-2/8")).toMatchObject({ status: "finished", test: alone.outcome.summary.test });
});
