/** A machine that interprets: to test the trainer above it, and as what another machine should give. */
import type { Layout } from "../../../src/engine/compiled/layout.ts";
import type { Machine, Runnable } from "../../../src/engine/compiled/machine.ts";
import type { Program } from "../../../src/engine/compiled/program.ts";
import { sizeOf } from "../../../src/catalog/layers/layer.ts";
import type { TrainerData } from "../build-trainer.ts";
import { interpret } from "./interpret.ts";
import type { Values } from "./sliding.ts";

export function interpretingMachine(
  layout: Layout,
  data: Pick<TrainerData, "examples" | "targets">,
  make: (size: number) => Values,
): Machine {
  const width = sizeOf(data.examples.shape);
  const examples = new Float32Array(data.examples.rows * width);
  for (let row = 0; row < data.examples.rows; row++) data.examples.write(row, examples, row * width);
  const variables = new Map(Array.from(layout.variables, ([name, shape]) => [name, make(sizeOf(shape))]));
  const prepare = (program: Program): Runnable => {
    let reports: Float32Array[][] = [];
    return {
      capacity: 1000,
      enqueue: (steps, given) => {
        for (const [record] of steps) {
          const inputs = { variables, examples: given ?? examples, targets: data.targets };
          const done = interpret(program, record!, inputs, make);
          for (const [name, values] of done.variables) variables.set(name, values);
          reports.push([Float32Array.from(done.report)]);
        }
      },
      done: () => Promise.resolve(),
      reports: () => {
        const read = reports;
        reports = [];
        return Promise.resolve(read);
      },
    };
  };
  return {
    population: 1,
    prepare: (program) => Promise.resolve(prepare(program)),
    read: () => Promise.resolve(new Map(Array.from(variables, ([name, values]) => [name, Float32Array.from(values)]))),
    write: (_member, values) => {
      for (const [name, each] of values) {
        const copy = make(each.length);
        copy.set(each);
        variables.set(name, copy);
      }
    },
    failure: () => null,
    memoryBytes: 0,
    dispose: () => undefined,
  };
}
