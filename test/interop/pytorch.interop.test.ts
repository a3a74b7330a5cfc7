/** PyTorch projects, run by PyTorch: on one process and on two, they compute what the studio computes. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { architectures } from "../../src/catalog/architectures/index.ts";
import { layers } from "../../src/catalog/layers/index.ts";
import { lossFor, losses } from "../../src/catalog/losses/index.ts";
import { optimizers } from "../../src/catalog/optimizers/index.ts";
import { schedules } from "../../src/catalog/schedules/index.ts";
import { codeSource } from "../../src/engine/export/pytorch/code-source.ts";
import { readOwnCard } from "../../src/engine/export/model-card.ts";
import { readSafetensors } from "../../src/engine/export/safetensors.ts";
import { projectSchema } from "../../src/project/project.ts";
import { type Device, startBackend } from "../../src/tensor/backends.ts";
import { type TrainerData, type TrainerOptions, madeData } from "../support/build-trainer.ts";
import { weightedModel } from "../support/exported-model.ts";
import { layerNetwork } from "../support/layer-networks.ts";
import { presetOnFittingData } from "../support/preset-training.ts";
import { pytorchProjectOf, writeFolder } from "../support/pytorch-project.ts";

const execute = promisify(execFile);
const script = fileURLToPath(new URL("run_projects.py", import.meta.url));

interface Case {
  readonly data: TrainerData;
  readonly layers: TrainerOptions["layers"];
  readonly training?: Readonly<Record<string, unknown>>;
}

const held = {
  kernelConstraint: { id: "max-norm", maxValue: 0.3 },
  kernelRegularizer: { id: "orthogonal", factor: 0.3 },
} as const;

/** What every optimizer, schedule and wrapper is tried on: kernels of several kinds, a constraint and a cost. */
function learning(training: Case["training"] = {}): Case {
  return {
    data: layerNetwork("gru").data,
    layers: [
      { type: "conv1d", filters: 4, kernelConstraint: { id: "max-norm", maxValue: 0.5 } },
      { type: "batch-normalization", momentum: 0.8 },
      {
        type: "gru",
        units: 6,
        kernelRegularizer: { id: "orthogonal", factor: 0.1 },
        biasRegularizer: { id: "l2", factor: 0.1 },
      },
      { type: "dense", units: 2, kernelRegularizer: { id: "l1-l2", l1: 0.01, l2: 0.01 } },
    ],
    training,
  };
}

function losing({ id, tasks, ending }: (typeof losses)[number]): Case {
  const loss = id.endsWith("-entropy") && tasks[0] === "classification" ? { id, labelSmoothing: 0.1 } : { id };
  const [task] = tasks;
  if (task === "classification") return { ...presetOnFittingData("mlp"), training: { loss } };
  if (task === "reconstruction") {
    const { data, layers: network } = presetOnFittingData("autoencoder");
    const given = { ...data, examples: shares(data.examples) };
    return { data: given, layers: [...network, { type: "activation", activation: "sigmoid" }], training: { loss } };
  }
  const data = madeData(30, "regression");
  return {
    data: { ...data, targets: Float32Array.from(data.targets, Math.abs) },
    layers: [
      { type: "dense", units: 5, activation: "tanh" },
      { type: "dense", units: 1, activation: ending ?? "linear" },
    ],
    training: { loss },
  };
}

/** The examples, brought between 0 and 1. */
function shares(examples: TrainerData["examples"]): TrainerData["examples"] {
  return {
    ...examples,
    write: (row, out, at) => {
      examples.write(row, out, at);
      for (let index = at; index < out.length; index++) out[index] = 1 / (1 + Math.exp(-out[index]!));
    },
  };
}

const networks: Readonly<Record<string, Case>> = {
  MLP: presetOnFittingData("mlp"),
  "CNN with batch norm": presetOnFittingData("resnet-small"),
  LSTM: presetOnFittingData("lstm-forecaster"),
  GRU: presetOnFittingData("gru-forecaster"),
  attention: presetOnFittingData("vit-tiny"),
  "a writer of texts": presetOnFittingData("char-transformer"),
};

