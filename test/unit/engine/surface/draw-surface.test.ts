/** The loss around where training has led, against what is known of it without a grid. */
import { beforeAll, describe, expect, test } from "vitest";
import { noisyLine } from "../../../../src/catalog/datasets/noisy-line/definition.ts";
import { loadNoisyLine } from "../../../../src/catalog/datasets/noisy-line/noisy-line.ts";
import type { Checkpoint } from "../../../../src/project/records.ts";
import type { Surface } from "../../../../src/project/surface.ts";
import type { PathStore } from "../../../../src/project/weight-path.ts";
import { surfaceOf } from "../../../support/draw-surface.ts";
import { heldPaths } from "../../../support/held-paths.ts";
import { refusal } from "../../../support/refusal.ts";
import { raceProject } from "../../../support/run-race.ts";
import { runProject } from "../../../support/run-project.ts";

const moons = {
  data: { id: "moons" },
  model: {
    layers: [
      { type: "dense", units: 6, activation: "tanh" },
      { type: "batch-normalization" },
      { type: "dropout", rate: 0.3 },
      { type: "dense", units: 2 },
    ],
  },
  training: { optimizer: { id: "adam", learningRate: 0.03 }, batchSize: 32, steps: 90 },
};

describe("a network's run", () => {
  let paths: PathStore;
  let validation: Readonly<Record<string, number>>;
  let model: Checkpoint;
  beforeAll(async () => {
    paths = heldPaths();
    const { outcome } = await runProject(moons, { paths });
    ({ validation } = outcome.summary);
    model = outcome.model!.checkpoint;
  });
  const draw = (options: object, more: { backend?: "cpu" | "wasm"; model?: Checkpoint } = {}): Promise<Surface> =>
    surfaceOf(moons, { id: "run-1", paths, options: { points: 5, part: "validation", ...options }, ...more });

  test.each(["path", "random"])(
    "the %s plane goes through the run's end, whose loss is the run's own",
    async (plane) => {
      const surface = await draw({ plane });
      expect(surface.centre).toMatchObject({ lane: "", step: 90 });
      expect(surface.centre.loss).toBeCloseTo(validation["loss"]!, 5);
      const [path] = surface.paths;
      expect(path!.steps[0]).toBe(0);
      expect(path!.steps.at(-1)).toBe(90);
      expect(path!.places.at(-1)).toEqual([0, 0]);
      expect(surface.losses).toHaveLength(25);
      expect(surface.hasStatistics).toBe(true);
      expect(surface.examples).toBe(surface.partRows);
    },
  );

  test("a grid point that falls on the centre has the centre's loss, and random planes of one seed are one", async () => {
    const surface = await draw({ plane: "random", seed: 3 });
    expect(surface.losses[12]).toBe(surface.centre.loss);
    expect((await draw({ plane: "random", seed: 3 })).losses).toEqual(surface.losses);
    expect((await draw({ plane: "random", seed: 4 })).losses).not.toEqual(surface.losses);
    expect(surface.explained).toBeGreaterThan(0);
    expect(surface.explained).toBeLessThan((await draw({})).explained!);
  });

  test("both trainers measure the same surface", async () => {
    const [reference, compiled] = [await draw({}), await draw({}, { backend: "wasm" })];
    for (const [at, loss] of reference.losses.entries()) expect(compiled.losses[at]).toBeCloseTo(loss, 4);
  });

  test("a sample of the examples is drawn, and the whole part where it is no larger", async () => {
    const surface = await draw({ part: "train", examples: 50 });
    expect(surface.examples).toBe(50);
    expect(surface.partRows).toBeGreaterThan(50);
  });

  test("tells how far it is, and can be given up", async () => {
    const abort = new AbortController();
    const given = surfaceOf(moons, { id: "run-1", paths, signal: abort.signal, tell: () => abort.abort() });
    expect((await refusal(given)).code).toBe("cancelled");
  });

  test("a model that is not the last weights has its own place, which is on the way", async () => {
    expect((await draw({})).model).toBeNull();
    const { step, values } = (await paths.read("run-1")).get("")![40]!;
    const program = [...model.tensors].filter(({ name }) => /^(parameter|state)\//.test(name));
    let from = 0;
    const tensors = program.map((tensor) => ({
      ...tensor,
      values: values.slice(from, (from += tensor.values.length)),
    }));
    const surface = await draw({}, { model: { step, tensors } });
    expect(surface.model).toEqual({ step, place: surface.paths[0]!.places[40] });
  });

  test("a run of which nothing is kept says so; where its model is, random directions go through that", async () => {
    expect((await refusal(surfaceOf(moons, { id: "run-2", paths }))).code).toBe("path-missing");
    const of = (plane: string) => surfaceOf(moons, { id: "run-2", paths, model, options: { points: 3, plane } });
    expect((await refusal(of("path"))).code).toBe("path-too-short");
    const surface = await of("random");
    expect(surface).toMatchObject({ centre: { step: 90 }, model: null, explained: null });
    expect(surface.centre.loss).toBe((await draw({ part: "train", plane: "random" })).centre.loss);
  });
});

test("of a line's mean squared error the surface is the quadratic that its data make", async () => {
  const paths = heldPaths();
  const line = {
    data: { id: "noisy-line", preprocess: [], standardizeTarget: false, split: { train: 1, validation: 0, test: 0 } },
    model: { architecture: "linear" },
    training: { loss: { id: "mse" }, optimizer: { id: "momentum", learningRate: 0.01 }, steps: 60, batchSize: 32 },
  };
  await runProject(line, { paths });
  const surface = await surfaceOf(line, { id: "run-1", paths, options: { points: 3 } });
  // Two weights: the plane of the path is all there is.
  expect(surface.explained).toBeCloseTo(1, 6);
  const at = (column: number, row: number): number => surface.losses[3 * row + column]!;
  const [dx, dy] = [surface.x[1]! - surface.x[0]!, surface.y[1]! - surface.y[0]!];
  const xx = (at(0, 1) - 2 * at(1, 1) + at(2, 1)) / dx ** 2;
  const yy = (at(1, 0) - 2 * at(1, 1) + at(1, 2)) / dy ** 2;
  const xy = (at(2, 2) - at(2, 0) - at(0, 2) + at(0, 0)) / (4 * dx * dy);
  // The Hessian in slope and intercept is 2 [[mean x², mean x], [mean x, 1]]; turning it keeps trace and determinant.
  const [column] = (await loadNoisyLine(noisyLine.config.parse({}))).columns;
  if (column?.type !== "number") throw new Error("The line's x is a number");
  const mean = (power: number): number => column.values.reduce((sum, x) => sum + x ** power, 0) / column.values.length;
  expect(xx + yy).toBeCloseTo(2 * (mean(2) + 1), 2);
  expect(xx * yy - xy ** 2).toBeCloseTo(4 * (mean(2) - mean(1) ** 2), 2);
});

test("all lanes of a race fall on one plane, each from the common start to its own end", async () => {
  const paths = heldPaths();
  const { layers } = moons.model;
  const project = { ...moons, model: { layers: layers.filter(({ type }) => type === "dense") } };
  const lanes = ["sgd", "adam"].map((id) => ({ id, optimizer: { id, learningRate: 0.05 } }));
  await raceProject({ project, lanes, seeds: 2 }, { paths });
  const surface = await surfaceOf(project, { id: "race-1", lanes: ["adam", "sgd"], paths, options: { points: 5 } });
  const [adam, sgd] = surface.paths;
  expect([adam!.lane, sgd!.lane]).toEqual(["adam", "sgd"]);
  expect(adam!.places.at(-1)).toEqual([0, 0]);
  expect(sgd!.places[0]).toEqual(adam!.places[0]);
  expect(sgd!.places.at(-1)).not.toEqual([0, 0]);
  expect(sgd!.steps.at(-1)).toBe(90);
});
