/** Paths over landscapes: PyTorch's, the closed form's, and the same numbers in the optimizer's printed formula. */
import { describe, expect, test } from "vitest";
import { findDefinition } from "../../../src/catalog/definition.ts";
import { landscapeSelection } from "../../../src/catalog/landscapes/index.ts";
import { openLandscape } from "../../../src/catalog/landscapes/open-landscape.ts";
import { fitRate, releaseOn } from "../../../src/catalog/landscapes/release.ts";
import { explainStep } from "../../../src/catalog/optimizers/explain-step.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import type { CreateAny } from "../../../src/catalog/optimizers/optimizer.ts";
import golden from "../../fixtures/golden/landscape-paths.json" with { type: "json" };

const quiet = { size: 0, seed: 0 };
const open = (id: string, settings: object = {}) => openLandscape(landscapeSelection.parse({ id, ...settings }));

async function opened(id: string, settings: object = {}) {
  const definition = findDefinition(optimizers, id);
  // One creator of many, with settings that its own schema has parsed.
  const create = (await definition.load()) as CreateAny<{ readonly learningRate: number }>;
  return { create, config: definition.config.parse(settings) };
}

test.each(golden.cases.map((each) => [each.optimizer.id, each.landscape, each] as const))(
  "%s walks on %s where PyTorch's walks",
  async (_id, _landscape, { landscape, start, optimizer, places }) => {
    const { id, ...settings } = optimizer;
    const { create, config } = await opened(id, settings);
    const [x = 0, y = 0] = start;
    const path = releaseOn(open(landscape), create, config, [x, y], { steps: places.length, noise: quiet });
    path.places.slice(1).forEach((place, index) => {
      expect(place[0]).toBeCloseTo(places[index]?.[0] ?? NaN, 9);
      expect(place[1]).toBeCloseTo(places[index]?.[1] ?? NaN, 9);
    });
  },
);

describe("on a bowl along the axes, in closed form", () => {
  const bowl = open("quadratic-bowl", { condition: 20, rotation: 0 });

  test("plain descent multiplies each part by 1 - rate times curvature", async () => {
    const { create, config } = await opened("sgd", { learningRate: 0.09 });
    const { places } = releaseOn(bowl, create, config, [-1.6, 1.1], { steps: 30, noise: quiet });
    expect(places[30]?.[0]).toBeCloseTo(-1.6 * (1 - 0.09) ** 30, 12);
    expect(places[30]?.[1]).toBeCloseTo(1.1 * (1 - 0.09 * 20) ** 30, 12);
  });

  test("momentum swings as a damped oscillation", async () => {
    const { create, config } = await opened("momentum", { learningRate: 0.05, momentum: 0.81 });
    const { places } = releaseOn(bowl, create, config, [1, 0], { steps: 25, noise: quiet });
    // x_{t+1} = (1 + beta - rate) x_t - beta x_{t-1} with x_0 = x_{-1} = 1: roots 0.9 e^{±i phi}.
    const phi = Math.acos((1 + 0.81 - 0.05) / (2 * 0.9));
    const share = (Math.cos(phi) - 0.9) / Math.sin(phi);
    const along = (step: number): number => 0.9 ** step * (Math.cos(phi * step) + share * Math.sin(phi * step));
    expect(along(-1)).toBeCloseTo(1, 12);
    places.forEach((place, step) => {
      expect(place[0]).toBeCloseTo(along(step), 12);
    });
  });
});

