/** A plan as one WebAssembly module: a function a kernel, and one that takes steps by calling them in turn. */
import type { Plan } from "../plan/plan.ts";
import type { Kernel } from "../plan/scalar.ts";
import type { Program } from "../program.ts";
import { type Code, I32, flow, i32 } from "./instructions.ts";
import { writeLoopKernel } from "./loop-kernel.ts";
import { MicroKernels } from "./micro-kernel.ts";
import type { Base } from "./loop-nest.ts";
import type { Memory } from "./nest.ts";
import type { Piece } from "./pieces.ts";
import { isTiled, workspaceOf } from "./product-form.ts";
import { STARTS, writeProductKernel } from "./product-kernel.ts";
import type { RecordWords } from "./step-words.ts";
import { type Team, TeamCode } from "./team-code.ts";
import type { Stretch } from "./teamwork.ts";
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

/** Numbers of workspace that the plan's kernels take, one after the other; of each thread of a team. */
export function workspaceSize({ levels }: Plan, stretches: readonly Stretch[] | null): number {
  const ofKernels = (kernels: readonly Kernel[]) =>
    kernels.map(({ product }) => (product !== null && isTiled(product) ? workspaceOf(product) : 0));
  const sizes =
    stretches === null
      ? ofKernels(levels.flat())
      : stretches.flatMap(({ pieces, after }) => [...pieces.map(({ workspace }) => workspace), ...ofKernels(after)]);
  return sizes.reduce((most, size) => Math.max(most, size), 0);
}

/** Name of the number that each thread of a team gives its module: where its own workspace begins. */
export const OWN_WORKSPACE = "workspace";

/** Who does a step's work: one thread, or a team in stretches. */
export type Crew = { readonly team: Team; readonly stretches: readonly Stretch[] } | null;

/** Exports `steps(variables, records, reports, examples, steps, networks)`: addresses, and how many of either to do. */
export function stepModule(plan: Plan, memory: StepMemory, isFused: boolean, crew: Crew): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  const micro = new MicroKernels(module, isFused);
  const places = memoryOf(memory, plan.program, isFused);
  const workspace: Base =
    crew === null ? { offset: memory.workspace, local: null } : { offset: 0, local: module.given(OWN_WORKSPACE) };
  const productAt = { module, micro, memory: places, workspace };
  const writeKernel = (kernel: Kernel): FunctionWriter => {
    if (kernel.product !== null && isTiled(kernel.product)) return writeProductKernel(kernel.product, productAt);
    const made = module.function(STARTS.length);
    writeLoopKernel(made, places, kernel);
    return made;
  };
  const writePiece = ({ part, work }: Piece): FunctionWriter => {
    if (work.kind === "product") return writeProductKernel(work.product, { ...productAt, part });
    const made = module.function(STARTS.length + (part === null ? 0 : 1));
    writeLoopKernel(made, places, work.kernel, { walk: work.walk, part });
    return made;
  };
  const callAll = (kernels: readonly Kernel[]): Code =>
    kernels.map((kernel) => flow.call(writeKernel(kernel).index, ...STARTS));
  const once = module.function(STARTS.length);
  if (crew === null) once.add(callAll(plan.levels.flat()));
  else {
    const code = new TeamCode(module, crew.team);
    for (const { pieces, after } of crew.stretches) {
      const works = pieces.map((piece) => {
        const { index } = writePiece(piece);
        const call = (part: Code) => flow.call(index, ...STARTS, ...(piece.part === null ? [] : [part]));
        return { parts: piece.part?.extent ?? 1, call };
      });
      code.write(once, works, callAll(after));
    }
  }
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
