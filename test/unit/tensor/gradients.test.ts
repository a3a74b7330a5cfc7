/** Our gradient rules against those that TensorFlow.js ships, on the same tape. */
import { beforeAll, expect, test } from "vitest";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { gradientsOf, largestDifference } from "../../support/check-ops.ts";
import { opsCases } from "../../support/ops-cases.ts";

let device: Device;
const ours = new Map<string, readonly Float32Array[]>();
beforeAll(async () => {
  device = await startBackend("cpu");
  for (const each of opsCases) ours.set(each.name, await gradientsOf(device, each));
  // The whole package registers its rules in the place of ours, for all copies of the library in this process.
  await import("@tensorflow/tfjs");
});

// Where one operand of maximum or minimum is broadcast, TensorFlow.js's rule gives a gradient of the wrong shape.
const isSound = (name: string): boolean =>
  // Its rule for taking apart a stack of one gets no list, and refuses.
  name !== "unstack of one" && !/^(?:maximum|minimum), a (?:row|column)/.test(name);

test.each(opsCases.filter(({ name }) => isSound(name)))("$name", async (each) => {
  const theirs = await gradientsOf(device, each);
  for (const [index, gradient] of ours.get(each.name)!.entries()) {
    expect(largestDifference(gradient, theirs[index]!)).toBeLessThan(1e-5);
  }
});
