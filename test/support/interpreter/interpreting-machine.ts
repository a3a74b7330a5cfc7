/** Machines that interpret: to test the trainer above them, and as what another machine should give. */
import type { Layout } from "../../../src/engine/compiled/layout.ts";
import type { Machine, Runnable } from "../../../src/engine/compiled/machine.ts";
import { planProgram } from "../../../src/engine/compiled/plan/plan.ts";
import type { Program, StepRecord } from "../../../src/engine/compiled/program.ts";
import { sizeOf } from "../../../src/catalog/layers/layer.ts";
import type { TrainerData } from "../build-trainer.ts";
import { interpret } from "./interpret.ts";
import { runPlan } from "./run-plan.ts";

type Data = Pick<TrainerData, "examples" | "targets">;

/** One step on `variables`, which it changes; gives the report. */
type RunStep = (record: StepRecord, variables: Map<string, Float32Array>, examples: Float32Array) => Float32Array;

/** Operation by operation. */
export function interpretingMachine(layout: Layout, data: Data): Machine {
  return machineOf(layout, data, (program) => (record, variables, examples) => {
    const make = (size: number) => new Float32Array(size);
    const done = interpret(program, record, { variables, examples, targets: data.targets }, make);
    for (const [name, values] of done.variables) variables.set(name, Float32Array.from(values));
    return Float32Array.from(done.report);
  });
}

/** Kernel by kernel, as planned. */
export function planningMachine(layout: Layout, data: Data): Machine {
  return machineOf(layout, data, (program) => {
    const plan = planProgram(program, layout.variables);
    return (record, variables, examples) => {
      const arena = new Float32Array(plan.sizes.variables);
      for (const [name, { offset }] of plan.variables) arena.set(variables.get(name)!, offset);
      const report = runPlan(plan, record, { variables: arena, examples, targets: data.targets });
      for (const [name, { offset }] of plan.variables) {
        variables.set(name, arena.slice(offset, offset + variables.get(name)!.length));
      }
      return report;
    };
  });
}

function machineOf(layout: Layout, data: Data, load: (program: Program) => RunStep): Machine {
  const width = sizeOf(data.examples.shape);
  const examples = new Float32Array(data.examples.rows * width);
  for (let row = 0; row < data.examples.rows; row++) data.examples.write(row, examples, row * width);
  const variables = new Map(
    Array.from(layout.variables, ([name, shape]) => [name, new Float32Array(sizeOf(shape))] as const),
  );
  const prepare = (program: Program): Runnable => {
    const step = load(program);
    let reports: Float32Array[][] = [];
    return {
      capacity: 1000,
      enqueue: (steps, given) => {
        for (const [record] of steps) reports.push([step(record!, variables, given ?? examples)]);
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
    read: () => Promise.resolve(new Map(Array.from(variables, ([name, values]) => [name, values.slice()]))),
    write: (_member, values) => {
      for (const [name, each] of values) variables.set(name, each.slice());
    },
    failure: () => null,
    memoryBytes: 0,
    dispose: () => undefined,
  };
}
