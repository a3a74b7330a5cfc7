/** A pass: a program with some of its operations computed in another way. */
import type { Node } from "../graph.ts";
import { type Program, rootsOf } from "../program.ts";
import { reachable } from "../graph.ts";
import { Recorder } from "../record-ops.ts";

/** What to compute in place of `node`, from what stands for its inputs; null to leave it as it is. */
export type Rule = (ops: Recorder, node: Node, inputs: readonly Node[]) => Node | null;

export function rewritten(program: Program, rule: Rule): Program {
  const ops = new Recorder();
  const made = new Map<Node, Node>();
  for (const node of reachable(rootsOf(program))) {
    const inputs = node.inputs.map((input) => made.get(input)!);
    made.set(node, rule(ops, node, inputs) ?? ops.again(node, inputs));
  }
  return {
    ...program,
    report: made.get(program.report)!,
    assignments: program.assignments.map(({ variable, value }) => ({ variable, value: made.get(value)! })),
  };
}
