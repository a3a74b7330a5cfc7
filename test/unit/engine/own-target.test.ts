/** Models whose target is their own input: given back, with what is unusual told apart; or gone on with. */
import { beforeAll, describe, expect, test } from "vitest";
import { predictRows } from "../../../src/engine/predict-rows.ts";
import type { RunOutcome } from "../../../src/project/records.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const saidOf = async ({ model }: RunOutcome, rows: readonly unknown[][]) =>
  predictRows(device, model!.record, model!.checkpoint, rows);

describe("an autoencoder", () => {
  let outcome: RunOutcome;
  beforeAll(async () => {
    ({ outcome } = await runProject({
      data: { id: "iris", task: "reconstruct" },
      model: { architecture: "autoencoder", config: { units: [12, 2] } },
      training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 16, epochs: 60 },
    }));
  });

  test("learns its four measurements without the class, and keeps them through a middle of two", () => {
    const { record } = outcome.model!;
    expect(record.inputs.map(({ name }) => name)).not.toContain("species");
    expect(record.target.task).toBe("reconstruction");
    // Standardized, the mean of each column alone would cost 1.
    expect(outcome.summary.test["loss"]).toBeLessThan(0.1);
    expect(Object.keys(outcome.summary.test)).toEqual(["loss", "mae"]);
  });

  test("gives a flower back, and an impossible one much worse", async () => {
    const [flower, monster] = await saidOf(outcome, [
      [5.1, 3.5, 1.4, 0.2],
      [5.1, 3.5, 1.4, 2.5],
    ]);
    expect(flower!.values).toHaveLength(4);
    expect(flower!.error).toBeLessThan(0.2);
    expect(monster!.error).toBeGreaterThan(5 * flower!.error!);
  });
});

test("a denoising autoencoder's noise is there only while it learns", async () => {
  const { outcome } = await runProject({
    data: { id: "iris", task: "reconstruct" },
    model: { architecture: "denoising-autoencoder", config: { units: [8, 3], noise: 0.5 } },
    training: { steps: 20, batchSize: 16 },
  });
  const { record, checkpoint } = outcome.model!;
  const noise = record.layers.filter(({ type }) => type === "gaussian-noise");
  expect(noise).toHaveLength(1);
  const without = { ...record, layers: record.layers.filter((layer) => !noise.includes(layer)) };
  const row = [[5.1, 3.5, 1.4, 0.2]];
  expect(await saidOf(outcome, row)).toEqual(await predictRows(device, without, checkpoint, row));
});

describe("what does not go together is refused with a way out", () => {
  test.each([
    [{ data: { id: "iris", task: "continue" } }, /has no column of texts/],
    [
      {
        data: { id: "names", task: "continue", preprocess: [{ step: "bag-of-words" }] },
        model: { architecture: "mlp" },
      },
      /add a "tokenize" step/i,
    ],
    [
      { data: { id: "names", task: "reconstruct", preprocess: [{ step: "tokenize" }] } },
      /Set data\.task to "continue"/,
    ],
    [
      { data: { id: "names", task: "continue", preprocess: [{ step: "tokenize" }] } },
      /Character LSTM, Character transf/,
    ],
    [{ data: { id: "iris", task: "reconstruct", balance: { by: "weights" } } }, /^data\.balance/],
    [{ data: { id: "iris" }, model: { architecture: "autoencoder" } }, /this data has a target to predict/],
    [
      { data: { id: "iris", task: "reconstruct" }, training: { loss: "categorical-cross-entropy" } },
      /which is the input itself/,
    ],
    [
      {
        data: { id: "names", task: "continue", preprocess: [{ step: "tokenize", length: 6 }] },
        model: {
          layers: [{ type: "embedding", inputDim: 99, outputDim: 4 }, { type: "flatten" }, { type: "dense", units: 3 }],
        },
      },
      /each of 6 tokens needs \d+/,
    ],
  ])("%j", async (project, sentence) => {
    expect((await refusal(runProject(project))).text.en).toMatch(sentence);
  });
});
