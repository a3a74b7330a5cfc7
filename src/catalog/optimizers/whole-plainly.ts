/** A whole optimizer on plain numbers in double precision: for pictures, and to check it against others. */
import { type PlainTensor, plainOps, plainTensor } from "../../tensor/plain-ops.ts";
import type { NamedTensors, OptimizerMemory, WholeOptimizer } from "./optimizer.ts";

/** Where it stands between two steps. */
export interface PlainMinimum {
  readonly weights: readonly number[];
  readonly memory: OptimizerMemory;
  readonly state: NamedTensors;
}

/** One step further. */
export function minimizedPlainly(
  optimizer: WholeOptimizer,
  from: PlainMinimum,
  learningRate: number,
  look: (weights: readonly number[]) => { readonly loss: number; readonly gradient: readonly number[] },
): PlainMinimum {
  const size = [from.weights.length];
  const begun = look(from.weights);
  let held: NamedTensors = {
    ...from.state,
    weights: plainTensor(from.weights, size),
    gradient: plainTensor(begun.gradient, size),
  };
  const work = optimizer.minimize({ learningRate, loss: begun.loss, memory: from.memory });
  let asked = work.next();
  while (asked.done !== true) {
    const request = asked.value;
    if (request === "evaluate") {
      const { loss, gradient } = look(valuesOf(held["weights"]));
      held = { ...held, gradient: plainTensor(gradient, size) };
      asked = work.next([loss]);
    } else {
      const done = request.run(plainOps, held, request.hyper ?? {});
      held = done.held;
      asked = work.next(done.numbers.flatMap(valuesOf));
    }
  }
  const memory = asked.value;
  const names = Object.keys(optimizer.state(from.weights.length, memory));
  return {
    weights: valuesOf(held["weights"]),
    memory,
    state: Object.fromEntries(names.map((name) => [name, held[name]!])),
  };
}

/** The plain operations give plain tensors. */
function valuesOf(tensor: NamedTensors[string] | undefined): readonly number[] {
  return [...(tensor as PlainTensor).values];
}
