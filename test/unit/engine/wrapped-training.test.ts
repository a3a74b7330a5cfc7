/** What stands around an optimizer: wrappers, clipping, accumulation, layer rates, warm-up, a schedule with a memory. */
import { beforeAll, describe, expect, test } from "vitest";
import type { LayerInput } from "../../../src/catalog/layers/index.ts";
import { optimizers } from "../../../src/catalog/optimizers/index.ts";
import { wrappers } from "../../../src/catalog/wrappers/index.ts";
import { trainingSchema } from "../../../src/project/training.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { deviceMemory } from "../../../src/tensor/scope.ts";
import { buildTrainer, lossesOf, madeData, plain } from "../../support/build-trainer.ts";
import { projectOf } from "../../support/project-of.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

const layers: readonly LayerInput[] = [
  { type: "dense", units: 16, activation: "relu" },
  { type: "dropout", rate: 0.3 },
  { type: "dense", units: 2 },
];
const around: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...Object.fromEntries(wrappers.map(({ id }) => [id, { wrappers: [{ id }] }])),
  clip: { clip: { by: "global-norm", limit: 0.1 } },
  accumulate: { accumulate: 3, batchSize: 5 },
  plateau: { schedule: { id: "reduce-on-plateau", patience: 0 } },
  everything: {
    wrappers: [{ id: "averaging", decay: 0.8 }, { id: "lookahead", steps: 3 }, { id: "sharpness" }],
    clip: { by: "norm", limit: 0.3 },
    accumulate: 2,
    batchSize: 8,
    layerRates: { "dense-1": 0.5 },
    warmup: { steps: 4, from: 0.1 },
    schedule: { id: "reduce-on-plateau", patience: 0, factor: 0.5 },
    stopping: { gradientNorm: 1e-9 },
  },
};

/** An optimizer with all that it can be surrounded with. */
function surrounded({ id }: { readonly id: string }): Readonly<Record<string, unknown>> {
  if (id !== "lbfgs") return { optimizer: { id }, ...around["everything"] };
  const { warmup, schedule, stopping } = around["everything"]!;
  // Few pairs, so that old ones are forgotten.
  const optimizer = { id, history: 2, iterations: 3, lineSearch: "strong-wolfe" };
  return { optimizer, warmup, schedule, stopping, ...around["averaging"], layerRates: { "dense-1": 0 } };
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  const resumed = async (training: Readonly<Record<string, unknown>>) => {
    const built = () => buildTrainer(device, madeData(50), { layers, training: { batchSize: 16, ...training } });
    const { trainer: whole } = await built();
    const first = await lossesOf(whole, 7);
    whole.observe(0.5);
    whole.observe(0.6);
    const middle = structuredClone(await whole.snapshot());
    const rest = await lossesOf(whole, 6);
    const { trainer: other } = await built();
    await lossesOf(other, 2);
    other.restore(middle);
    expect(await lossesOf(other, 6)).toEqual(rest);
    const [one, two] = [await whole.snapshot(), await other.snapshot()];
    expect(plain(two)).toEqual(plain(one));
    expect(two.host).toEqual(one.host);
    expect(await other.evaluate("validation")).toEqual(await whole.evaluate("validation"));
    whole.dispose();
    other.dispose();
    return { first, names: middle.tensors.map(({ name }) => name) };
  };

  test.each(Object.keys(around))("stopping and going on with %s gives the very same weights", async (name) => {
    const { first } = await resumed({ optimizer: { id: "adam", learningRate: 0.05 }, ...around[name] });
    expect(first).toHaveLength(7);
  });

  test.each(optimizers)("... and with everything around $id", async (definition) => {
    const { names } = await resumed(surrounded(definition));
    expect(names).toEqual(expect.arrayContaining(["raw/dense-1/kernel"]));
    const kinds = definition.isWhole === true ? ["average", "step-[0-9]+"] : ["average", "slow"];
    for (const kind of kinds) expect(names.join("\n")).toMatch(new RegExp(`optimizer/${kind}/`));
  });

  test.each(Object.keys(around))("the loss falls with %s", async (name) => {
    const training = { optimizer: { id: "adam", learningRate: 0.05 }, batchSize: 16, ...around[name] };
    const { trainer } = await buildTrainer(device, madeData(50), { layers, training });
    const before = (await trainer.evaluate("train"))!.measures;
    await lossesOf(trainer, 80);
    const after = (await trainer.evaluate("train"))!.measures;
    expect(after["loss"]).toBeLessThan(0.8 * before["loss"]!);
    trainer.dispose();
  });

  const expectNoLeak = async (training: Readonly<Record<string, unknown>>) => {
    device.ops.dispose();
    const before = deviceMemory().tensors;
    const { trainer } = await buildTrainer(device, madeData(50), { layers, training, chunkSize: 3 });
    const counts: number[] = [];
    for (let round = 0; round < 4; round++) {
      await lossesOf(trainer, 5);
      await trainer.evaluate("validation");
      trainer.restore(await trainer.snapshot());
      counts.push(deviceMemory().tensors);
    }
    expect(new Set(counts.slice(1)).size).toBe(1);
    trainer.dispose();
    device.ops.dispose();
    expect(deviceMemory().tensors).toBe(before);
  };

  test.each(Object.keys(around))("no tensor is left behind with %s", (name) =>
    expectNoLeak({ optimizer: { id: "adam" }, batchSize: 16, ...around[name] }),
  );

  test.each(optimizers)("... nor with everything around $id", (definition) => expectNoLeak(surrounded(definition)));

  test("a step given up in its second pass leaves no tensor and no change", async () => {
    const training = { optimizer: { id: "sgd" }, batchSize: 50, wrappers: [{ id: "sharpness" }] };
    const abort = new AbortController();
    let looks = 0;
    // Each look at the clock is a minute later, so that every part gives way; the 60th is in the second pass.
    const now = () => {
      looks += 1;
      if (looks === 90) abort.abort();
      return 60_000 * looks;
    };
    const { trainer } = await buildTrainer(device, madeData(50), { layers, training, chunkSize: 1, now });
    const initial = plain(await trainer.snapshot());
    const before = deviceMemory().tensors;
    for await (const _ of trainer.run(1, abort.signal)) throw new Error("No step was to be done");
    expect(looks).toBeLessThan(150);
    expect(plain(await trainer.snapshot())).toEqual(initial);
    // Weights of examples, and the few constants that both passes use, are kept for the next step.
    expect(deviceMemory().tensors).toBeLessThanOrEqual(before + 6);
    trainer.dispose();
  });

  test("a step of L-BFGS that is given up between two looks leaves no tensor and no change", async () => {
    const abort = new AbortController();
    let looks = 0;
    const now = () => {
      looks += 1;
      if (looks === 200) abort.abort();
      return 60_000 * looks;
    };
    const training = { optimizer: { id: "lbfgs", gradientTolerance: 0, changeTolerance: 0 } };
    const { trainer } = await buildTrainer(device, madeData(50), { layers, training, chunkSize: 1, now });
    const initial = plain(await trainer.snapshot());
    const before = deviceMemory().tensors;
    for await (const _ of trainer.run(1, abort.signal)) throw new Error("No step was to be done");
    expect(plain(await trainer.snapshot())).toEqual(initial);
    // Weights of examples are kept for the next step.
    expect(deviceMemory().tensors).toBeLessThanOrEqual(before + 6);
    trainer.dispose();
  });

  test("averaged weights are what is measured, predicts and is saved", async () => {
    const training = { optimizer: { id: "sgd", learningRate: 0.3 }, batchSize: 16 };
    const averaging = { wrappers: [{ id: "averaging", decay: 0.95 }] };
    const { trainer } = await buildTrainer(device, madeData(50), { layers, training: { ...training, ...averaging } });
    await lossesOf(trainer, 30);
    const saved = await trainer.snapshot();
    const { trainer: bare } = await buildTrainer(device, madeData(50), { layers, training });
    bare.restore({ step: 30, tensors: saved.tensors.filter(({ name }) => name.startsWith("parameter/")) });
    const inputs = Float32Array.of(0.3, -0.2, 0.9, 0.8);
    expect(await trainer.predict(inputs, 2)).toEqual(await bare.predict(inputs, 2));
    expect(await trainer.evaluate("validation")).toEqual(await bare.evaluate("validation"));
    bare.restore({
      step: 30,
      tensors: saved.tensors.flatMap((each) =>
        each.name.startsWith("raw/") ? [{ ...each, name: each.name.replace("raw", "parameter") }] : [],
      ),
    });
    expect(await trainer.predict(inputs, 2)).not.toEqual(await bare.predict(inputs, 2));
    trainer.dispose();
    bare.dispose();
  });
});

