/** Training a layer's small network, and what must hold of any: it learns, and goes on from a checkpoint exactly. */
import { expect } from "vitest";
import type { LayerSelection } from "../../src/catalog/layers/index.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { deviceMemory } from "../../src/tensor/scope.ts";
import { buildTrainer, lossesOf, plain } from "./build-trainer.ts";
import { layerNetwork } from "./layer-networks.ts";

/** Trains the layer's network with Adam in batches of which the last is filled up. */
export async function expectToTrain(device: Device, type: LayerSelection["type"]): Promise<void> {
  const { data, layers } = layerNetwork(type);
  const before = deviceMemory().tensors;
  const training = { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 8 };
  const { trainer } = await buildTrainer(device, data, { layers, training });
  const first = await trainer.evaluate("train");
  const losses = await lossesOf(trainer, 20);
  const middle = await trainer.snapshot();
  const on = await lossesOf(trainer, 20);
  const end = await trainer.snapshot();
  const then = await trainer.evaluate("train");
  trainer.restore(middle);
  expect(await lossesOf(trainer, 20), "losses after a restored checkpoint").toEqual(on);
  expect(plain(await trainer.snapshot()), "weights after a restored checkpoint").toEqual(plain(end));
  expect(Math.max(...losses, ...on)).toBeLessThan(10);
  expect(then!.measures["loss"]! / first!.measures["loss"]!, "what is left of the loss").toBeLessThan(0.5);
  trainer.dispose();
  device.ops.dispose();
  expect(deviceMemory().tensors, "tensors left behind").toBe(before);
}
