/**
 * Decides which nodes are stored and which are computed where they are needed. A stored node is one kernel's result: an
 * expression, with at most one loop (a reduction, product, convolution or pooling) inside. Expressions that are cheap are
 * computed again rather than stored; a loop takes along what follows it element by element.
 */
import { type Node, firstBias, reachable } from "../graph.ts";

export interface Fusion {
  /** Each has a place in memory; after what they read. */
  readonly stored: readonly Node[];
  /** The loop that is computed within a stored node's kernel; itself, where the node is a loop. */
  readonly loops: ReadonlyMap<Node, Node>;
  /** Stored nodes that are nothing but their parts side by side in memory. */
  readonly joined: ReadonlySet<Node>;
}

/** Operations that a thread may well repeat instead of reading a result. */
const CHEAP = 4;
/** For operands of products, whose every element is read many times. */
const CHEAP_OPERAND = 1;

const LONG_ROW = 32;

const LOOPS: ReadonlySet<Node["op"]["kind"]> = new Set([
  "reduce",
  "attention",
  "matmul",
  "conv2d",
  "conv2dInput",
  "conv2dKernel",
  "fold",
  "maxPool",
  "poolWinner",
  "unpool",
]);

export function isLoop(node: Node): boolean {
  return LOOPS.has(node.op.kind);
}

/** Reads each element of its operand about once. */
function readsOnce(node: Node): boolean {
  return node.op.kind === "reduce" || node.op.kind === "fold";
}

export function fuse(roots: readonly Node[]): Fusion {
  const nodes = reachable(roots);
  const consumers = new Map<Node, Node[]>(nodes.map((node) => [node, []]));
  for (const node of nodes) {
    for (const input of new Set(node.inputs)) consumers.get(input)!.push(node);
  }
  const stored = new Set<Node>();
  const joined = new Set<Node>();
  /** Those whose memory is settled: a result lies in one place only. */
  const placed = new Set(roots);
  const costs = new Map<Node, number>();
  const costOf = (node: Node): number => (stored.has(node) || isLoop(node) ? 0 : costs.get(node)!);
  for (const root of roots) if (root.op.kind !== "variable") stored.add(root);
  for (const node of nodes) {
    costs.set(node, ownCost(node) + node.inputs.reduce((total, input) => total + costOf(input), 0));
    if (joinsMemory(node) && node.inputs.every((part) => !placed.has(origin(part)))) {
      joined.add(node);
      for (const part of [node, ...node.inputs.map(origin)]) {
        stored.add(part);
        placed.add(part);
      }
    }
    const uses = consumers.get(node)!;
    const cost = costs.get(node)!;
    const isRepeated = uses.some((use) => use.op.kind === "broadcast") || uses.length > 1;
    const isOperand = uses.some((use) => isOperandOfProduct(use, node, consumers));
    const isTable = uses.some((use) => isTableOfGather(use, node, consumers));
    // Long rows are gathered once, not for every product that reads them.
    const isGathered = node.op.kind === "examples" && isOperand && node.size / node.shape[0]! >= LONG_ROW;
    if (
      isGathered ||
      (node.op.kind === "unfold" && node.op.isStored) ||
      node.op.kind === "attention" ||
      node.op.kind === "values" ||
      (isTable && node.op.kind !== "variable" && node.op.kind !== "reshape") ||
      (isOperand && cost > CHEAP_OPERAND) ||
      (isRepeated && cost > CHEAP)
    ) {
      stored.add(node);
    }
  }
  const loops = new Map<Node, Node>();
  /** All that is computed in a kernel with a loop: no other loop can be in it. */
  const taken = new Set<Node>();
  for (const node of nodes) {
    if (!isLoop(node)) continue;
    const together = stored.has(node) ? [node] : kernelAround(node, consumers, stored, taken);
    const end = together.at(-1)!;
    for (const each of together) taken.add(each);
    stored.add(end);
    loops.set(end, node);
  }
  return { stored: nodes.filter((node) => stored.has(node)), loops, joined };
}

function ownCost(node: Node): number {
  switch (node.op.kind) {
    case "random":
      return 20;
    case "unary":
      return ["negate", "abs", "square", "relu", "sign"].includes(node.op.apply) ? 1 : CHEAP;
    case "binary":
    case "select":
      return 1;
    case "concat":
      return node.inputs.length;
    default:
      return 0;
  }
}

/** Views between do not matter. */
function isOperandOfProduct(use: Node, of: Node, consumers: ReadonlyMap<Node, readonly Node[]>): boolean {
  switch (use.op.kind) {
    case "unfold":
      return true;
    case "reshape":
    case "broadcast":
    case "transpose":
    case "slice":
      return consumers.get(use)!.some((next) => isOperandOfProduct(next, use, consumers));
    // A bias is read once for every score.
    case "attention":
      return use.inputs.indexOf(of) < firstBias(use.op.part);
    default:
      return isLoop(use) && !readsOnce(use);
  }
}

/** A table is read at rows that are computed, so it must lie in memory. */
function isTableOfGather(use: Node, of: Node, consumers: ReadonlyMap<Node, readonly Node[]>): boolean {
  if (use.op.kind === "gather") return use.inputs[0] === of;
  return use.op.kind === "reshape" && consumers.get(use)!.some((next) => isTableOfGather(next, use, consumers));
}

/** The node whose memory a reshape shows. */
export function origin(node: Node): Node {
  return node.op.kind === "reshape" ? origin(node.inputs[0]!) : node;
}

/** A concat whose parts follow each other in memory. */
export function standsTogether(node: Node): boolean {
  if (node.op.kind !== "concat") return false;
  return node.shape.slice(0, node.op.axis).every((extent) => extent === 1);
}

/** Whether a part of such a concat can be computed in its place. */
export function canStandWithin(part: Node): boolean {
  const elsewhere: readonly Node["op"]["kind"][] = ["variable", "values", "constant"];
  return !elsewhere.includes(part.op.kind) && !standsTogether(part);
}

function joinsMemory(node: Node): boolean {
  const parts = node.inputs.map(origin);
  return standsTogether(node) && parts.every(canStandWithin) && new Set(parts).size === parts.length;
}

/** Operations on elements one by one, at the same place in operand and result. */
function isElementwise({ op }: Node): boolean {
  return op.kind === "unary" || op.kind === "binary" || op.kind === "select" || op.kind === "reshape";
}

/**
 * The loop and the elementwise operations after it that can share its kernel, the last of them at the end: everything that
 * reads what is computed on the way is computed on the way too.
 */
function kernelAround(
  loop: Node,
  consumers: ReadonlyMap<Node, readonly Node[]>,
  stored: ReadonlySet<Node>,
  taken: ReadonlySet<Node>,
): readonly Node[] {
  const inside = [loop];
  let length = 1;
  // What others read is stored, so it must be the end.
  while (!inside.some((node) => stored.has(node))) {
    const open = inside.flatMap((node) => consumers.get(node)!.filter((use) => !inside.includes(use)));
    const next = open.reduce<Node | null>((first, use) => (first === null || use.id < first.id ? use : first), null);
    if (next === null || !isElementwise(next) || next.size !== loop.size || taken.has(next)) break;
    inside.push(next);
    if (inside.every((node) => node === next || consumers.get(node)!.every((use) => inside.includes(use)))) {
      length = inside.length;
    }
  }
  return inside.slice(0, length);
}
