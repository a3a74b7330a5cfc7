/** Holds a backend's operations against plain loops and their gradients against finite differences. */
import { expect } from "vitest";
import type { Device } from "../../src/tensor/backends.ts";
import { differentiate } from "../../src/tensor/differentiate.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import { deviceMemory, dispose, download, keep, scoped, upload } from "../../src/tensor/scope.ts";
import { type OpsCase, valuesFor } from "./ops-cases.ts";

export async function checkForward(device: Device, each: OpsCase): Promise<void> {
  if (each.expected === undefined) return;
  const values = valuesFor(each);
  const y = scoped(() => keep(each.compute(device.ops, place(each, values))));
  const given = await download(y);
  dispose([y]);
  const expected = each.expected(values);
  expect(given.length).toBe(expected.length);
  for (let at = 0; at < expected.length; at++) expect(given[at]).toBeCloseTo(expected[at]!, 4);
}

/** Loss = sum of y times fixed random weights; central differences in float32, so to about three digits. */
export async function checkGradients(device: Device, each: OpsCase): Promise<void> {
  const values = valuesFor(each);
  const step = 2 ** -9;
  const loss = async (at: readonly Float32Array[]): Promise<number> => {
    const y = scoped(() => keep(each.compute(device.ops, place(each, at))));
    const flat = await download(y);
    dispose([y]);
    const weights = weightsFor(flat.length);
    return flat.reduce((sum, value, index) => sum + value * weights[index]!, 0);
  };
  const size = await sizeOfResult(device, each, values);
  const gradients = scoped(() => {
    const inputs = place(each, values);
    // A comparison has no slope: it decides, and the rest is differentiated.
    const free = each.name === "select" ? inputs.slice(1) : inputs;
    const { ops } = device;
    const done = differentiate(() => {
      const y = ops.reshape(each.compute(ops, inputs), [size]);
      return ops.sum(ops.multiply(y, upload(weightsFor(size), [size])));
    }, free);
    return done.gradients.map((gradient) => keep(gradient));
  });
  const skipped = each.name === "select" ? 1 : 0;
  for (const [index, gradient] of gradients.entries()) {
    const given = await download(gradient);
    expect(gradient.shape).toEqual(each.inputs[index + skipped]);
    for (let at = 0; at < given.length; at++) {
      const moved = (by: number) =>
        values.map((input, which) => (which === index + skipped ? input.with(at, input[at]! + by) : input));
      const slope = ((await loss(moved(step))) - (await loss(moved(-step)))) / (2 * step);
      expect(Math.abs(given[at]! - slope), `input ${index}, entry ${at}: ${given[at]} for ${slope}`).toBeLessThan(
        0.02 * Math.max(1, Math.abs(slope)),
      );
    }
  }
  dispose(gradients);
}

/** Calls `work` twice and expects the second call to leave as many tensors as it found. */
export async function expectNoLeak(work: () => Promise<void>): Promise<void> {
  await work();
  const before = deviceMemory();
  await work();
  expect(deviceMemory().tensors).toBe(before.tensors);
}

async function sizeOfResult(device: Device, each: OpsCase, values: readonly Float32Array[]): Promise<number> {
  return scoped(() =>
    each.compute(device.ops, place(each, values)).shape.reduce((product, extent) => product * extent, 1),
  );
}

function place(each: OpsCase, values: readonly Float32Array[]) {
  return values.map((input, index) => upload(input, each.inputs[index]!));
}

function weightsFor(size: number): Float32Array {
  const random = new RandomStream(5, 5);
  return Float32Array.from({ length: size }, () => 2 * random.nextUniform() - 1);
}
