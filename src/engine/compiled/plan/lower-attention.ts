import { sizeOf } from "../../../catalog/layers/layer.ts";
import { type Node, type Op, firstBias } from "../graph.ts";
import { type Index, type Variable, constantIndex, flatIndex, variableIndex } from "./index-expression.ts";
import type { Lowering } from "./lowering.ts";
import type { Attention, Place, Scalar } from "./scalar.ts";

/** What a thread reads of attention's inputs, in the order in which `tile-attention.ts` gives them. */
export function attentionOf(
  lowering: Lowering,
  { part, scale }: Op & { readonly kind: "attention" },
  { inputs }: Node,
  place: Place,
): Attention {
  const [queries, keys, values] = [inputs[0]!, inputs[1]!, inputs[2]!];
  const [slope, sums, together] = inputs.slice(3, firstBias(part));
  const [width, valueWidth] = [queries.shape.at(-1)!, values.shape.at(-1)!];
  const stacks: Variable = { name: "stack", extent: sizeOf(queries.shape.slice(0, -2)) };
  const rows: Variable = { name: "row", extent: queries.shape.at(-2)! };
  const columns: Variable = { name: "column", extent: values.shape.at(-2)! };
  const [stack, row, column] = [variableIndex(stacks), variableIndex(rows), variableIndex(columns)];
  const at = (node: Node, within: readonly Index[], shape: readonly number[]): Scalar =>
    lowering.value(node, flatIndex([stack, ...within], [stacks.extent, ...shape]));
  const vector = (length: number, of: (depth: Index) => Scalar) =>
    Array.from({ length }, (_, depth) => of(constantIndex(depth)));
  const [t, s] = [rows.extent, columns.extent];
  return {
    part,
    stacks,
    rows,
    columns,
    scale,
    query: vector(width, (depth) => at(queries, [row, depth], [t, width])),
    key: vector(width, (depth) => at(keys, [depth, column], [width, s])),
    value: vector(valueWidth, (depth) => at(values, [column, depth], [s, valueWidth])),
    biases: inputs.slice(firstBias(part)).map((bias) => at(bias, [row, column], [t, s])),
    slope: slope === undefined ? [] : vector(valueWidth, (depth) => at(slope, [row, depth], [t, valueWidth])),
    ofQuery:
      sums === undefined || together === undefined
        ? []
        : [...vector(2, (which) => at(sums, [which, row], [2, t])), at(together, [row], [t])],
    place,
  };
}