const cases: Readonly<Record<string, Case>> = {
  ...networks,
  ...Object.fromEntries(layers.map(({ id }) => [`layer ${id}`, layerNetwork(id)])),
  ...Object.fromEntries(
    optimizers
      .filter(({ id }) => id !== "lbfgs")
      .map(({ id }) => [
        `optimizer ${id}`,
        learning({ optimizer: { id, weightDecay: 0.01 }, layerRates: { "gru-1": 0.5 } }),
      ]),
  ),
  "optimizer lbfgs": learning({
    optimizer: { id: "lbfgs", learningRate: 0.1, iterations: 3, history: 4 },
    layerRates: { "gru-1": 0 },
  }),
  "optimizer lbfgs, by line search": learning({
    optimizer: { id: "lbfgs", lineSearch: "strong-wolfe", iterations: 2 },
    wrappers: [{ id: "averaging", decay: 0.9 }],
  }),
  "optimizer rmsprop, centred": learning({ optimizer: { id: "rmsprop", centered: true, momentum: 0.5 } }),
  ...Object.fromEntries(
    schedules.map(({ id }) => [
      `schedule ${id}`,
      learning({
        schedule: { id },
        warmup: { steps: 5, from: 0.1 },
        optimizer: { id: "dynamic", firstBatch: 3, growth: 1.5 },
      }),
    ]),
  ),
  ...Object.fromEntries(losses.map((loss) => [`loss ${loss.id}`, losing(loss)])),
  "lookahead under an average": learning({
    wrappers: [
      { id: "lookahead", steps: 2 },
      { id: "averaging", decay: 0.9 },
    ],
  }),
  "an equal mean under lookahead": learning({
    wrappers: [
      { id: "averaging", mean: "equal" },
      { id: "lookahead", steps: 2 },
    ],
  }),
  "sharpness-aware steps": learning({ wrappers: [{ id: "sharpness", radius: 0.1 }] }),
  "values clipped": learning({ clip: { by: "value", limit: 0.01 } }),
  "norms clipped": learning({ clip: { by: "norm", limit: 0.05 } }),
  "the whole norm clipped": learning({ clip: { by: "global-norm", limit: 0.05 } }),
  "gradients accumulated": learning({ batchSize: 3, accumulate: 2 }),
  "filters that are held": {
    data: layerNetwork("conv2d-transpose").data,
    layers: [
      { type: "conv2d-transpose", filters: 3, kernelSize: [2, 3], ...held },
      { type: "depthwise-conv2d", depthMultiplier: 2, ...held },
      { type: "flatten" },
      { type: "dense", units: 2 },
    ],
  },
  "a frozen layer": learning({ layerRates: { "batch-normalization-1": 0, "gru-1": 0, "dense-1": 2 } }),
};

let device: Device;
let folder = "";
const folderOf = (name: string): string => join(folder, name.replaceAll(/\W+/g, "-"));

beforeAll(async () => {
  device = await startBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "projects-"));
  for (const [name, { data, layers: network, training }] of Object.entries(cases)) {
    await writeFolder(folderOf(name), await pytorchProjectOf(device, data, network, training));
  }
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Done {
  readonly code: number;
  readonly told: string;
}

function python(): string {
  const path = process.env["INTEROP_PYTHON"];
  if (path === undefined) throw new Error("Run it by `npm run test:interop`.");
  return path;
}

/** Each of these runs of `train.py`, on so many processes. */
async function ran(asked: readonly { readonly name: string; readonly given: readonly string[] }[], processes = 1) {
  const [list, told] = [join(folder, "asked.json"), join(folder, "told.json")];
  await writeFile(list, JSON.stringify(asked.map(({ name, given }) => ({ folder: folderOf(name), given }))));
  const launch =
    processes === 1 ? [] : ["-m", "torch.distributed.run", "--standalone", `--nproc_per_node=${processes}`];
  const env = { ...process.env, OMP_NUM_THREADS: "1" };
  await execute(python(), [...launch, script, list, told], { maxBuffer: 2 ** 26, env });
  // As the script beside this file writes it.
  return JSON.parse(await readFile(told, "utf8")) as readonly Done[];
}

function expectAlike({ code, told }: Done, name: string): void {
  expect(told, name).toMatch(/^(?:ok {8} .*\n){4}$/);
  expect(code, name).toBe(0);
  // What `--check` allows is for networks of any size; these are small.
  const apart = Array.from(told.matchAll(/: ([\d.e+-]+) apart/g), ([, number]) => Number(number));
  expect(Math.max(...apart), name).toBeLessThan(1e-4);
}

