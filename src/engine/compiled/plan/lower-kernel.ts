import type { Node } from "../graph.ts";
import type { Program } from "../program.ts";
import { type Index, type Variable, variableIndex } from "./index-expression.ts";
import { attentionOf } from "./lower-attention.ts";
import { loopOf } from "./lower-loop.ts";
import { productOf } from "./lower-product.ts";
import { Lowering, type Places } from "./lowering.ts";
import type { Kernel, Store } from "./scalar.ts";

/** The kernel that computes `nodes`, all of one size, and the loop within it. */
export function lowerKernel(program: Program, places: Places, nodes: readonly Node[], loop: Node | null): Kernel {
  const lowering = new Lowering(program, places, new Set(nodes), loop);
  const element: Variable = { name: "element", extent: nodes[0]!.size };
  const storesAt = (index: Index): readonly Store[] =>
    nodes.map((node) => ({ place: places.stored.get(node)!, index, value: lowering.computed(node, index) }));
  const here = variableIndex(element);
  if (loop?.op.kind === "attention") {
    const attention = attentionOf(lowering, loop.op, loop, places.stored.get(loop)!);
    return { element, loop: null, product: null, attention, stores: [] };
  }
  return {
    element,
    loop: loop === null ? null : loopOf(lowering, loop, here),
    product: loop === null ? null : productOf(lowering, loop, storesAt),
    stores: storesAt(here),
  };
}
