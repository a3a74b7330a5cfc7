/** A plan as one WebAssembly module: a function a kernel, and one that takes steps by calling them in turn. */
import type { Plan } from "../plan/plan.ts";
import type { Kernel } from "../plan/scalar.ts";
import type { Program } from "../program.ts";
import { I32, flow, i32 } from "./instructions.ts";
import { writeLoopKernel } from "./loop-kernel.ts";
import { MicroKernels } from "./micro-kernel.ts";
import type { Base } from "./loop-nest.ts";
import type { Memory } from "./nest.ts";
import { isTiled, workspaceOf } from "./product-form.ts";
import { STARTS, writeProductKernel } from "./product-kernel.ts";
import type { RecordWords } from "./step-words.ts";
import { type FunctionWriter, type MemoryPages, ModuleWriter } from "./wasm-module.ts";

/** Addresses in bytes. */
export interface StepMemory {
  readonly pages: MemoryPages;
  readonly scratch: number;
  readonly constants: number;
  readonly workspace: number;
  /** From one step's examples to the next one's: 0 where they are rows of the data set. */
  readonly examplesStride: number;
  readonly byteScale: number | null;
  readonly targets: number;
  /** Bytes from one network's variables to the next one's. */
  readonly variablesStride: number;
  readonly record: RecordWords;
}

/** Numbers of workspace that the plan's kernels take, one after the other. */
export function workspaceSize({ levels }: Plan): number {
  const sizes = levels.flat().map(({ product }) => (product !== null && isTiled(product) ? workspaceOf(product) : 0));
  return sizes.reduce((most, size) => Math.max(most, size), 0);
}

/** Exports `steps(variables, records, reports, examples, steps, networks)`: addresses, and how many of either to do. */
export function stepModule(plan: Plan, memory: StepMemory, isFused: boolean): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  const micro = new MicroKernels(module, isFused);
  const places = memoryOf(memory, plan.program, isFused);
  const kernels = plan.levels.flat().map((kernel) => writeKernel(kernel));
  function writeKernel(kernel: Kernel): FunctionWriter {
    if (kernel.product !== null && isTiled(kernel.product)) {
      return writeProductKernel(kernel.product, { module, micro, memory: places, workspace: memory.workspace });
    }
    const made = module.function(STARTS.length);
    writeLoopKernel(made, places, kernel);
    return made;
  }
  const once = module.function(STARTS.length);
  for (const { index } of kernels) once.add(flow.call(index, ...STARTS));
  const all = module.function(STARTS.length + 2);
  const [variables, record, report, examples, steps, networks] = [0, 1, 2, 3, 4, 5];
  const [step, network, moved] = [all.local(I32), all.local(I32), all.local(I32)];
  const forth = (local: number, by: number) => flow.set(local, i32.add(flow.get(local), i32.const(by)));
  const one = [
    flow.call(once.index, flow.get(moved), flow.get(record), flow.get(report), flow.get(examples)),
    forth(moved, memory.variablesStride),
    forth(record, 4 * memory.record.words),
    forth(report, 4 * plan.sizes.report),
  ];
  const eachNetwork = all.countTo(network, i32.const(0), flow.get(networks), 1, one);
  const eachStep = [flow.set(moved, flow.get(variables)), eachNetwork, forth(examples, memory.examplesStride)];
  all.add(all.countTo(step, i32.const(0), flow.get(steps), 1, eachStep));
  module.export("steps", all);
  return module.bytes(memory.pages);
}

function memoryOf(memory: StepMemory, { batch, isGiven }: Program, isFused: boolean): Memory {
  const fixed = (offset: number): Base => ({ offset, local: null });
  const [variables, record, report, examples] = [flow.get(0), flow.get(1), flow.get(2), flow.get(3)];
  return {
    arenas: {
      variables: { offset: 0, local: variables },
      scratch: fixed(memory.scratch),
      constants: fixed(memory.constants),
      report: { offset: 0, local: report },
    },
    examples: { offset: 0, local: examples },
    isGiven,
    byteScale: memory.byteScale,
    targets: fixed(memory.targets),
    batch,
    rows: { offset: 4 * memory.record.rows, local: record },
    numbers: { offset: 4 * memory.record.numbers, local: record },
    keys: { offset: 4 * memory.record.keys, local: record },
    isFused,
  };
}
