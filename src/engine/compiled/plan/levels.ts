/** The order of a program's kernels: each after what it reads, and a variable's new value after all who want the old one. */
import type { Node } from "../graph.ts";
import type { Program } from "../program.ts";
import { type Fusion, isLoop, origin } from "./fuse.ts";

/** One kernel to be: the nodes that it stores, all of one size. */
export interface Step {
  readonly nodes: readonly Node[];
  readonly loop: Node | null;
  /** Stored nodes and variables (by name) that it reads. */
  readonly reads: ReadonlySet<Node | string>;
  readonly level: number;
}

type Unlevelled = Omit<Step, "level">;

/** `overwritten`: variables whose new value is written in the old one's place by its own kernel; others are copied at the end. */
export function settleLevels(
  program: Program,
  fusion: Fusion,
): { readonly steps: readonly Step[]; readonly overwritten: ReadonlySet<string> } {
  const kernels = kernelsOf(program, fusion);
  const level = new Map<Node, number>();
  let steps = kernels.map((kernel): Step => {
    const before = [...kernel.reads].map((read) => (typeof read === "string" ? -1 : (level.get(read) ?? -1)));
    const at = 1 + Math.max(-1, ...before);
    for (const node of kernel.nodes) level.set(node, at);
    for (const each of fusion.joined) {
      const parts = each.inputs.map((part) => level.get(origin(part)) ?? -1);
      level.set(each, Math.max(...parts));
    }
    return { ...kernel, level: at };
  });
  const assigned = new Map(program.assignments.map(({ variable, value }) => [value, variable]));
  const isRead = (node: Node) => steps.some(({ reads }) => reads.has(node));
  // New values that nobody reads may wait for those who read the old ones.
  steps = steps.map((step) => {
    const variables = step.nodes.map((node) => assigned.get(node));
    if (step.nodes.some(isRead) || variables.some((variable) => variable === undefined)) return step;
    const readers = steps.filter((other) => other !== step && variables.some((name) => other.reads.has(name!)));
    return { ...step, level: Math.max(step.level, ...readers.map((other) => other.level + 1)) };
  });
  const overwritten = new Set<string>();
  for (const step of steps) {
    for (const node of step.nodes) {
      const variable = assigned.get(node);
      if (variable === undefined) continue;
      const later = steps.some((other) => other !== step && other.level >= step.level && other.reads.has(variable));
      if (!later && readsInPlace(step, variable, fusion)) overwritten.add(variable);
    }
  }
  return { steps, overwritten };
}

function kernelsOf(program: Program, fusion: Fusion): readonly Unlevelled[] {
  const assigned = new Set(program.assignments.map(({ value }) => value));
  const single = fusion.stored.filter((node) => !fusion.joined.has(node) && node.op.kind !== "values");
  const together: Node[][] = [];
  for (const node of single) {
    const home = together.find(
      (nodes) =>
        assigned.has(node) &&
        !fusion.loops.has(node) &&
        assigned.has(nodes[0]!) &&
        !fusion.loops.has(nodes[0]!) &&
        nodes[0]!.size === node.size &&
        canJoin(node, nodes, fusion),
    );
    if (home === undefined) together.push([node]);
    else home.push(node);
  }
  return sorted(
    together.map((nodes) => ({
      nodes,
      loop: fusion.loops.get(nodes[0]!) ?? null,
      reads: readsOf(nodes, fusion),
    })),
    fusion,
  );
}

/** Whether `node` needs `others` at most at the same element, and not by way of another kernel. */
function canJoin(node: Node, others: readonly Node[], fusion: Fusion): boolean {
  const own = new Set([node, ...others]);
  const stored = new Set(fusion.stored);
  const visit = (at: Node, isAligned: boolean): boolean => {
    if (own.has(at) && at !== node) return isAligned;
    if (stored.has(at) && at !== node) return !leadsTo(at, own);
    return at.inputs.every((input) => visit(input, isAligned && isAlignedRead(at)));
  };
  return visit(node, true);
}

function isAlignedRead({ op }: Node): boolean {
  return op.kind === "unary" || op.kind === "binary" || op.kind === "select" || op.kind === "reshape";
}

/** Whether one of `targets` is among what `node` is made of; a long sequence is a chain too deep for recursion. */
function leadsTo(node: Node, targets: ReadonlySet<Node>): boolean {
  let least = Infinity;
  for (const { id } of targets) least = Math.min(least, id);
  const seen = new Set<Node>();
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (targets.has(next)) return true;
    // What is older than all of them is not made of any.
    if (next.id < least || seen.has(next)) continue;
    seen.add(next);
    open.push(...next.inputs);
  }
  return false;
}

/** Stored nodes and variables that the kernel of these nodes reads. */
function readsOf(nodes: readonly Node[], fusion: Fusion): ReadonlySet<Node | string> {
  const own = new Set(nodes);
  const stored = new Set(fusion.stored);
  const reads = new Set<Node | string>();
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (stored.has(node) && !own.has(node)) {
      reads.add(node);
      return;
    }
    if (node.op.kind === "variable") reads.add(node.op.name);
    node.inputs.forEach(visit);
  };
  nodes.forEach(visit);
  return reads;
}

/** Each after those that it reads. */
function sorted(kernels: readonly Unlevelled[], fusion: Fusion): readonly Unlevelled[] {
  const maker = new Map(kernels.flatMap((kernel) => kernel.nodes.map((node) => [node, kernel] as const)));
  const order: Unlevelled[] = [];
  const seen = new Set<Unlevelled>();
  const visit = (kernel: Unlevelled): void => {
    if (seen.has(kernel)) return;
    seen.add(kernel);
    for (const read of kernel.reads) {
      if (typeof read === "string") continue;
      const parts = fusion.joined.has(read) ? read.inputs.map(origin) : [read];
      for (const part of parts) {
        const before = maker.get(part);
        if (before !== undefined) visit(before);
      }
    }
    order.push(kernel);
  };
  kernels.forEach(visit);
  return order;
}

/** Whether the kernel reads the variable only where it writes it. */
function readsInPlace({ nodes }: Step, variable: string, fusion: Fusion): boolean {
  const own = new Set(nodes);
  const stored = new Set(fusion.stored);
  const size = nodes[0]!.size;
  const visit = (at: Node, isAligned: boolean): boolean => {
    if (stored.has(at) && !own.has(at)) return true;
    if (at.op.kind === "variable" && at.op.name === variable) return isAligned && at.size === size;
    return at.inputs.every((input) => visit(input, isAligned && isAlignedRead(at) && !isLoop(at)));
  };
  return nodes.every((node) => visit(node, true));
}
