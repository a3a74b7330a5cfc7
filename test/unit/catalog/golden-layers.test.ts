/** Every layer's output and gradients against PyTorch. */
import { beforeAll, describe, expect, test } from "vitest";
import { layers } from "../../../src/catalog/layers/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { leakedBy } from "../../support/check-ops.ts";
import { goldenLayers, layerErrors } from "../../support/golden-layers.ts";

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(goldenLayers)("$name", async (each) => {
    expect(await layerErrors(device, each, 1e-5)).toEqual([]);
  });

  test("no layer leaves a tensor behind", async () => {
    for (const each of goldenLayers) {
      expect(await leakedBy(() => layerErrors(device, each, 1)), each.name).toBe(0);
    }
  });
});

test("every layer is there, but those that draw at random", () => {
  const covered = new Set(goldenLayers.flatMap(({ layers: list }) => list.map(({ type }) => type)));
  const missing = layers.map(({ id }) => id).filter((id) => !covered.has(id));
  expect(missing).toEqual(["dropout", "spatial-dropout1d", "spatial-dropout2d", "gaussian-noise", "gaussian-dropout"]);
});
