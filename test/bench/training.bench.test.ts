/** How fast the built application trains in the browser: `npm run bench`. Figures of one run, on one machine. */
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

const workloads = {
  "tiny: 2-16-16-2, batch 32": {
    data: { id: "moons" },
    model: { architecture: "mlp", config: { units: [16, 16], activation: "tanh" } },
    training: { batchSize: 32, steps: 2000 },
  },
  "mlp: 784-128-10, batch 128": {
    data: { id: "mnist", split: { train: 0.8, validation: 0.002, test: 0, by: "row" } },
    model: { architecture: "mlp", config: { units: [128] } },
    training: { batchSize: 128, steps: 400 },
  },
  "the same on pictures turned, shifted, zoomed and cut": {
    data: {
      id: "mnist",
      split: { train: 0.8, validation: 0.002, test: 0, by: "row" },
      augment: [{ id: "rotate" }, { id: "shift" }, { id: "zoom" }, { id: "cutout" }],
    },
    model: { architecture: "mlp", config: { units: [128] } },
    training: { batchSize: 128, steps: 400 },
  },
  "cnn: conv 32, conv 64, dense 128, batch 32": {
    data: { id: "mnist", split: { train: 0.8, validation: 0.0002, test: 0, by: "row" } },
    model: { architecture: "cnn" },
    training: { batchSize: 32, steps: 60 },
  },
} as const;

journey.for(Object.entries(workloads))("%s", async ([name, project], { studio }) => {
  const page = await studio.visit();
  const rows: string[] = [];
  for (const backend of ["wasm", "cpu"] as const) {
    if (backend === "cpu" && name.startsWith("cnn")) continue;
    const training = { ...project.training, backend };
    const summary = await page.evaluate((given) => window.studio.train(given), { ...project, training });
    expect(summary.status).toBe("finished");
    const perSecond = (count: number) => Math.round((1000 * count) / summary.elapsedMs);
    rows.push(`${backend}: ${perSecond(summary.examples)} examples/s, ${perSecond(summary.steps)} steps/s`);
  }
  console.log(`${name}\n  ${rows.join("\n  ")}`);
});

const models = {
  "MLP, 128 units": { architecture: "mlp", config: { units: [128] } },
  "CNN, conv 32, conv 64, dense 128": { architecture: "cnn" },
} as const;

journey.for(Object.entries(models))("one epoch of all of MNIST at batch 128: %s", async ([name, model], { studio }) => {
  const page = await studio.visit();
  const project = {
    data: { id: "mnist", split: { train: 1, validation: 0, by: "source" } },
    model,
    training: { backend: "wasm", batchSize: 128, epochs: 1 },
  } as const;
  const summary = await page.evaluate((given) => window.studio.train(given), project);
  expect(summary).toMatchObject({ status: "finished", examples: 60_000 });
  console.log(`one epoch of all of MNIST at batch 128: ${name}\n  wasm: ${(summary.elapsedMs / 1000).toFixed(2)} s`);
});

journey.for(["moons", "mnist"])("the page's longest tasks while %s trains", async (id, { studio }) => {
  const page = await studio.visit({}, "#/train");
  const longest = await page.evaluate(async (dataId) => {
    await window.studio.ready;
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    await window.studio.train(
      { data: { id: dataId }, model: { architecture: "mlp" }, training: { backend: "wasm", steps: 1500 } },
      { onEvent: (event) => event.type === "started" && observer.observe({ type: "longtask" }) },
    );
    observer.disconnect();
    return tasks.toSorted((a, b) => b - a);
  }, id);
  console.log(`${id}: ${longest.length} tasks over 50 ms; ${longest.slice(0, 8).map(Math.round).join(", ")} ms`);
});

journey("the loss surface of the digits' network: 41 x 41 places, 2,048 examples", async ({ studio }) => {
  const page = await studio.visit();
  const { seconds, surface } = await page.evaluate(async () => {
    const { id } = await window.studio.train({
      data: { id: "mnist" },
      model: { architecture: "mlp", config: { units: [128] } },
      training: { backend: "wasm", batchSize: 128, steps: 200 },
    });
    const began = performance.now();
    const { examples, explained, losses, parameterCount } = await window.studio.runs.surface(id);
    const places = losses.flat().length;
    return { seconds: (performance.now() - began) / 1000, surface: { examples, explained, places, parameterCount } };
  });
  expect(surface).toMatchObject({ examples: 2048, places: 41 * 41, parameterCount: 101_770 });
  const held = `${Math.round(100 * (surface.explained ?? 0))}% of the variance`;
  console.log(`the loss surface of the digits' network, 41 x 41 on 2,048\n  wasm: ${seconds.toFixed(1)} s, ${held}`);
});

journey("fifteen optimizers race on two moons, five seeds each, 1,000 steps", async ({ studio }) => {
  const page = await studio.visit();
  const project = {
    data: { id: "moons" },
    model: { architecture: "mlp", config: { units: [16, 16], activation: "tanh" } },
    training: { backend: "wasm", batchSize: 32, steps: 1000 },
  };
  const lanes =
    "sgd momentum averaged-momentum nesterov adagrad adadelta rmsprop adam amsgrad adamw adamax nadam radam adabelief lion"
      .split(" ")
      .map((id) => ({ optimizer: { id } }));
  const { seconds, runs } = await page.evaluate(
    async (given) => {
      const began = performance.now();
      const race = await window.studio.race(given.project, given.lanes, { seeds: 5 });
      return { seconds: (performance.now() - began) / 1000, runs: race.lanes.flatMap((lane) => lane.runs) };
    },
    { project, lanes },
  );
  expect(runs).toHaveLength(75);
  expect(runs.every(({ status, trainer }) => status === "finished" && trainer === "compiled")).toBe(true);
  console.log(`fifteen optimizers race on two moons, five seeds each, 1,000 steps\n  wasm: ${seconds.toFixed(1)} s`);
});
