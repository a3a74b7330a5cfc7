/** A step of an optimizer that works on all weights as one vector: does on the device what it asks for. */
import type { NamedTensors, WholeOptimizer, WholeRequest } from "../../catalog/optimizers/optimizer.ts";
import type { Ops, Tensor } from "../../tensor/ops.ts";
import { dispose, download, keep, scoped, upload } from "../../tensor/scope.ts";
import type { Look } from "./gradient-pass.ts";
import type { Generation } from "./generation.ts";
import { WHOLE } from "./optimizer-state.ts";
import { type HyperTensors, updated } from "./optimize.ts";
import type { TrainingSetup } from "./training-setup.ts";
import type { Unit } from "./units.ts";

export interface MinimizeStart {
  readonly learningRate: number;
  readonly begun: Look;
  /** At these parameters, of the units; null when it was given up on abort. */
  readonly look: (parameters: readonly Tensor[]) => Promise<Look | null>;
  readonly hyper: HyperTensors;
}

/** What a step makes of the generation before it. */
export type Update = Pick<Generation, "parameters" | "optimizer" | "memory">;

/** Takes over the tensors of `begun`. Null when it was given up on abort; nothing is left of it then. */
export async function minimized(
  ops: Ops,
  whole: WholeOptimizer,
  setup: Pick<TrainingSetup, "optimizer" | "units">,
  generation: Generation,
  { learningRate, begun, look, hyper }: MinimizeStart,
): Promise<Update | null> {
  const { units } = setup;
  const parameters = units.map(({ path }) => generation.parameters.get(path)!);
  const old = generation.optimizer.get(WHOLE)!;
  let held: NamedTensors = {
    ...old,
    weights: vectorOf(ops, parameters),
    gradient: vectorOf(ops, begun.gradients),
  };
  dispose(begun.gradients);
  const hold = (next: NamedTensors): void => {
    const living = new Set([...Object.values(next), ...Object.values(old)]);
    dispose(new Set(Object.values(held).filter((tensor) => !living.has(tensor))));
    held = next;
  };
  const answer = async (request: WholeRequest): Promise<readonly number[] | null> => {
    if (request === "evaluate") {
      const there = scoped(() => partsOf(ops, held["weights"]!, units).map((part) => keep(part)));
      const found = await look(there);
      dispose(there);
      if (found === null) return null;
      hold({ ...held, gradient: vectorOf(ops, found.gradients) });
      dispose(found.gradients);
      return [found.loss];
    }
    const done = scoped(() => {
      // As tensors: plain numbers are constants, which the operations keep.
      const given = Object.entries(request.hyper ?? {}).map(
        ([name, value]) => [name, upload(Float32Array.of(value), [])] as const,
      );
      const { held: next, numbers } = request.run(ops, held, Object.fromEntries(given));
      [...Object.values(next), ...numbers].forEach(keep);
      return { next, numbers };
    });
    hold(done.next);
    const numbers = await Promise.all(done.numbers.map(async (number) => (await download(number))[0]!));
    dispose(done.numbers);
    return numbers;
  };

  const work = whole.minimize({ learningRate, loss: begun.loss, memory: generation.memory });
  let asked = work.next();
  while (asked.done !== true) {
    const numbers = await answer(asked.value);
    if (numbers === null) {
      hold({});
      return null;
    }
    asked = work.next(numbers);
  }
  const memory = asked.value;
  const next = scoped(() =>
    updated(ops, setup, generation, partsOf(ops, held["weights"]!, units), { learningRate, hyper }),
  );
  const names = Object.keys(whole.state(held["weights"]!.shape[0]!, memory));
  hold(Object.fromEntries(names.map((name) => [name, held[name]!])));
  return { ...next, optimizer: new Map([...next.optimizer, [WHOLE, held]]), memory };
}

/** One vector of all of them, kept. */
function vectorOf(ops: Ops, tensors: readonly Tensor[]): Tensor {
  return scoped(() => {
    const flat = tensors.map((tensor) => ops.reshape(tensor, [tensor.shape.reduce((size, each) => size * each, 1)]));
    return keep(ops.concat(flat, 0));
  });
}

/** The vector taken apart again. Call in a scope. */
function partsOf(ops: Ops, vector: Tensor, units: readonly Unit[]): readonly Tensor[] {
  let from = 0;
  return units.map(({ shape, size }) => {
    const part = ops.reshape(ops.slice(vector, [from], [size]), shape);
    from += size;
    return part;
  });
}
