import { architectures } from "../../../src/catalog/architectures/index.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { gallery } from "../../../src/catalog/gallery/index.ts";
import { parseProject } from "../../../src/project/parse-project.ts";
import { storedDataId } from "../../../src/project/stored-data.ts";

const ids = optimizers.map(({ id }) => id);
const presets = architectures.map(({ id }) => id);

function refusal(input: unknown): { en: string; zh: string; code: string } {
  const { problem } = parseProject(input);
  if (problem === undefined) throw new Error("was accepted");
  return { ...problem.text, code: problem.code };
}

describe("a project that misses fields gets the defaults", () => {
  test("a data set alone is enough", () => {
    const { project } = parseProject({ data: { id: "iris" } });
    expect(project).toEqual({
      schemaVersion: 1,
      name: "untitled",
      data: { id: "iris", seed: 7 },
      model: { architecture: "mlp", config: { units: [128], activation: "relu", dropout: 0 } },
      training: {
        optimizer: { id: "adam", learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
        schedule: { id: "constant" },
        wrappers: [],
        warmup: null,
        loss: "auto",
        batchSize: 8,
        epochs: 100,
        steps: null,
        accumulate: 1,
        clip: null,
        layerRates: {},
        stopping: null,
        seed: 7,
        backend: "auto",
        trainer: "auto",
        halfPrecision: false,
      },
    });
  });

  test.each<[string, unknown, { batchSize: number; epochs: number }]>([
    ["120 of 150 rows", { data: { id: "iris" } }, { batchSize: 8, epochs: 100 }],
    ["56,000 of 70,000 rows", { data: { id: "mnist" } }, { batchSize: 128, epochs: 3 }],
    [
      "as many points as are asked for",
      { data: { id: "moons", config: { rows: 100_000 } } },
      { batchSize: 128, epochs: 2 },
    ],
    ["the user's own rows", { data: { id: storedDataId("ab", "1") } }, { batchSize: 64, epochs: 100 }],
    ["few pictures", { data: { id: storedDataId("cd", "1") } }, { batchSize: 8, epochs: 20 }],
    ["own rows that are not here", { data: { id: storedDataId("ef", "1") } }, { batchSize: 128, epochs: 3 }],
    [
      "a batch that was chosen",
      { data: { id: "iris" }, training: { batchSize: 120 } },
      { batchSize: 120, epochs: 2000 },
    ],
    ["epochs that were chosen", { data: { id: "iris" }, training: { epochs: 5 } }, { batchSize: 128, epochs: 5 }],
    ["steps that were chosen", { data: { id: "iris" }, training: { steps: 9 } }, { batchSize: 128, epochs: 3 }],
  ])("how long to train fits the data: %s", (_what, input, course) => {
    const own = [
      { id: storedDataId("ab", "1"), kind: "table" as const, rows: 1_000 },
      { id: storedDataId("cd", "1"), kind: "images" as const, rows: 60 },
    ];
    expect(parseProject(input, own).project?.training).toMatchObject(course);
  });

  test.each(gallery.map((entry) => [entry.id, entry.project]))("gallery entry %s opens", (_id, project) => {
    expect(parseProject(project).problem).toBeUndefined();
  });

  test("settings of a generated data set are filled in and kept", () => {
    expect(parseProject({ data: { id: "moons", config: { rows: 50 } } }).project?.data.config).toEqual({
      rows: 50,
      noise: 0.15,
      seed: 1,
    });
  });

  test("a parsed project parses to itself", () => {
    for (const entry of gallery) {
      const { project } = parseProject(entry.project);
      expect(parseProject(structuredClone(project)).project).toEqual(project);
    }
  });
});

describe("a wrong project gets one sentence that names the field", () => {
  const optimizer = (settings: object): object => ({
    data: { id: "iris" },
    training: { optimizer: { id: "adam", ...settings } },
  });

  test.each<[string, unknown, string, string]>([
    [
      "a number out of range",
      optimizer({ learningRate: -1 }),
      "training.optimizer.learningRate: must be greater than 0, but is -1.",
      "training.optimizer.learningRate：必须大于 0，但实际为 -1。",
    ],
    [
      "an upper bound that is excluded",
      optimizer({ beta1: 1 }),
      "training.optimizer.beta1: must be less than 1, but is 1.",
      "training.optimizer.beta1：必须小于 1，但实际为 1。",
    ],
    [
      "text for a number",
      optimizer({ learningRate: "fast" }),
      'training.optimizer.learningRate: must be a number, but is "fast".',
      'training.optimizer.learningRate：应为数字，但实际为 "fast"。',
    ],
    [
      "a fraction for a whole number",
      { data: { id: "iris" }, training: { batchSize: 1.5 } },
      "training.batchSize: must be a whole number, but is 1.5.",
      "training.batchSize：应为整数，但实际为 1.5。",
    ],
    [
      "a number that is none",
      { data: { id: "iris" }, training: { batchSize: Number.NaN } },
      "training.batchSize: must be a number, but is NaN.",
      "training.batchSize：应为数字，但实际为 NaN。",
    ],
    [
      "a mistyped field",
      { data: { id: "iris" }, training: { batchsize: 3 } },
      'training: has an unknown field "batchsize". Did you mean "batchSize"?',
      "training：有未知字段“batchsize”。是否想写“batchSize”？",
    ],
    [
      "a mistyped field of an optimizer is compared with that optimizer's own",
      { data: { id: "iris" }, training: { optimizer: { id: "momentum", momentun: 0.9 } } },
      'training.optimizer: has an unknown field "momentun". Did you mean "momentum"?',
      "training.optimizer：有未知字段“momentun”。是否想写“momentum”？",
    ],
    [
      "an unknown field that is like none",
      { data: { id: "iris" }, training: { optimizer: { id: "sgd", nesterovMomentum: 0.9 } } },
      'training.optimizer: has an unknown field "nesterovMomentum". Known fields: id, learningRate, weightDecay.',
      "training.optimizer：有未知字段“nesterovMomentum”。可用字段：id、learningRate、weightDecay。",
    ],
    [
      "an unknown field at the top",
      { data: { id: "iris" }, modell: {} },
      'project: has an unknown field "modell". Did you mean "model"?',
      "project：有未知字段“modell”。是否想写“model”？",
    ],
    [
      "a mistyped field explains the missing one",
      { data: { ID: "iris" } },
      'data: has an unknown field "ID". Did you mean "id"?',
      "data：有未知字段“ID”。是否想写“id”？",
    ],
    ["nothing at all", undefined, "project: is missing; it must be an object.", "project：缺失，应为对象。"],
    ["text", "iris", 'project: must be an object, but is "iris".', 'project：应为对象，但实际为 "iris"。'],
    ["no data", {}, "data: is missing; it must be an object.", "data：缺失，应为对象。"],
    ["no data set", { data: {} }, "data.id: is missing; it must be text.", "data.id：缺失，应为文本。"],
    [
      "a data set that is not there",
      { data: { id: "iriss" } },
      'data.id: there is no data set "iriss". Did you mean "iris"?',
      "data.id：没有名为“iriss”的数据集。是否想写“iris”？",
    ],
    [
      "an optimizer that is not there",
      { data: { id: "iris" }, training: { optimizer: { id: "adamm" } } },
      `training.optimizer.id: must be one of ${ids.join(", ")}, but is "adamm".`,
      `training.optimizer.id：必须是以下之一：${ids.join("、")}，但实际为 "adamm"。`,
    ],
    [
      "a list in place of a number",
      { data: { id: "iris" }, training: { epochs: [3] } },
      "training.epochs: must be a number, but is […].",
      "training.epochs：应为数字，但实际为 […]。",
    ],
    [
      "an architecture that is not there",
      { data: { id: "iris" }, model: { architecture: "vgg" } },
      `model.architecture: must be one of ${presets.join(", ")}, but is "vgg".`,
      `model.architecture：必须是以下之一：${presets.join("、")}，但实际为 "vgg"。`,
    ],
    [
      "a preset's settings",
      { data: { id: "iris" }, model: { architecture: "mlp", config: { units: [16, 0] } } },
      "model.config.units[1]: must be at least 1, but is 0.",
      "model.config.units[1]：必须不小于 1，但实际为 0。",
    ],
    [
      "a preset's unknown setting",
      { data: { id: "iris" }, model: { architecture: "mlp", config: { unit: [16] } } },
      'model.config: has an unknown field "unit". Did you mean "units"?',
      "model.config：有未知字段“unit”。是否想写“units”？",
    ],
    [
      "a layer's field",
      { data: { id: "iris" }, model: { layers: [{ type: "flatten" }, { type: "dense" }] } },
      "model.layers[1].units: is missing; it must be a number.",
      "model.layers[1].units：缺失，应为数字。",
    ],
    [
      "a layer's type",
      { data: { id: "iris" }, model: { layers: [{ type: "dens", units: 3 }] } },
      'model.layers[0].type: is "dens", which is none of the 49 known; the nearest is "dense".',
      'model.layers[0].type：为 "dens"，不在已知的 49 种之内；最接近的是“dense”。',
    ],
    [
      "a field of a layer inside a layer",
      {
        data: { id: "iris" },
        model: { layers: [{ type: "residual", layers: [{ type: "dense", unit: 3 }] }] },
      },
      'model.layers[0].layers[0]: has an unknown field "unit". Did you mean "units"?',
      "model.layers[0].layers[0]：有未知字段“unit”。是否想写“units”？",
    ],
    [
      "an initializer",
      { data: { id: "iris" }, model: { layers: [{ type: "dense", units: 3, kernelInitializer: "he" }] } },
      'model.layers[0].kernelInitializer: must be one of zeros, ones, constant, random-uniform, random-normal, truncated-normal, glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform, lecun-normal, orthogonal, identity, but is "he".',
      'model.layers[0].kernelInitializer：必须是以下之一：zeros、ones、constant、random-uniform、random-normal、truncated-normal、glorot-uniform、glorot-normal、he-uniform、he-normal、lecun-uniform、lecun-normal、orthogonal、identity，但实际为 "he"。',
    ],
    [
      "no layers",
      { data: { id: "iris" }, model: { layers: [] } },
      "model.layers: must have at least 1 entry.",
      "model.layers：项数必须不小于 1。",
    ],
    [
      "a generated data set's settings",
      { data: { id: "moons", config: { rows: 3 } } },
      "data.config.rows: must be at least 10, but is 3.",
      "data.config.rows：必须不小于 10，但实际为 3。",
    ],
    [
      "a split that there is not",
      { data: { id: "iris", split: { by: "patient" } } },
      'data.split.by: must be one of row, source, group, time, column, but is "patient".',
      'data.split.by：必须是以下之一：row、source、group、time、column，但实际为 "patient"。',
    ],
    [
      "a fold that there is not",
      { data: { id: "iris", split: { folds: { count: 3, held: 4 } } } },
      "data.split.folds: the fold held back must be one of them.",
      "data.split.folds：留出的折必须在总折数之内。",
    ],
    [
      "a share that would leave nothing",
      { data: { id: "iris", preprocess: [{ step: "clip", tail: 0.6 }] } },
      "data.preprocess[0].tail: must be at most 0.49, but is 0.6.",
      "data.preprocess[0].tail：必须不大于 0.49，但实际为 0.6。",
    ],
    [
      "a mistyped setting of an augmentation",
      { data: { id: "mnist", augment: [{ id: "rotate", degree: 3 }] } },
      'data.augment[0]: has an unknown field "degree". Did you mean "degrees"?',
      "data.augment[0]：有未知字段“degree”。是否想写“degrees”？",
    ],
    [
      "a weight below nothing",
      { data: { id: "iris", balance: { by: "weights", weights: { setosa: -1 } } } },
      "data.balance.weights.setosa: must be at least 0, but is -1.",
      "data.balance.weights.setosa：必须不小于 0，但实际为 -1。",
    ],
    [
      "parts that add up to too much",
      { data: { id: "iris", split: { train: 0.9, validation: 0.9 } } },
      "data.split: the parts must add up to 1 at most, and some rows must be left to train on.",
      "data.split：各部分之和不能超过 1，且必须留有训练数据。",
    ],
  ])("%s", (_name, input, en, zh) => {
    expect(refusal(input)).toEqual({ en, zh, code: "invalid-project" });
  });

  test("a project of a newer studio is refused as such", () => {
    const { code, en, zh } = refusal({ schemaVersion: 2, data: { id: "iris" }, later: true });
    expect(code).toBe("newer-project");
    expect(en).toContain("newer studio (version 2; this one reads up to 1)");
    expect(zh).toContain("版本 2，当前最高支持 1");
  });

  test("hostile input is refused and changes nothing", () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__": {"polluted": 1}, "data": {"id": "iris", "__proto__": {"polluted": 1}}}',
    );
    parseProject(hostile);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    for (const input of [null, [], 3, () => 3, { data: { id: "x".repeat(100_000) } }, { ["a".repeat(100_000)]: 1 }]) {
      const { code, en } = refusal(input);
      expect(code).toBe("invalid-project");
      expect(en.length).toBeLessThan(300);
    }
  });
});

test("a project of a data set that the user has added opens wherever it is; the data room says what is missing", () => {
  const id = storedDataId("My Table (2).csv", "7k2x");
  expect(id).toBe("data-my-table-2-csv-7k2x");
  expect(parseProject({ data: { id } }).project?.data.id).toBe(id);
  expect(refusal({ data: { id: "my-table" } }).en).toContain('there is no data set "my-table"');
});

test("every past version of the file format still opens", async () => {
  const file = await readFile(new URL("../../fixtures/projects/v1.json", import.meta.url), "utf8");
  const { project, problem } = parseProject(JSON.parse(file));
  expect(problem).toBeUndefined();
  expect(project?.name).toBe("digits of version 1");
  expect(project?.training).toMatchObject({ steps: 100, seed: 11, optimizer: { id: "momentum", learningRate: 0.05 } });
  expect(project?.model).toMatchObject({ layers: [{ type: "conv2d", padding: "valid" }, {}, {}, {}, { units: 10 }] });
});
