/** Every layer learns in a small network, goes on exactly from a checkpoint, and leaves nothing on the device. */
import { beforeAll, describe, test } from "vitest";
import { layers } from "../../../src/catalog/layers/index.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { expectToTrain } from "../../support/layer-training.ts";

describe.each(["cpu", "wasm"] as const)("%s", (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend(backend);
  });

  test.each(layers)("$id", async ({ id }) => {
    await expectToTrain(device, id);
  });
});
