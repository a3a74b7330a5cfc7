/**
 * Parts that stand side by side in memory lie in one place only: what is wanted in a second one, or is no result of this
 * step, is copied there.
 */
import { type Node, reachable } from "../graph.ts";
import { type Program, rootsOf } from "../program.ts";
import { canStandWithin, origin, standsTogether } from "./fuse.ts";
import { rewritten } from "./rewrite.ts";

/** Fewer are found again by comparing, element by element, without being stored. */
const MANY = 4;

export function copySharedParts(program: Program): Program {
  const taken = new Set<Node>(rootsOf(program));
  const copies = new Map<Node, readonly boolean[]>();
  for (const node of reachable(rootsOf(program))) {
    if (!standsTogether(node) || node.inputs.length < MANY) continue;
    copies.set(
      node,
      node.inputs.map((part) => {
        const own = origin(part);
        const isCopied = taken.has(own) || !canStandWithin(own);
        taken.add(own);
        return isCopied;
      }),
    );
  }
  return rewritten(program, (ops, node, inputs) => {
    const copied = copies.get(node);
    if (copied?.includes(true) !== true) return null;
    return ops.again(
      node,
      inputs.map((part, at) => (copied[at] === true ? ops.copy(part) : part)),
    );
  });
}
