/**
 * A program ready for a target: kernels in levels, each with places in a few arenas. Kernels of one level do not need each
 * other, so a level may be one dispatch, one stretch between two barriers, or work for several threads. Nothing here knows
 * a target, nor how many networks run side by side: a target gives each its own arenas.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Shape } from "../../../tensor/ops.ts";
import type { Node } from "../graph.ts";
import { type Program, rootsOf } from "../program.ts";
import { type Fusion, fuse, origin } from "./fuse.ts";
import { variableIndex } from "./index-expression.ts";
import { settleLevels } from "./levels.ts";
import { lowerKernel } from "./lower-kernel.ts";
import { ScratchMemory } from "./memory.ts";
import type { Arena, Kernel, Place } from "./scalar.ts";
import { copySharedParts } from "./own-parts.ts";
import { splitDepth } from "./split-depth.ts";
import { type AttentionSizes, tileAttention } from "./tile-attention.ts";
import { type Unfolding, unfoldConvolutions } from "./unfold.ts";

export interface Plan {
  readonly program: Program;
  readonly levels: readonly (readonly Kernel[])[];
  /** Numbers in each arena, of one network and one step. */
  readonly sizes: Readonly<Record<Arena, number>>;
  readonly constants: Float32Array;
  readonly variables: ReadonlyMap<string, Place>;
}

/** What a target wants computed in another way than it is recorded. */
export interface Passes {
  readonly unfold?: Unfolding | null;
  /** Attention that does without its scores in memory. */
  readonly attention?: AttentionSizes | null;
  /** Workgroups or threads that there is room for: products with few results fall into parts. */
  readonly busy?: number;
}

/** `variables`: all that live from step to step, in the order in which they lie in memory. */
export function planProgram(
  recorded: Program,
  variables: ReadonlyMap<string, Shape>,
  { unfold = null, attention = null, busy = 1 }: Passes = {},
): Plan {
  const tiled = attention === null ? recorded : tileAttention(recorded, attention);
  const unfolded = unfold === null ? tiled : unfoldConvolutions(tiled, unfold);
  const program = copySharedParts(splitDepth(unfolded, busy));
  const fusion = fuse(rootsOf(program));
  const { steps, overwritten } = settleLevels(program, fusion);
  const held = placeVariables(variables);
  const constants: number[] = [];
  const stored = new Map<Node, Place>();
  const scratch = new ScratchMemory();
  placeReport(program.report, fusion, stored);
  for (const { variable, value } of program.assignments) {
    if (overwritten.has(variable)) stored.set(value, held.get(variable)!);
  }
  for (const node of fusion.stored) {
    if (node.op.kind !== "values") continue;
    stored.set(node, { arena: "constants", offset: constants.length });
    for (const value of node.op.values) constants.push(value);
  }
  scratch.place(steps, fusion, stored);
  const levels = steps.reduce<Kernel[][]>((all, { nodes, loop, level }) => {
    (all[level] ??= []).push(lowerKernel(program, { stored, variables: held }, nodes, loop));
    return all;
  }, []);
  const copies = program.assignments.flatMap(({ variable, value }) =>
    overwritten.has(variable) || value.op.kind === "variable"
      ? []
      : [copyKernel(stored.get(value)!, held.get(variable)!, value.size)],
  );
  return {
    program,
    levels: copies.length === 0 ? levels : [...levels, copies],
    sizes: {
      variables: [...variables.values()].reduce((total, shape) => total + sizeOf(shape), 0),
      scratch: scratch.size,
      constants: constants.length,
      report: program.report.size,
    },
    constants: Float32Array.from(constants),
    variables: held,
  };
}

function placeVariables(variables: ReadonlyMap<string, Shape>): ReadonlyMap<string, Place> {
  let offset = 0;
  return new Map(
    Array.from(variables, ([name, shape]) => {
      const place: Place = { arena: "variables", offset };
      offset += sizeOf(shape);
      return [name, place];
    }),
  );
}

function placeReport(report: Node, { joined }: Fusion, stored: Map<Node, Place>): void {
  stored.set(report, { arena: "report", offset: 0 });
  if (!joined.has(report)) return;
  let offset = 0;
  for (const part of report.inputs) {
    stored.set(origin(part), { arena: "report", offset });
    offset += part.size;
  }
}

function copyKernel(from: Place, to: Place, size: number): Kernel {
  const element = { name: "element", extent: size };
  const index = variableIndex(element);
  const value = { kind: "load", place: from, index } as const;
  return { element, loop: null, product: null, stores: [{ place: to, index, value }] };
}
