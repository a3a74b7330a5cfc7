/** A sample of PyTorch's trainings on the graphics card's arithmetic. */
import { test } from "vitest";
import { startBackend } from "../../../src/tensor/backends.ts";
import { expectGoldenTraining, goldenTrainings } from "../../support/golden-training.ts";

const sample = ["layer rates", "adamw", "adafactor", "muon", "lbfgs", "averaging", "lookahead", "sharpness"];

test.each(sample)("%s on WebGPU trains as PyTorch does", async (wanted) => {
  const found = goldenTrainings.find(([, { name }]) => name === wanted);
  if (found === undefined) throw new Error(`No golden training "${wanted}"`);
  const device = await startBackend("webgpu");
  await expectGoldenTraining(device, found[1], 1e-4);
  device.ops.dispose();
});
