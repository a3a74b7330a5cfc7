import { describe, expect, test } from "vitest";
import { gallery } from "../../../../src/catalog/gallery/index.ts";
import { nextTask } from "../../../../src/engine/next-task.ts";
import { predictRows } from "../../../../src/engine/predict-rows.ts";
import { modelRecordSchema, historyPointSchema, runSummarySchema } from "../../../../src/project/records.ts";
import { startBackend } from "../../../../src/tensor/backends.ts";
import { deviceMemory } from "../../../../src/tensor/scope.ts";
import { dataAccess, readDataFile } from "../../../support/data-access.ts";
import { projectOf } from "../../../support/project-of.ts";
import { runProject, steadyClock } from "../../../support/run-project.ts";

const moons = {
  name: "moons",
  data: { id: "moons" },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 10 },
};
const line = {
  data: { id: "noisy-line" },
  model: { architecture: "linear" },
  training: { optimizer: { id: "sgd", learningRate: 0.1 }, batchSize: 16, epochs: 30 },
};

test("the device starts while the data is on its way", async () => {
  let tell = (): void => {};
  const started = new Promise<void>((resolve) => (tell = resolve));
  const start: typeof startBackend = (backend) => {
    tell();
    return startBackend(backend);
  };
  // Would wait for ever if the device were started after it.
  const readFile = async (name: string) => {
    await started;
    return readDataFile(name);
  };
  const iris = { data: { id: "iris" }, training: { steps: 2 } };
  const { outcome } = await runProject(iris, { start, access: { ...dataAccess(), readFile } });
  expect(outcome.summary.status).toBe("finished");
});

test("a run that cannot begin ends when the device has started, which others may then start", async () => {
  let isStarted = false;
  let fail = (): void => {};
  const failed = new Promise<void>((resolve) => (fail = resolve));
  const start: typeof startBackend = async (backend) => {
    await failed;
    await nextTask();
    const device = await startBackend(backend);
    isStarted = true;
    return device;
  };
  const readFile = () => {
    fail();
    return Promise.reject(new Error("the file is gone"));
  };
  const run = runProject({ data: { id: "iris" } }, { start, access: { ...dataAccess(), readFile } });
  await expect(run).rejects.toThrow("the file is gone");
  expect(isStarted).toBe(true);
});

describe("every entry of the gallery", () => {
  type Scores = Readonly<Record<string, number>>;
  /** `steps`: enough to see that it learns, where the whole takes longer than a test should. */
  const goals: Readonly<Record<string, { readonly steps?: number; readonly reached: (test: Scores) => void }>> = {
    digits: { steps: 150, reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.85) },
    moons: { reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.9) },
    spirals: { reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.85) },
    "noisy-line": {
      reached: ({ r2, loss }) => {
        expect(r2).toBeGreaterThan(0.85);
        // The noise has a variance of 0.09; ten rows estimate it coarsely.
        expect(loss).toBeLessThan(0.25);
      },
    },
    iris: { reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.85) },
    penguins: { reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.9) },
    // Of 27 letters and an end.
    names: { steps: 100, reached: ({ perplexity }) => expect(perplexity).toBeLessThan(14) },
    // Saying that tomorrow is as today is 2.2 degrees wrong.
    weather: { reached: ({ mae }) => expect(mae).toBeLessThan(2.19) },
    spam: { steps: 60, reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.9) },
    clothes: { steps: 30, reached: ({ accuracy }) => expect(accuracy).toBeGreaterThan(0.5) },
    denoise: { steps: 100, reached: ({ loss }) => expect(loss).toBeLessThan(0.05) },
  };
  test.each(gallery)("$id reaches its goal", async ({ id, project }) => {
    const { steps, reached } = goals[id]!;
    const training = { ...(project["training"] as object), ...(steps && { steps }) }; // An object in every entry.
    const { outcome } = await runProject({ ...project, training }, { preferred: ["wasm"] });
    expect(outcome.summary.status).toBe("finished");
    reached(outcome.summary.test);
  });

  test("digits has all of MNIST", async () => {
    const { project } = gallery.find(({ id }) => id === "digits")!;
    const training = { ...(project["training"] as object), steps: 1 }; // An object in every entry.
    const { outcome, events } = await runProject({ ...project, training }, { preferred: ["wasm"] });
    const started = events.find((event) => event.type === "run-started");
    expect(started?.plan).toMatchObject({ trainRows: 55_000, stepsPerEpoch: 430, parameterCount: 101_770 });
    expect(outcome.model?.record.inputs).toEqual([{ type: "image", name: "image", shape: [28, 28, 1] }]);
  });
});

