/** How far a backend's operations are from plain loops, and their gradients from finite differences. */
import type { Device } from "../../src/tensor/backends.ts";
import { differentiate } from "../../src/tensor/differentiate.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import { deviceMemory, dispose, download, keep, scoped, upload } from "../../src/tensor/scope.ts";
import { type OpsCase, valuesFor } from "./ops-case.ts";

const STEP = 2 ** -9;

/** The largest difference between an operation's result and what plain loops give. */
export async function forwardError(device: Device, each: OpsCase): Promise<number> {
  const values = valuesFor(each);
  return largestDifference(await result(device, each, values), each.expected(values));
}

/**
 * The largest difference between a gradient and its central difference, relative to the larger of 1 and the latter.
 * The loss is the sum of all outputs times fixed random weights. float32 leaves about three digits.
 */
export async function gradientError(device: Device, each: OpsCase): Promise<number> {
  const values = valuesFor(each);
  const loss = async (at: readonly Float32Array[]): Promise<number> => {
    const flat = await result(device, each, at);
    const weights = weightsFor(flat.length);
    return flat.reduce((sum, value, index) => sum + value * weights[index]!, 0);
  };
  // A comparison has no slope: it decides, and the rest is differentiated.
  const skipped = each.name === "select" ? 1 : 0;
  let worst = 0;
  for (const [index, gradient] of (await gradientsOf(device, each, values)).entries()) {
    const which = index + skipped;
    const slopes: number[] = [];
    for (let at = 0; at < values[which]!.length; at++) {
      const moved = (by: number) =>
        values.map((input, other) => (other === which ? input.with(at, input[at]! + by) : input));
      slopes.push(((await loss(moved(STEP))) - (await loss(moved(-STEP)))) / (2 * STEP));
    }
    worst = Math.max(worst, largestDifference(gradient, slopes));
  }
  return worst;
}

/** How many tensors the second of two calls leaves behind. */
export async function leakedBy(work: () => Promise<unknown>): Promise<number> {
  await work();
  const before = deviceMemory().tensors;
  await work();
  return deviceMemory().tensors - before;
}

/** Relative to the larger of 1 and the expected number; infinite where lengths differ or a number is none. */
export function largestDifference(given: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (given.length !== expected.length) return Infinity;
  return Array.from(expected).reduce((worst, value, at) => {
    const difference = Math.abs(given[at]! - value) / Math.max(1, Math.abs(value));
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}

async function result(device: Device, each: OpsCase, values: readonly Float32Array[]): Promise<Float32Array> {
  const y = scoped(() => keep(each.compute(device.ops, place(each, values))));
  const flat = await download(y);
  dispose([y]);
  return flat;
}

/** The gradients of the loss that `gradientError` speaks of, one an input. */
export async function gradientsOf(
  device: Device,
  each: OpsCase,
  values: readonly Float32Array[] = valuesFor(each),
): Promise<readonly Float32Array[]> {
  const { ops } = device;
  const { length } = await result(device, each, values);
  const gradients = scoped(() => {
    const inputs = place(each, values);
    const done = differentiate(
      () => {
        const y = ops.reshape(each.compute(ops, inputs), [length]);
        return ops.sum(ops.multiply(y, upload(weightsFor(length), [length])));
      },
      each.name === "select" ? inputs.slice(1) : inputs,
    );
    return done.gradients.map((gradient) => keep(gradient));
  });
  const flat = await Promise.all(gradients.map(download));
  dispose(gradients);
  return flat;
}

function place(each: OpsCase, values: readonly Float32Array[]) {
  return values.map((input, index) => upload(input, each.inputs[index]!));
}

function weightsFor(size: number): Float32Array {
  const random = new RandomStream(5, 5);
  return Float32Array.from({ length: size }, () => 2 * random.nextUniform() - 1);
}