test.each(wrappers)("$id parses without any setting and says where it comes from", ({ id, paper }) => {
  expect(trainingSchema.parse({ wrappers: [{ id }] }).wrappers[0]).toMatchObject({ id });
  expect(paper.year).toBeGreaterThan(1990);
});

test("what an optimizer of all weights together cannot work with is refused with a sentence", async () => {
  const run = (training: Readonly<Record<string, unknown>>) =>
    runProject({
      data: { id: "moons" },
      model: { architecture: "mlp", config: { units: [4] } },
      training: { optimizer: { id: "lbfgs" }, steps: 2, ...training },
    });
  const refusals = {
    clip: { clip: { limit: 1 } },
    layerRates: { layerRates: { "dense-1": 0.5 } },
    wrappers: { wrappers: [{ id: "sharpness" }] },
  };
  for (const [field, training] of Object.entries(refusals)) {
    const { code, text } = await refusal(run(training));
    expect(code).toBe("optimizer-mismatch");
    expect(text.en).toContain(`training.${field} does not suit L-BFGS`);
    expect(text.zh).toContain(`training.${field} 不适用于 L-BFGS`);
  }
  const suited = { layerRates: { "dense-1": 0, "dense-2": 1 }, wrappers: [{ id: "averaging" }] };
  expect((await run(suited)).outcome.summary.status).toBe("finished");
});

test("L-BFGS as it comes solves two moons in a few steps", async () => {
  const { outcome } = await runProject({
    data: { id: "moons" },
    model: { architecture: "mlp", config: { units: [16, 16] } },
    training: { optimizer: { id: "lbfgs" }, epochs: 4 },
  });
  expect(outcome.summary.status).toBe("finished");
  expect(outcome.summary.test["accuracy"]).toBeGreaterThan(0.95);
});

test("a wrapper that is there twice is refused with a sentence", () => {
  const twice = { data: { id: "moons" }, training: { wrappers: [{ id: "lookahead" }, { id: "lookahead" }] } };
  expect(() => projectOf(twice)).toThrow(/training\.wrappers: lists a wrapper twice/);
});
