import { constrained } from "../../catalog/layers/constraints.ts";
import type { Ops, Tensor } from "../../tensor/ops.ts";
import { dispose, keep, upload } from "../../tensor/scope.ts";
import type { Generation } from "./generation.ts";
import type { TrainingSetup } from "./training-setup.ts";

/**
 * The numbers that an optimizer's formula takes in a step, on the device. One that stays the same from step to step is
 * uploaded once.
 */
export class HyperTensors {
  readonly #held = new Map<string, { readonly value: number; readonly tensor: Tensor }>();

  /** `group` keeps apart the numbers of units that learn at different rates. */
  at(numbers: Readonly<Record<string, number>>, group = ""): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => {
        const key = `${group}/${name}`;
        const held = this.#held.get(key);
        if (held !== undefined && held.value === value) return [name, held.tensor];
        if (held !== undefined) dispose([held.tensor]);
        const tensor = keep(upload(Float32Array.of(value), []));
        this.#held.set(key, { value, tensor });
        return [name, tensor];
      }),
    );
  }

  dispose(): void {
    dispose(Array.from(this.#held.values(), ({ tensor }) => tensor));
    this.#held.clear();
  }
}

/**
 * Parameters and optimizer state after one update with `gradients` (of the units, in their order), kept; a frozen
 * parameter is the same tensor as before. Call in a scope.
 */
export function updated(
  ops: Ops,
  { optimizer, units }: Pick<TrainingSetup, "optimizer" | "units">,
  generation: Generation,
  gradients: readonly Tensor[],
  at: { readonly learningRate: number; readonly hyper: HyperTensors },
): Pick<Generation, "parameters" | "optimizer"> {
  const step = generation.step + 1;
  const parameters = new Map(generation.parameters);
  const states = new Map<string, Readonly<Record<string, Tensor>>>();
  for (const [index, { path, rate, constraint, unitAxes }] of units.entries()) {
    const numbers = optimizer.hyper({ step, learningRate: rate * at.learningRate });
    const done = optimizer.update(ops, {
      parameter: generation.parameters.get(path)!,
      gradient: gradients[index]!,
      state: generation.optimizer.get(path)!,
      hyper: at.hyper.at(numbers, String(rate)),
    });
    const { parameter } = done;
    parameters.set(path, keep(constraint === null ? parameter : constrained(ops, constraint, parameter, unitAxes)));
    for (const tensor of Object.values(done.state)) keep(tensor);
    states.set(path, done.state);
  }
  return { parameters, optimizer: states };
}
