import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ScriptedEvent } from "../../../../src/studio/scripting/scripting-answers.ts";
import { type Page, openPage } from "../page.ts";
import { type Script, leaveScripted, openScripted } from "../scripted-studio.ts";
import { serveThreads } from "../serve-threads.ts";
import { aNumber, aString } from "../shapes.ts";
import type { Studio } from "../studio.ts";

let page: Page;
let studio: Studio;
let script: Script;

beforeEach(async () => {
  page = openPage();
  ({ studio, script } = await openScripted());
});

afterEach(() => leaveScripted(page, studio));

async function refusal(call: Promise<unknown>): Promise<{ isError: boolean; code: unknown; message: string }> {
  const error: unknown = await call.then(
    () => new Error("did not reject"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("rejected with something that is no Error");
  return { isError: true, code: Reflect.get(error, "code"), message: error.message };
}

/** A call as a script without types may write it. */
function wrongly(call: (...args: never[]) => Promise<unknown>, ...args: readonly unknown[]): Promise<unknown> {
  return Reflect.apply(call, undefined, args) as Promise<unknown>;
}

const kinds = [
  "datasets",
  "layers",
  "architectures",
  "backbones",
  "optimizers",
  "schedules",
  "losses",
  "metrics",
  "landscapes",
  "exporters",
  "importers",
  "gallery",
  "preprocessors",
];

describe("the catalog", () => {
  test.each(kinds)("lists its %s as plain JSON", async (kind) => {
    const entries = await script.catalog(kind);
    expect(structuredClone(entries)).toEqual(entries);
    for (const entry of entries) {
      expect(entry).toMatchObject({ id: aString, title: aString, summary: aString });
      expect(entry.config).toMatchObject({ type: "object", properties: {} });
    }
    expect(entries).not.toEqual([]);
  });

  test("labels fields in the language that is on", async () => {
    const rate = async (): Promise<unknown> => {
      const adam = (await script.catalog("optimizers")).find((entry) => entry.id === "adam");
      return Reflect.get(Object(Reflect.get(Object(adam?.config), "properties")), "learningRate");
    };
    expect(await rate()).toEqual({
      type: "number",
      title: "Learning rate",
      description: "How far each step goes. Too small learns slowly, too large diverges.",
      default: 0.001,
      exclusiveMinimum: 0,
      maximum: 1e30,
    });
    studio.setLanguage("zh");
    expect(await rate()).toMatchObject({ title: "学习率" });
  });

  test("says which kinds there are", async () => {
    for (const kind of ["optimisers", "__proto__", "toString"]) {
      const { code, message } = await refusal(script.catalog(kind));
      expect(code).toBe("unknown-kind");
      expect(message).toContain("Kinds: datasets,");
    }
  });
});

test("built-in data sets are listed", async () => {
  expect(await script.data.list()).toEqual(
    expect.arrayContaining([
      { id: "mnist", title: "Handwritten digits (MNIST)", kind: "images", rows: 70_000, builtIn: true },
      { id: "penguins", title: "Palmer penguins", kind: "table", rows: 344, builtIn: true },
    ]),
  );
});

test("the version is the package's", () => {
  expect(script.version).toMatch(/^\d+\.\d+\.\d+$/);
});

describe("what cannot be done rejects with the sentence in the language that is on, and a stable code", () => {
  const wrong = { data: { id: "iris" }, training: { optimizer: { id: "adam", learningRate: -1 } } };

  test.each<[string, (on: Script) => Promise<unknown>, string, string, string]>([
    [
      "a wrong project",
      (on) => on.train(wrong),
      "invalid-project",
      "training.optimizer.learningRate: must be greater than 0, but is -1.",
      "training.optimizer.learningRate：必须大于 0，但实际为 -1。",
    ],
    [
      "no project",
      (on) => on.train(undefined),
      "invalid-project",
      "project: is missing; it must be an object.",
      "project：缺失，应为对象。",
    ],
    [
      "an unknown run",
      (on) => on.runs.get("run-0"),
      "run-missing",
      'There is no run "run-0".',
      "没有名为“run-0”的训练记录。",
    ],
    [
      "stopping an unknown run",
      (on) => on.runs.stop("run-0"),
      "run-missing",
      'There is no run "run-0".',
      "没有名为“run-0”的训练记录。",
    ],
    [
      "an unknown model",
      (on) => on.models.get("model-0"),
      "model-missing",
      'There is no model "model-0" in the library. It may have been removed, in another tab perhaps.',
      "模型库中没有“model-0”。它可能已被删除（例如在另一个标签页中）。",
    ],
    [
      "removing an unknown model",
      (on) => on.models.remove("model-0"),
      "model-missing",
      'There is no model "model-0" in the library. It may have been removed, in another tab perhaps.',
      "模型库中没有“model-0”。它可能已被删除（例如在另一个标签页中）。",
    ],
    [
      "predicting with an unknown model",
      (on) => on.models.predict("model-0", [[1]]),
      "model-missing",
      'There is no model "model-0" in the library. It may have been removed, in another tab perhaps.',
      "模型库中没有“model-0”。它可能已被删除（例如在另一个标签页中）。",
    ],
    [
      "a name that is no text",
      (on) => wrongly(on.train, { data: { id: "iris" } }, { name: 123 }),
      "invalid-options",
      "options.name: must be text, but is 123.",
      "options.name：应为文本，但实际为 123。",
    ],
    [
      "a listener that is none",
      (on) => wrongly(on.train, { data: { id: "iris" } }, { onEvent: "log" }),
      "invalid-options",
      "options.onEvent: must be a function.",
      "options.onEvent：应为函数。",
    ],
    [
      "a signal that is none",
      (on) => wrongly(on.train, { data: { id: "iris" } }, { signal: {} }),
      "invalid-options",
      "options.signal: must be an AbortSignal.",
      "options.signal：应为 AbortSignal。",
    ],
    [
      "an unknown option",
      (on) => wrongly(on.train, { data: { id: "iris" } }, { onevent: () => undefined }),
      "invalid-options",
      'options: has an unknown field "onevent". Did you mean "onEvent"?',
      "options：有未知字段“onevent”。是否想写“onEvent”？",
    ],
    [
      "options that are none",
      (on) => wrongly(on.train, { data: { id: "iris" } }, "fast"),
      "invalid-options",
      'options: must be an object, but is "fast".',
      'options：应为对象，但实际为 "fast"。',
    ],
    [
      "a new name that is no text",
      (on) => wrongly(on.models.rename, "model-0", 123),
      "invalid-options",
      "name: must be text, but is 123.",
      "name：应为文本，但实际为 123。",
    ],
  ])("%s", async (_name, call, code, en, zh) => {
    expect(await refusal(call(script))).toEqual({ isError: true, code, message: en });
    studio.setLanguage("zh");
    expect(await refusal(call(script))).toEqual({ isError: true, code, message: zh });
  });
});

describe("with the real engine behind it", () => {
  const quick = { training: { backend: "cpu", epochs: 5, batchSize: 16 } };

  test("a project of one field trains, is kept, and predicts", async () => {
    serveThreads(page);
    const events: ScriptedEvent[] = [];
    const summary = await script.train(
      { ...quick, name: "flowers", data: { id: "iris" } },
      { onEvent: (event) => events.push(structuredClone(event)) },
    );
    expect(summary).toMatchObject({
      name: "flowers",
      status: "finished",
      reason: aString,
      backend: "cpu",
      trainer: "reference",
      steps: 40,
      epochs: 5,
      modelId: aString,
      test: { accuracy: aNumber, loss: aNumber },
    });
    expect(events.find((event) => event.type === "started")).toMatchObject({ totalSteps: 40, backend: "cpu" });
    expect(events.at(-1)).toEqual({ type: "ended", id: summary.id, summary });
    const told = events.flatMap((event) => (event.type === "progress" ? event.points : []));

    const run = await script.runs.get(summary.id);
    expect(structuredClone(run)).toEqual(run);
    expect(run.history).toEqual(told);
    expect(run.history.at(-1)).toMatchObject({ step: 40, epoch: 5, validation: { accuracy: aNumber } });
    expect(await script.runs.list()).toEqual([summary]);

    const modelId = summary.modelId ?? "";
    const models = await script.models.list();
    expect(models).toMatchObject([{ id: modelId, name: "flowers", dataId: "iris", summary }]);
    expect(await script.models.get(modelId)).toMatchObject({ id: modelId, history: run.history });
    const rows = [
      { "sepal length": 5.1, "sepal width": 3.5, "petal length": 1.4, "petal width": 0.2 },
      [6.7, 3.1, 5.6, 2.4],
    ];
    const predictions = await script.models.predict(modelId, rows);
    expect(predictions.map((prediction) => Object.keys(prediction.probabilities ?? {}))).toEqual([
      ["setosa", "versicolor", "virginica"],
      ["setosa", "versicolor", "virginica"],
    ]);
    const before = predictions;

    // The same after a reload: what was stored is what was trained.
    await studio.closeStorage();
    ({ studio, script } = await openScripted());
    expect((await script.models.list()).map((model) => model.id)).toEqual([modelId]);
    expect(await script.models.predict(modelId, rows)).toEqual(before);
    await script.models.rename(modelId, "iris 2");
    await script.models.remove(modelId);
    expect(await script.models.list()).toEqual([]);
    await script.models.restore(modelId);
    expect((await script.models.list()).map((model) => model.name)).toEqual(["iris 2"]);
  });

  test("a model is evaluated on a part of its data, the test part by itself", async () => {
    serveThreads(page);
    const { modelId, test: scored } = await script.train({ ...quick, data: { id: "iris" } });
    const evaluation = await script.models.evaluate(modelId!);
    expect(structuredClone(evaluation)).toEqual(evaluation);
    expect(evaluation).toMatchObject({
      part: "test",
      rows: 15,
      metrics: { accuracy: scored["accuracy"], "roc-auc": aNumber },
      classes: ["setosa", "versicolor", "virginica"],
      averages: { macro: { f1: aNumber } },
    });
    expect((await script.models.evaluate(modelId!, { part: "train" })).rows).toBe(120);
    expect(await script.models.evaluate(modelId!, "validation")).toMatchObject({ part: "validation", rows: 15 });
    const unknown = await refusal(wrongly(script.models.evaluate, modelId, "tset"));
    expect(unknown.code).toBe("invalid-options");
    expect(unknown.message).toContain("options.part");
  });

  test("a model is evaluated on another data set that has its columns, and refused on one that has not", async () => {
    serveThreads(page);
    const { modelId } = await script.train({ ...quick, data: { id: "moons" } });
    const other = { id: "moons", config: { rows: 60, seed: 5 } };
    expect(await script.models.evaluate(modelId!, { data: other })).toMatchObject({
      part: "all",
      rows: 60,
      leftOut: 0,
    });
    const field = "x,y,moon\n0,1,upper\n1,-0.5,lower\n0.5,0.5,\n1,0,third\n";
    const own = await script.data.add(new File([field], "field.csv"));
    const evaluation = await script.models.evaluate(modelId!, { data: own.id });
    expect(evaluation).toMatchObject({ part: "all", rows: 2, partRows: 2, leftOut: 2 });
    const unfit = await refusal(script.models.evaluate(modelId!, { data: "iris" }));
    expect(unfit.message).toBe("The model reads a column “x”, which this data set does not have.");
    const both = await refusal(wrongly(script.models.evaluate, modelId, { part: "test", data: "moons" }));
    expect(both.message).toContain("leave out part or data");
    expect((await refusal(script.models.evaluate(modelId!, { data: "data-gone" }))).code).toBe("data-missing");
  });

  test("a project that starts from a model is as long as suits its data, also the user's own", async () => {
    serveThreads(page);
    const { modelId } = await script.train({ ...quick, data: { id: "iris" } });
    const lines = Array.from({ length: 400 }, (_, row) => `${row % 7},${row % 5},${row % 3},${row},${"uv"[row % 2]}`);
    const own = await script.data.add(new File([`a,b,c,d,kind\n${lines.join("\n")}\n`], "own.csv"));
    const { startFrom, training } = await script.models.startFrom(modelId!, { data: { id: own.id } }, { freeze: true });
    expect(startFrom?.model).toBe(modelId);
    // 320 training rows in ten batches; 1,500 steps, to one digit.
    expect(training).toMatchObject({ batchSize: 32, epochs: 200, layerRates: { "dense-1": 0 } });
  });

  test("a row that does not fit is refused by name", async () => {
    serveThreads(page);
    const { modelId } = await script.train({ ...quick, data: { id: "iris" } });
    const asked = script.models.predict(modelId ?? "", [{ "sepal length": "long" }]);
    const { code, message } = await refusal(asked);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(message).toMatch(/sepal/);
  });

  test("a column that is not there rejects before the run begins, and leaves no run", async () => {
    serveThreads(page);
    const { code, message } = await refusal(script.train({ ...quick, data: { id: "iris", target: "colour" } }));
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(message).toContain("data.target");
    expect(await script.runs.list()).toEqual([]);
  });

  test("a run stopped by its signal keeps its model", async () => {
    serveThreads(page);
    const controller = new AbortController();
    const summary = await script.train(
      { data: { id: "moons" }, training: { backend: "cpu", epochs: 1_000_000 } },
      {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === "progress") controller.abort();
        },
      },
    );
    expect(summary).toMatchObject({ status: "stopped", modelId: aString });
    expect(summary.steps).toBeLessThan(1_000_000);
  });

  test("a listener that fails is told of once, in the console, and the run goes on", async () => {
    serveThreads(page);
    const told = vi.spyOn(console, "error").mockReturnValue();
    const heard: string[] = [];
    const summary = await script.train(
      { ...quick, data: { id: "iris" } },
      {
        onEvent: ({ type }) => {
          heard.push(type);
          throw new Error("no such event");
        },
      },
    );
    expect(summary).toMatchObject({ status: "finished", modelId: aString });
    expect(heard).toEqual(expect.arrayContaining(["started", "progress", "ended"]));
    expect(told).toHaveBeenCalledTimes(1);
    expect(told.mock.lastCall).toEqual([expect.stringContaining("onEvent"), new Error("no such event")]);
  });

  test("the interface shows a scripted run, and data is described", async () => {
    serveThreads(page);
    const summary = await script.train({ ...quick, data: { id: "penguins" } });
    expect(studio.state().run).toMatchObject({ id: summary.id, status: "finished" });
    studio.openProject({ data: { id: "penguins" } });
    await studio.describeData();
    expect(studio.state().data).toMatchObject({
      status: "ready",
      value: { id: "penguins", rows: 344, target: { classes: ["Adelie", "Chinstrap", "Gentoo"] } },
    });
  });
});