describe("a run", () => {
  test("tells its plan, its curves and its end", async () => {
    const { events, points, outcome } = await runProject(moons, { now: steadyClock(40) });
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(["run-preparing", "run-preparing", "run-started"]);
    const started = events.find((event) => event.type === "run-started");
    expect(started?.plan).toMatchObject({
      backend: "cpu",
      totalSteps: 100,
      stepsPerEpoch: 10,
      trainRows: 320,
      parameterCount: 42,
      loss: "categorical-cross-entropy",
      metrics: ["accuracy"],
    });
    for (const point of points) historyPointSchema.parse(point);
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    // A quarter of an epoch is 2 steps.
    expect(points.filter(({ validation }) => validation !== undefined).map(({ step }) => step)).toEqual(
      Array.from({ length: 50 }, (_, at) => 2 * (at + 1)),
    );
    expect(points.at(-1)).toMatchObject({ epoch: 10, examples: 3200 });
    expect(outcome.summary).toMatchObject({
      id: "run-1",
      name: "moons",
      status: "finished",
      reason: { en: "All 10 epochs done.", zh: "全部 10 轮已完成。" },
      steps: 100,
      epochs: 10,
      examples: 3200,
      finalLoss: points.at(-1)!.loss,
      validation: points.at(-1)!.validation,
    });
    runSummarySchema.omit({ modelId: true }).parse(outcome.summary);
  });

  test("repeats bit for bit, whatever the clock says", async () => {
    const strip = (ran: Awaited<ReturnType<typeof runProject>>) => ({
      points: ran.points.map((point) => ({ ...point, elapsedMs: 0 })),
      tensors: ran.outcome.model?.checkpoint.tensors.map(({ name, values }) => [name, [...values]]),
      test: ran.outcome.summary.test,
    });
    const first = strip(await runProject(moons, { now: steadyClock(1) }));
    const second = strip(await runProject(moons, { now: steadyClock(500) }));
    expect(second).toEqual(first);
  });

  test("keeps its curves short, however many steps it has", async () => {
    const { points } = await runProject({ ...line, training: { ...line.training, epochs: 700 } });
    expect(points.at(-1)?.step).toBe(3500);
    expect(points.length).toBeLessThanOrEqual(1201);
    expect(points.slice(0, 3).map(({ step }) => step)).toEqual([4, 8, 12]);
    expect(points.filter(({ validation }) => validation !== undefined).length).toBeLessThanOrEqual(201);
  });

  test("stopped by the user still gives a model", async () => {
    const { outcome, points } = await runProject(
      { ...moons, training: { ...moons.training, epochs: 1000 } },
      {
        now: steadyClock(100),
        onEvent: (event, stop) => {
          if (event.type === "run-progress" && event.progress.step > 20) stop();
        },
      },
    );
    expect(outcome.summary.status).toBe("stopped");
    expect(outcome.summary.reason.en).toBe(`Stopped by you at step ${outcome.summary.steps}.`);
    expect(outcome.model?.checkpoint.step).toBe(outcome.summary.steps);
    expect(points.at(-1)?.step).toBe(outcome.summary.steps);
  });

  test.each(["run-preparing", "run-started"])("stopped at %s has no model and says so", async (type) => {
    const { outcome } = await runProject(moons, {
      onEvent: (event, stop) => {
        if (event.type === type) stop();
      },
    });
    expect(outcome.summary).toMatchObject({ status: "stopped", steps: 0, finalLoss: null, test: {} });
    expect(outcome.summary.reason.en).toBe("Stopped by you before the first step was done.");
    expect(outcome.model).toBeUndefined();
  });

  test("that diverges fails, says which knob to turn, and gives no broken weights", async () => {
    const { outcome } = await runProject({
      ...line,
      training: { ...line.training, optimizer: { id: "sgd", learningRate: 1e20 } },
    });
    expect(outcome.summary.status).toBe("failed");
    expect(outcome.problem).toMatchObject({ code: "diverged" });
    expect(outcome.summary.reason.zh).toContain("学习率过高");
    // It went wrong before anything was measured that is worth keeping; what `soundness.ts` keeps later has tests of its own.
    expect(outcome.model).toBeUndefined();
  });

  test("falls back from a missing backend under auto, and says why; asked for by name it is refused", async () => {
    const { events, outcome } = await runProject(moons, { preferred: ["webgpu", "cpu"] });
    const started = events.find((event) => event.type === "run-started");
    expect(started?.plan.backend).toBe("cpu");
    expect(started?.plan.note?.en).toMatch(/WebGPU is not available: this browser has no WebGPU.*cpu instead/);
    expect(outcome.summary.backend).toBe("cpu");
    const explicit = { ...moons, training: { ...moons.training, backend: "webgpu" } };
    await expect(runProject(explicit)).rejects.toMatchObject({ code: "backend-missing" });
  });

  test("leaves no tensor behind", async () => {
    await runProject(moons);
    const before = deviceMemory().tensors;
    await runProject(moons);
    expect(deviceMemory().tensors).toBe(before);
  });

  test("of one-example steps and one of full-batch steps count as their rule says", async () => {
    const single = await runProject({ ...line, training: { optimizer: { id: "stochastic" }, epochs: 2 } });
    expect(single.outcome.summary).toMatchObject({ steps: 160, examples: 160 });
    const full = await runProject({ ...line, training: { optimizer: { id: "gradient-descent" }, epochs: 20 } });
    expect(full.outcome.summary).toMatchObject({ steps: 20, examples: 1600 });
    const dynamic = { optimizer: { id: "dynamic", firstBatch: 10 }, epochs: 5 };
    const growing = await runProject({ ...line, training: dynamic });
    expect(growing.outcome.summary).toMatchObject({ steps: 8 + 4 + 2 + 1 + 1, epochs: 5, examples: 400 });
    const fixed = await runProject({ ...line, training: { ...line.training, steps: 7 } });
    expect(fixed.outcome.summary).toMatchObject({ steps: 7, reason: { en: "All 7 steps done." } });
  });
});

