/** The loop of one element: the plain form that every target can run, products included. */
import type { Node, Op } from "../graph.ts";
import type { Sliding } from "../sliding.ts";
import {
  type Index,
  type Variable,
  constantIndex,
  coordinatesAt,
  flatIndex,
  plus,
  times,
  variableIndex,
} from "./index-expression.ts";
import { type ProductShape, productShape } from "./lower-product.ts";
import type { Lowering } from "./lowering.ts";
import type { Loop } from "./scalar.ts";
import { cellUnder, onlyPlaceOver, placeOver } from "./window.ts";

const NOWHERE = constantIndex(0);

export function loopOf(lowering: Lowering, node: Node, element: Index): Loop {
  const { op } = node;
  const shape = productShape(node);
  if (shape !== null) return productLoop(lowering, shape, node, element);
  switch (op.kind) {
    case "reduce":
      return reduceLoop(lowering, op, node, element);
    case "fold":
      return foldLoop(lowering, op.sliding, node, element);
    case "maxPool":
    case "poolWinner":
    case "unpool":
      return poolLoop(lowering, op, node, element);
    default:
      throw new Error(`${op.kind} has no loop`);
  }
}

function productLoop(lowering: Lowering, shape: ProductShape, node: Node, element: Index): Loop {
  const { stack, row, column } = resultAt(shape, node, element);
  const over = shape.depth.map((extent, part): Variable => ({ name: `depth${part}`, extent }));
  const depth = flatIndex(over.map(variableIndex), shape.depth);
  const { left, right } = shape.factors({ stack, row, column, depth });
  return {
    by: "sum",
    over: over.filter(({ extent }) => extent > 1),
    guards: [...left.guards, ...right.guards],
    term: {
      kind: "binary",
      apply: "multiply",
      a: lowering.value(left.node, left.index),
      b: lowering.value(right.node, right.index),
    },
    position: NOWHERE,
  };
}

/** Convolutions have their stacks (groups) among the channels, the last axis; products of matrices have them first. */
function resultAt({ stacks, rows, columns }: ProductShape, node: Node, element: Index) {
  if (node.op.kind === "matmul") {
    const [stack, row, column] = coordinatesAt(element, [stacks, rows, columns]);
    return { stack: stack!, row: row!, column: column! };
  }
  const [row, stack, column] = coordinatesAt(element, [rows, stacks, columns]);
  return { stack: stack!, row: row!, column: column! };
}

function reduceLoop(
  lowering: Lowering,
  { axes, by }: Op & { readonly kind: "reduce" },
  node: Node,
  element: Index,
): Loop {
  const input = node.inputs[0]!;
  const kept = [...coordinatesAt(element, node.shape)];
  const over: Variable[] = [];
  const parts: Index[] = [];
  let position = NOWHERE;
  let stride = input.size;
  input.shape.forEach((extent, axis) => {
    stride /= extent;
    if (!axes.includes(axis)) {
      parts.push(times(kept.shift()!, stride));
      return;
    }
    // Reduced axes that follow each other are one.
    if (axes.includes(axis - 1)) {
      const before = over.pop()!;
      parts.pop();
      over.push({ name: before.name, extent: before.extent * extent });
    } else {
      over.push({ name: `reduced${over.length}`, extent });
    }
    parts.push(times(variableIndex(over.at(-1)!), stride));
    position = plus(times(position, over.at(-1)!.extent), variableIndex(over.at(-1)!));
  });
  return { by, over, guards: [], term: lowering.value(input, plus(...parts)), position };
}

function foldLoop(lowering: Lowering, sliding: Sliding, node: Node, element: Index): Loop {
  const over = tapsOf(sliding);
  const tap = over.map(variableIndex);
  const [picture, row, column, channel] = coordinatesAt(element, node.shape);
  const { place, guards } = placeOver(sliding, [row!, column!], tap);
  const shape = [0, ...sliding.output, ...sliding.window, node.shape[3]!];
  const index = flatIndex([picture!, ...place, ...tap, channel!], shape);
  return { by: "sum", over, guards, term: lowering.value(node.inputs[0]!, index), position: NOWHERE };
}

/** Places of a window, row by row. */
function tapsOf({ window }: Sliding): readonly Variable[] {
  return window.map((extent, axis) => ({ name: `tap${axis}`, extent }));
}

function poolLoop(
  lowering: Lowering,
  { kind, sliding }: Extract<Op, { readonly kind: "maxPool" | "poolWinner" | "unpool" }>,
  node: Node,
  element: Index,
): Loop {
  const over = tapsOf(sliding);
  const tap = over.map(variableIndex);
  const [picture, row, column, channel] = coordinatesAt(element, node.shape);
  const position = flatIndex(tap, sliding.window);
  const channels = node.shape[3]!;
  const input = node.inputs[0]!;
  if (kind !== "unpool") {
    const { cell, guards } = cellUnder(sliding, [row!, column!], tap);
    const index = flatIndex([picture!, ...cell, channel!], [0, ...sliding.input, channels]);
    const by = kind === "maxPool" ? "max" : "argMax";
    return { by, over, guards, term: lowering.value(input, index), position };
  }
  const only = onlyPlaceOver(sliding, [row!, column!]);
  const { place, guards } = only ?? placeOver(sliding, [row!, column!], tap);
  const index = flatIndex([picture!, ...place, channel!], [0, ...sliding.output, channels]);
  return {
    by: "sum",
    over: only === null ? over : [],
    guards,
    term: {
      kind: "select",
      condition: {
        kind: "binary",
        apply: "equal",
        a: lowering.value(node.inputs[1]!, index),
        b: { kind: "index", index: only === null ? position : flatIndex(only.tap, sliding.window) },
      },
      whenTrue: lowering.value(input, index),
      whenFalse: { kind: "literal", value: 0 },
    },
    position,
  };
}
