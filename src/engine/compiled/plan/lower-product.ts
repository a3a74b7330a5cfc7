/** Products of matrices, and convolutions as such: rows and columns of the result, and the depth that is summed over. */
import type { Node, Op } from "../graph.ts";
import { type Index, type Variable, coordinatesAt, flatIndex, plus, times, variableIndex } from "./index-expression.ts";
import type { Lowering } from "./lowering.ts";
import type { Guard, Product, Scalar, Store } from "./scalar.ts";
import { cellUnder, placeOver } from "./window.ts";

/** How a product walks through its operands. */
export interface ProductShape {
  readonly stacks: number;
  readonly rows: number;
  readonly columns: number;
  /** The depth in the parts that it is made of, slowest first. */
  readonly depth: readonly number[];
  /** Place of a result in row-major order, and back. */
  readonly placeOf: (stack: Index, row: Index, column: Index) => Index;
  readonly factors: (at: At) => { readonly left: Factor; readonly right: Factor };
}

interface At {
  readonly stack: Index;
  readonly row: Index;
  readonly column: Index;
  readonly depth: Index;
}

interface Factor {
  readonly node: Node;
  readonly index: Index;
  readonly guards: readonly Guard[];
}

type ProductOp = Extract<Op, { readonly kind: "matmul" | "conv2d" | "conv2dInput" | "conv2dKernel" }>;

/** Null for a loop that is no product. */
export function productShape(node: Node): ProductShape | null {
  const { op } = node;
  switch (op.kind) {
    case "matmul":
      return matmulShape(op, node);
    case "conv2d":
    case "conv2dInput":
    case "conv2dKernel":
      return convolutionShape(op, node);
    default:
      return null;
  }
}

/** Null for a loop that is no product. */
export function productOf(
  lowering: Lowering,
  node: Node,
  storesAt: (index: Index) => readonly Store[],
): Product | null {
  const shape = productShape(node);
  if (shape === null) return null;
  const named = (name: string, extent: number): Variable => ({ name, extent });
  const [stacks, rows] = [named("stack", shape.stacks), named("row", shape.rows)];
  const columns = named("column", shape.columns);
  const depth = named(
    "depth",
    shape.depth.reduce((product, extent) => product * extent, 1),
  );
  const [stack, row, column] = [variableIndex(stacks), variableIndex(rows), variableIndex(columns)];
  const { left, right } = shape.factors({ stack, row, column, depth: variableIndex(depth) });
  return {
    stacks,
    rows,
    columns,
    depth,
    left: guarded(lowering, left),
    right: guarded(lowering, right),
    stores: storesAt(shape.placeOf(stack, row, column)),
  };
}

function guarded(lowering: Lowering, { node, index, guards }: Factor): Scalar {
  const x = lowering.value(node, index);
  return guards.length === 0 ? x : { kind: "guarded", guards, x };
}

function matmulShape({ transposeA, transposeB }: ProductOp & { readonly kind: "matmul" }, node: Node): ProductShape {
  const [a, b] = [node.inputs[0]!, node.inputs[1]!];
  const [rows, columns] = [node.shape.at(-2)!, node.shape.at(-1)!];
  const depth = a.shape.at(transposeA ? -2 : -1)!;
  const stacks = node.size / (rows * columns);
  const within = (stack: Index, first: Index, second: Index, shape: readonly [number, number]) =>
    flatIndex([stack, first, second], [stacks, ...shape]);
  return {
    stacks,
    rows,
    columns,
    depth: [depth],
    placeOf: (stack, row, column) => flatIndex([stack, row, column], [stacks, rows, columns]),
    factors: ({ stack, row, column, depth: k }) => ({
      left: {
        node: a,
        index: transposeA ? within(stack, k, row, [depth, rows]) : within(stack, row, k, [rows, depth]),
        guards: [],
      },
      right: {
        node: b,
        index: transposeB ? within(stack, column, k, [columns, depth]) : within(stack, k, column, [depth, columns]),
        guards: [],
      },
    }),
  };
}