describe("previews", () => {
  const last = async (project: unknown) => {
    const { events } = await runProject(project, { now: steadyClock(50) });
    return events.flatMap((event) => (event.type === "run-progress" && event.preview ? [event.preview] : [])).at(-1)!;
  };

  test("a line for one number to another", async () => {
    const preview = await last(line);
    if (preview.kind !== "line") throw new Error(preview.kind);
    expect(preview.feature).toBe("x");
    expect(preview.x).toHaveLength(50);
    const slope = (preview.y[49]! - preview.y[0]!) / (preview.x[49]! - preview.x[0]!);
    expect(slope).toBeGreaterThan(1.7);
    expect(slope).toBeLessThan(2.3);
  });

  test("a plane for two numbers to classes", async () => {
    const preview = await last({ ...moons, training: { ...moons.training, epochs: 40 } });
    if (preview.kind !== "plane") throw new Error(preview.kind);
    expect(preview.features).toEqual(["x", "y"]);
    expect([preview.columns, preview.rows, preview.classes.length]).toEqual([40, 40, 1600]);
    expect(Math.min(...preview.confidence)).toBeGreaterThanOrEqual(0.5);
    // The upper moon's crown is its own: the cell above its middle.
    const column = Math.floor((40 * (0 - preview.x[0])) / (preview.x[1] - preview.x[0]));
    const row = Math.floor((40 * (1 - preview.y[0])) / (preview.y[1] - preview.y[0]));
    expect(preview.classes[row * 40 + column]).toBe(0);
  });

  test("examples for everything else", async () => {
    const preview = await last({ data: { id: "iris" }, model: { architecture: "logistic" }, training: { epochs: 2 } });
    if (preview.kind !== "examples") throw new Error(preview.kind);
    expect(preview.examples).toHaveLength(12);
    for (const each of preview.examples) expect(each.isRight).toBe(each.truth === each.prediction);
  });
});

