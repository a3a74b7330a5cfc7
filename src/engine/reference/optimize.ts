import type { Optimizer } from "../../catalog/optimizers/optimizer.ts";
import type { Ops, Tensor } from "../../tensor/ops.ts";
import { dispose, keep, upload } from "../../tensor/scope.ts";
import type { Generation } from "./generation.ts";

/**
 * The numbers that an optimizer's formula takes in a step, on the device. One that stays the same from step to step is
 * uploaded once.
 */
export class HyperTensors {
  readonly #held = new Map<string, { readonly value: number; readonly tensor: Tensor }>();

  at(numbers: Readonly<Record<string, number>>): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => {
        const held = this.#held.get(name);
        if (held !== undefined && held.value === value) return [name, held.tensor];
        if (held !== undefined) dispose([held.tensor]);
        const tensor = keep(upload(Float32Array.of(value), []));
        this.#held.set(name, { value, tensor });
        return [name, tensor];
      }),
    );
  }

  dispose(): void {
    dispose(Array.from(this.#held.values(), ({ tensor }) => tensor));
    this.#held.clear();
  }
}

/** Parameters and optimizer state after one update with `gradients` (in the parameters' order), kept. Call in a scope. */
export function updated(
  ops: Ops,
  optimizer: Optimizer,
  generation: Generation,
  gradients: readonly Tensor[],
  hyper: Readonly<Record<string, Tensor>>,
): Pick<Generation, "parameters" | "optimizer"> {
  const parameters = new Map<string, Tensor>();
  const states = new Map<string, Readonly<Record<string, Tensor>>>();
  for (const [index, [path, parameter]] of [...generation.parameters].entries()) {
    const done = optimizer.update(ops, {
      parameter,
      gradient: gradients[index]!,
      state: generation.optimizer.get(path)!,
      hyper,
    });
    parameters.set(path, keep(done.parameter));
    for (const tensor of Object.values(done.state)) keep(tensor);
    states.set(path, done.state);
  }
  return { parameters, optimizer: states };
}