/** Groups are stacks. In every one of the three a pixel, a cell of the window and their channels meet. */
function convolutionShape(op: Exclude<ProductOp, { readonly kind: "matmul" }>, node: Node): ProductShape {
  const { sliding, groups } = op;
  const [first, second] = [node.inputs[0]!, node.inputs[1]!];
  const kernel = op.kind === "conv2dKernel" ? node.shape : second.shape;
  const pictures = first.shape[0]!;
  const [channels, allFilters] = [kernel[2]!, kernel[3]!];
  const allChannels = channels * groups;
  const filters = allFilters / groups;
  const inputPlaces = [pictures, ...sliding.input];
  const outputPlaces = [pictures, ...sliding.output];
  const inputAt = (place: readonly Index[], group: Index, channel: Index) =>
    flatIndex([...place, plus(times(group, channels), channel)], [...inputPlaces, allChannels]);
  const outputAt = (place: readonly Index[], group: Index, filter: Index) =>
    flatIndex([...place, plus(times(group, filters), filter)], [...outputPlaces, allFilters]);
  const weightAt = (tap: readonly Index[], channel: Index, group: Index, filter: Index) =>
    flatIndex([...tap, channel, plus(times(group, filters), filter)], [...sliding.window, channels, allFilters]);
  const size = (extents: readonly number[]) => extents.reduce((product, extent) => product * extent, 1);
  switch (op.kind) {
    case "conv2d":
      return {
        stacks: groups,
        rows: size(outputPlaces),
        columns: filters,
        depth: [...sliding.window, channels],
        placeOf: (group, row, column) => outputAt(coordinatesAt(row, outputPlaces), group, column),
        factors: ({ stack: group, row, column, depth }) => {
          const [ky, kx, channel] = coordinatesAt(depth, [...sliding.window, channels]);
          const [picture, ...place] = coordinatesAt(row, outputPlaces);
          const { cell, guards } = cellUnder(sliding, place, [ky!, kx!]);
          return {
            left: { node: first, index: inputAt([picture!, ...cell], group, channel!), guards },
            right: { node: second, index: weightAt([ky!, kx!], channel!, group, column), guards: [] },
          };
        },
      };
    case "conv2dInput":
      return {
        stacks: groups,
        rows: size(inputPlaces),
        columns: channels,
        depth: [...sliding.window, filters],
        placeOf: (group, row, column) => inputAt(coordinatesAt(row, inputPlaces), group, column),
        factors: ({ stack: group, row, column, depth }) => {
          const [ky, kx, filter] = coordinatesAt(depth, [...sliding.window, filters]);
          const [picture, ...cell] = coordinatesAt(row, inputPlaces);
          const { place, guards } = placeOver(sliding, cell, [ky!, kx!]);
          return {
            left: { node: first, index: outputAt([picture!, ...place], group, filter!), guards },
            right: { node: second, index: weightAt([ky!, kx!], column, group, filter!), guards: [] },
          };
        },
      };
    case "conv2dKernel":
      return {
        stacks: groups,
        rows: size([...sliding.window, channels]),
        columns: filters,
        depth: outputPlaces,
        placeOf: (group, row, column) => {
          const [ky, kx, channel] = coordinatesAt(row, [...sliding.window, channels]);
          return weightAt([ky!, kx!], channel!, group, column);
        },
        factors: ({ stack: group, row, column, depth }) => {
          const [ky, kx, channel] = coordinatesAt(row, [...sliding.window, channels]);
          const [picture, ...place] = coordinatesAt(depth, outputPlaces);
          const { cell, guards } = cellUnder(sliding, place, [ky!, kx!]);
          return {
            left: { node: first, index: inputAt([picture!, ...cell], group, channel!), guards },
            right: { node: second, index: outputAt([picture!, ...place], group, column), guards: [] },
          };
        },
      };
  }
}