describe("what a run leaves", () => {
  test("is a whole project and a model that predicts as it was measured", async () => {
    const { outcome } = await runProject({
      data: { id: "penguins" },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, epochs: 20 },
    });
    const { record, checkpoint } = outcome.model!;
    expect(projectOf(JSON.parse(JSON.stringify(record.project)))).toEqual(record.project);
    expect(record.project.data).toMatchObject({ target: "Species", split: { train: 0.8 }, config: {} });
    expect(record.project.training.loss).toBe("categorical-cross-entropy");
    const whole = modelRecordSchema.pick({ project: true, layers: true, inputs: true, target: true, preprocess: true });
    const { project, layers, inputs, target, preprocess } = record;
    whole.parse({ project, layers, inputs, target, preprocess });
    const device = await startBackend("cpu");
    const rows = [
      {
        "Beak Length (mm)": 39,
        "Beak Depth (mm)": 18.5,
        "Flipper Length (mm)": 181,
        "Body Mass (g)": 3750,
        Island: "Torgersen",
        Sex: null,
      },
      {
        "Beak Length (mm)": 49,
        "Beak Depth (mm)": 15,
        "Flipper Length (mm)": 221,
        "Body Mass (g)": 5300,
        Island: "Biscoe",
        Sex: "MALE",
      },
    ];
    const predictions = await predictRows(device, record, checkpoint, rows);
    expect(predictions.map(({ label }) => label)).toEqual(["Adelie", "Gentoo"]);
    const sum = Object.values(predictions[0]!.probabilities!).reduce((total, each) => total + each, 0);
    expect(sum).toBeCloseTo(1, 5);
  });

  test.each(["softmax", "sigmoid"])("is the same with a %s written at the end, as Keras has it", async (bend) => {
    const layers = (activation: string) => ({
      ...moons,
      model: {
        layers: [
          { type: "dense", units: 8, activation: "relu" },
          { type: "dense", units: 2, activation },
        ],
      },
    });
    const plain = await runProject(layers("linear"));
    const bent = await runProject(layers(bend));
    expect(bent.outcome.summary.test).toEqual(plain.outcome.summary.test);
  });
});

test.each([
  ["training.loss", { ...moons, training: { loss: "mse" } }, /training\.loss: "mse" does not suit the target "moon"/],
  [
    "the last layer",
    { ...moons, model: { layers: [{ type: "dense", units: 3 }] } },
    /the last layer gives 3 numbers, but "moon" has 2 classes/,
  ],
  ["the architecture", { ...moons, model: { architecture: "cnn" } }, /^model\.architecture: .*needs pictures/],
  [
    "the task",
    { ...line, model: { architecture: "logistic" } },
    /^model\.architecture: Logistic regression predicts classes/,
  ],
  [
    "a layer's input",
    {
      ...moons,
      model: {
        layers: [
          { type: "conv2d", filters: 2 },
          { type: "dense", units: 2 },
        ],
      },
    },
    /^model\.layers\[0\]: .*needs a picture/,
  ],
  [
    "an embedding's input",
    {
      ...moons,
      model: {
        layers: [
          { type: "dense", units: 4 },
          { type: "parallel", branches: [[{ type: "embedding", inputDim: 9, outputDim: 2 }, { type: "flatten" }], []] },
          { type: "dense", units: 2 },
        ],
      },
    },
    /^model\.layers\[1\]: The embedding layer reads tokens, and this data has none/,
  ],
])("refuses a project whose %s does not suit the data, with a sentence", async (_, project, sentence) => {
  await expect(runProject(project)).rejects.toThrow(sentence);
});

describe("stopped in the middle of its measures", () => {
  const digits = {
    data: { id: "mnist", split: { train: 0.02, validation: 0.1, test: 0, by: "source" } },
    model: { architecture: "mlp", config: { units: [16] } },
    training: { batchSize: 64, steps: 8 },
  };

  test("a run still says what its model is worth, and on how many examples", async () => {
    const { outcome } = await runProject(digits, {
      // Each look at the clock is a second later: time is up after the second one.
      now: steadyClock(1000),
      onEvent: (event, stop) => {
        if (event.type === "run-progress" && event.progress.step >= 3) stop();
      },
    });
    expect(outcome.summary.status).toBe("stopped");
    expect(outcome.model).toBeDefined();
    expect(outcome.summary.validation["accuracy"]).toBeGreaterThan(0);
    expect(outcome.summary.test["accuracy"]).toBeGreaterThan(0);
    expect(outcome.summary.reason.en).toMatch(
      /^Stopped by you at step \d+\. The score is over \d+ of 6000 validation examples and \d+ of 10000 test examples\.$/,
    );
    expect(outcome.summary.reason.zh).toMatch(/得分仅基于验证样本 6000 个中的 \d+ 个和测试样本 10000 个中的 \d+ 个。$/);
  });
});