test("`--check`: predictions, loss, gradients and five steps are the studio's", { timeout: 600_000 }, async () => {
  const names = Object.keys(cases);
  const done = await ran(names.map((name) => ({ name, given: ["--check"] })));
  for (const [at, name] of names.entries()) expectAlike(done[at]!, name);
});

describe("two processes equal one", () => {
  const names = [...Object.keys(networks), "sharpness-aware steps", "optimizer stochastic", "optimizer lbfgs"];
  test("in the studio's numbers", { timeout: 300_000 }, async () => {
    const done = await ran(
      names.map((name) => ({ name, given: ["--check"] })),
      2,
    );
    for (const [at, name] of names.entries()) expectAlike(done[at]!, name);
  });

  test("in what they go on to learn", { timeout: 300_000 }, async () => {
    const asked = (out: string) =>
      Object.keys(networks).map((name) => ({ name, given: ["--steps", "6", "--out", join(folderOf(name), out)] }));
    const one = await ran(asked("one"));
    const two = await ran(asked("two"), 2);
    for (const [at, name] of Object.keys(networks).entries()) {
      const [alone, together] = [numbersOf(one[at]!), numbersOf(two[at]!)];
      expect(alone.length, name).toBeGreaterThan(3);
      expect(together, name).toHaveLength(alone.length);
      for (const [place, number] of alone.entries()) {
        expect(Math.abs(number - together[place]!) / Math.max(1, Math.abs(number)), name).toBeLessThan(1e-3);
      }
    }
  });
});

function numbersOf({ told }: Done): readonly number[] {
  return Array.from(told.matchAll(/(?:loss|accuracy|step) ([\d.e+-]+)/g), ([, number]) => Number(number));
}

test.each(["optimizer adam", "optimizer lbfgs"])(
  "what has been saved there goes on as if it had not been: %s",
  { timeout: 120_000 },
  async (name) => {
    const at = (out: string): string => join(folderOf(name), out);
    const [whole] = await ran([{ name, given: ["--steps", "4", "--out", at("whole")] }]);
    await ran([{ name, given: ["--steps", "2", "--out", at("half")] }]);
    const [rest] = await ran([{ name, given: ["--from", at("half"), "--steps", "2", "--out", at("rest")] }]);
    expect(rest!.told.trimEnd().split("\n").at(-1)).toBe(whole!.told.trimEnd().split("\n").at(-1));
  },
);

const tensorsIn = async (path: string) => readSafetensors(new Blob([await readFile(path)]));

test("what has been trained there comes back as a file of the studio's", { timeout: 120_000 }, async () => {
  const name = "CNN with batch norm";
  await ran([{ name, given: ["--steps", "2"] }]);
  await execute(python(), [join(folderOf(name), "export_back.py")]);
  const given = await tensorsIn(join(folderOf(name), "weights.safetensors"));
  const back = await tensorsIn(join(folderOf(name), "trained.safetensors"));
  const shapes = ({ tensors }: typeof back) => tensors.map(({ name: each, shape }) => [each, shape]);
  expect(shapes(back)).toEqual(shapes(given));
  expect(back.tensors).not.toEqual(given.tensors);
  expect(readOwnCard(back.metadata)).toEqual(readOwnCard(given.metadata));
  expect(back.metadata["steps"]).toBe("5");
});

test("the source runs as it stands", { timeout: 300_000 }, async () => {
  const files = await Promise.all(
    [
      ...architectures.map(({ id }) => presetOnFittingData(id)),
      cases["optimizer muon"]!,
      cases["optimizer lbfgs"]!,
      cases["a frozen layer"]!,
    ].map(async ({ data, layers: network, training }: Case, at) => {
      const { model, program } = await weightedModel(data, network);
      const learnt = { loss: lossFor(data.target.task), ...training };
      const project = projectSchema.parse({ data: { id: "made" }, training: learnt });
      const file = join(folder, `source-${at}.py`);
      await writeFile(file, codeSource({ ...model, project }, program));
      return file;
    }),
  );
  const all = "import runpy, sys\nfor file in sys.argv[1:]: runpy.run_path(file, run_name='__main__')";
  const { stdout } = await execute(python(), ["-c", all, ...files], { env: { ...process.env, OMP_NUM_THREADS: "1" } });
  expect(stdout).toMatch(new RegExp(`^(?:epoch 1: loss \\d[\\d.e-]*\\n){${files.length}}$`));
});
