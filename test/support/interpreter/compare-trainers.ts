/** Both trainers on the same data: the reference one, and the compiled one on whichever machine. */
import { expect } from "vitest";
import { CompiledTrainer } from "../../../src/engine/compiled/compiled-trainer.ts";
import type { Layout } from "../../../src/engine/compiled/layout.ts";
import type { Machine } from "../../../src/engine/compiled/machine.ts";
import type { Checkpoint } from "../../../src/project/records.ts";
import type { Device } from "../../../src/tensor/backends.ts";
import { type TrainerData, type TrainerOptions, buildTrainer, lossesOf } from "../build-trainer.ts";
import { interpretingMachine } from "./interpreting-machine.ts";

export type CreateMachine = (layout: Layout, data: TrainerData) => Machine;

export interface CompiledWay {
  readonly createMachine?: CreateMachine;
  readonly isStreamed?: boolean;
}

export async function buildBoth(
  device: Device,
  data: TrainerData,
  options: TrainerOptions,
  { createMachine = interpretingMachine, isStreamed = false }: CompiledWay = {},
) {
  const { trainer: reference, setup } = await buildTrainer(device, data, options);
  let ticks = 0;
  const compiled = new CompiledTrainer({
    setup,
    data,
    isStreamed,
    createMachine: (layout) => createMachine(layout, data),
    now: () => (ticks += 1),
  });
  return { reference, compiled, setup };
}

/** Losses step by step and all weights in the end, within 1e-4 of each. */
export async function expectSameTraining(
  device: Device,
  data: TrainerData,
  options: TrainerOptions,
  at: CompiledWay & { readonly steps: number; readonly tolerance?: number },
): Promise<void> {
  const { reference, compiled } = await buildBoth(device, data, options, at);
  const tolerance = at.tolerance ?? 1e-4;
  const [expected, given] = [await lossesOf(reference, at.steps), await lossesOf(compiled, at.steps)];
  expect(given).toHaveLength(at.steps);
  expect(largestRelative(given, expected), "losses").toBeLessThan(tolerance);
  expectSameWeights(await compiled.snapshot(), await reference.snapshot(), tolerance);
  const [measured, should] = [await compiled.evaluate("validation"), await reference.evaluate("validation")];
  expect({ ...measured, measures: Object.keys(measured!.measures) }).toEqual({
    ...should,
    measures: Object.keys(should!.measures),
  });
  const [values, expectedValues] = [Object.values(measured!.measures), Object.values(should!.measures)];
  expect(largestRelative(values, expectedValues), "validation").toBeLessThan(tolerance);
  reference.dispose();
  compiled.dispose();
}

function expectSameWeights(given: Checkpoint, expected: Checkpoint, tolerance: number): void {
  const named = new Map(given.tensors.map((tensor) => [tensor.name, tensor]));
  expect([...named.keys()].toSorted()).toEqual(expected.tensors.map(({ name }) => name).toSorted());
  expect({ step: given.step, host: given.host }).toEqual({ step: expected.step, host: expected.host });
  for (const { name, shape, values } of expected.tensors) {
    const other = named.get(name)!;
    expect(other.shape, name).toEqual(shape);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const difference = values.reduce((most, value, at) => Math.max(most, Math.abs(other.values[at]! - value)), 0);
    expect(difference / largest, name).toBeLessThan(tolerance);
  }
}

function largestRelative(given: readonly number[], expected: readonly number[]): number {
  return expected.reduce((worst, value, at) => {
    const difference = Math.abs(given[at]! - value) / Math.max(1e-3, Math.abs(value));
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}
