/** Presets: each fits the data by itself and learns from it; what does not suit it is told in a sentence. */
import { beforeAll, describe, expect, test } from "vitest";
import type { ArchitectureDefinition, ModelSeam } from "../../../src/catalog/architectures/architecture.ts";
import { architectures } from "../../../src/catalog/architectures/index.ts";
import { type LayerInput, layerSelection } from "../../../src/catalog/layers/index.ts";
import { StudioError } from "../../../src/language/studio-error.ts";
import { planModel } from "../../../src/engine/model-program.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { presetOf } from "../../../src/project/preset.ts";
import { type ArchitectureId, expectPresetToTrain } from "../../support/preset-training.ts";

// Each preset takes its own config, parsed by its own schema; the union hides that.
const all = architectures as unknown as readonly ArchitectureDefinition[];

const sampled: readonly ArchitectureId[] = [
  "cnn",
  "lenet",
  "resnet-small",
  "mobilenet-small",
  "mlp-mixer",
  "gru-forecaster",
  "char-lstm",
];

/** Plain JavaScript takes half a minute for a convolutional network, on a machine with other work. */
const PATIENCE_MS = 300_000;

describe.each([
  ["cpu", architectures.map(({ id }) => id)],
  ["wasm", sampled],
] as const)("learns on %s", (backend, some) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });
  test.each(some)("%s", { timeout: PATIENCE_MS }, async (id) => {
    await expectPresetToTrain(device, id);
  });
});

function madeOf({ id }: ArchitectureDefinition, seam: ModelSeam): readonly LayerInput[] | StudioError {
  try {
    return presetOf({ architecture: id as ArchitectureId, config: {} }).layers(seam);
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
    throw thrown;
  }
}

describe("fits", () => {
  const seams = {
    table: { input: [5] },
    "small picture": { input: [8, 9, 1] },
    digit: { input: [28, 28, 1] },
    photo: { input: [32, 48, 3] },
    window: { input: [12, 3] },
    "one step": { input: [1, 2] },
    text: { input: [20], vocabulary: 50 },
  };
  test.each(all)("$id: whatever it accepts, it ends in the outputs; the rest it refuses", (definition) => {
    const accepted: string[] = [];
    const refusals: string[] = [];
    for (const [name, seam] of Object.entries(seams)) {
      const size = seam.input.reduce((product, extent) => product * extent, 1);
      const outputsOf = { classification: 10, regression: 1, reconstruction: size, generation: 50 };
      for (const task of ["classification", "regression", "reconstruction", "generation"] as const) {
        const outputs = outputsOf[task];
        const made = madeOf(definition, { ...seam, outputs, task });
        if (made instanceof StudioError) {
          refusals.push(made.message);
          continue;
        }
        const plan = planModel(
          made.map((layer) => layerSelection.parse(layer)),
          seam.input,
        );
        expect(plan.output).toEqual(task === "generation" ? [...seam.input, outputs] : [outputs]);
        accepted.push(name);
      }
    }
    expect(accepted.length).toBeGreaterThan(0);
    // What is wrong, and what to do.
    expect(refusals.filter((message) => !/^\S.*(?:Pick|Add) .*\.$/s.test(message))).toEqual([]);
  });
});