test("loss, gradient and distance are those of the places", async () => {
  const { create, config } = await opened("adam", { learningRate: 0.1 });
  const landscape = open("himmelblau");
  const path = releaseOn(landscape, create, config, [0, 0], { steps: 20, noise: quiet });
  const [x, y] = path.places[20] ?? [NaN, NaN];
  expect(path.loss[20]).toBe((x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2);
  expect(path.gradientNorm[0]).toBeCloseTo(Math.hypot(-14, -22), 12);
  expect(path.distance[0]).toBeCloseTo(Math.hypot(3, 2), 12);
});

test("noise is the same for the same seed and for every optimizer, and another for another", async () => {
  const bowl = open("noisy-bowl");
  const gradients = async (id: string, seed: number) => {
    const { create, config } = await opened(id, { learningRate: 1e-12 });
    const { steps } = releaseOn(bowl, create, config, bowl.start, { steps: 400, noise: { size: 2, seed } });
    return steps.map(({ gradient }) => gradient);
  };
  const first = await gradients("sgd", 7);
  expect(await gradients("sgd", 7)).toEqual(first);
  // At such a rate nobody moves, so that only the noise differs.
  (await gradients("lion", 7)).forEach(([x], step) => {
    expect(x).toBeCloseTo(first[step]?.[0] ?? NaN, 6);
  });
  expect((await gradients("sgd", 8))[0]).not.toEqual(first[0]);
  const [exact] = bowl.gradient(bowl.start);
  const mean = first.reduce((sum, [x]) => sum + x - exact, 0) / 400;
  const spread = Math.sqrt(first.reduce((sum, [x]) => sum + (x - exact - mean) ** 2, 0) / 399);
  expect(Math.abs(mean)).toBeLessThan(0.4);
  expect(spread).toBeGreaterThan(1.75);
  expect(spread).toBeLessThan(2.25);
});

test("a path that leaves the map or the numbers ends and says so", async () => {
  const { create, config } = await opened("sgd", { learningRate: 0.5 });
  expect(releaseOn(open("saddle"), create, config, [0, 0.1], { steps: 200, noise: quiet }).end).toBe("left");
  // Past 0 there is no logarithm.
  const path = releaseOn(open("own", { formula: "ln(x) + y^2" }), create, config, [0.9, 1], {
    steps: 50,
    noise: quiet,
  });
  expect(path.end).toBe("diverged");
  expect(path.places.flat().every(Number.isFinite)).toBe(true);
});

const one = (id: string) => (id === "lbfgs" ? { iterations: 1, evaluations: 25 } : {});

test.each(["quadratic-bowl", "rosenbrock"])("a fitted rate takes every optimizer well down %s", async (id) => {
  const landscape = open(id);
  for (const optimizer of optimizers) {
    const { create, config } = await opened(optimizer.id, one(optimizer.id));
    const learningRate = await fitRate(landscape, create, config, quiet, () => Promise.resolve());
    const { loss } = releaseOn(landscape, create, { ...config, learningRate }, landscape.start, {
      steps: 150,
      noise: quiet,
    });
    expect(loss.at(-1), optimizer.id).toBeLessThan((loss[0] ?? 0) / 2);
  }
});

test("where gradients are noisy, the rate that suits is smaller", async () => {
  const { create, config } = await opened("sgd");
  const bowl = open("noisy-bowl");
  const rate = (size: number) => fitRate(bowl, create, config, { size, seed: 1 }, () => Promise.resolve());
  expect(await rate(4)).toBeLessThan(await rate(0));
});

/** Those whose update takes the weights one by one, or by a norm. */
const tellable = optimizers.filter(({ id }) => !["lbfgs", "muon"].includes(id));

test.each(tellable)("the numbers in the formula of $id lead where it goes", async ({ id }) => {
  const { create, config } = await opened(id, { learningRate: 0.005 });
  const landscape = open("rosenbrock", { steepness: 5 });
  const { steps, places } = releaseOn(landscape, create, config, landscape.start, {
    steps: 12,
    noise: { size: 0.1, seed: 3 },
  });
  for (const step of [1, 2, 7, 12]) {
    const taken = steps[step - 1];
    if (taken === undefined) throw new Error(`${id} took no step ${step}`);
    const lines = explainStep(create, config, taken, step);
    expect(
      lines.filter(({ numbers }) => numbers.length !== 2),
      `step ${step}`,
    ).toEqual([]);
    expect(lines.at(-1)?.numbers.map(({ result }) => result)).toEqual(places[step]);
  }
});
