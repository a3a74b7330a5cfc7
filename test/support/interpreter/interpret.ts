/**
 * Runs a graph operation by operation with plain loops over typed arrays, in whatever precision the arrays have: what a
 * program means, for a faster machine to be compared with. Never used to train.
 */
import { threefry2x32 } from "../../../src/tensor/random.ts";
import { type Node, type Op, type Reduction, reachable } from "../../../src/engine/compiled/graph.ts";
import { type Program, type StepRecord, rootsOf } from "../../../src/engine/compiled/program.ts";
import { applyBinary, applyUnary } from "../../../src/engine/compiled/scalar-functions.ts";
import { type Values, cellsUnder, convolve } from "./sliding.ts";

export interface Inputs {
  readonly variables: ReadonlyMap<string, Values>;
  /** The whole data set, a row an example. */
  readonly examples: Values;
  readonly targets: ArrayLike<number>;
}

type NewValues = (size: number) => Values;

/** One step: its report, and the variables that it changes with their new values. */
export function interpret(
  program: Program,
  record: StepRecord,
  inputs: Inputs,
  make: NewValues = (size) => new Float64Array(size),
): { readonly report: Values; readonly variables: ReadonlyMap<string, Values> } {
  const known = new Map<Node, Values>();
  const valuesOf = (node: Node) => known.get(node)!;
  for (const node of reachable(rootsOf(program))) {
    known.set(node, compute(node, node.inputs.map(valuesOf), { program, record, inputs, make }));
  }
  return {
    report: valuesOf(program.report),
    variables: new Map(program.assignments.map(({ variable, value }) => [variable, valuesOf(value)])),
  };
}

interface At {
  readonly program: Program;
  readonly record: StepRecord;
  readonly inputs: Inputs;
  readonly make: NewValues;
}

function compute(node: Node, inputs: readonly Values[], at: At): Values {
  const { op } = node;
  const each = (value: (index: number) => number) => {
    const out = at.make(node.size);
    for (let index = 0; index < out.length; index++) out[index] = value(index);
    return out;
  };
  const [a, b, c] = [inputs[0]!, inputs[1]!, inputs[2]!];
  switch (op.kind) {
    case "constant":
      return each(() => op.value);
    case "values":
      return each((index) => op.values[index]!);
    case "variable":
      return Float64Array.from(at.inputs.variables.get(op.name)!);
    case "number":
      return each(() => at.record.numbers[at.program.numbers.indexOf(op.name)]!);
    case "examples": {
      const width = node.size / at.program.batch;
      const rows = at.record.given ?? at.record.rows;
      return each((index) => at.inputs.examples[rows[Math.floor(index / width)]! * width + (index % width)]!);
    }
    case "targets":
      return each((index) => at.inputs.targets[at.record.rows[index]!]!);
    case "count":
      return each((index) => index);
    case "random": {
      const [key0, key1] = at.record.keys[at.program.streams.indexOf(op.stream)]!;
      const block = new Uint32Array(2);
      return each((index) => {
        threefry2x32(key0, key1, index >>> 1, 0, block);
        return (block[index & 1]! >>> 8) * 2 ** -24;
      });
    }
    case "unary":
      return each((index) => applyUnary(op.apply, a[index]!));
    case "binary":
      return each((index) => applyBinary(op.apply, a[index]!, b[index]!));
    case "select":
      return each((index) => (a[index] === 0 ? c[index]! : b[index]!));
    case "reshape":
      return a;
    case "broadcast":
    case "transpose":
    case "slice": {
      const from = node.inputs[0]!.shape;
      return each((index) => a[flat(sourceOf(op, coordinates(index, node.shape), from), from)]!);
    }
    case "concat":
      return concatenated(node, op.axis, inputs, at.make);
    case "reduce":
      return reduced(node, op, a, at.make);
    case "gather": {
      const width = node.size / node.inputs[1]!.size;
      return each((index) => a[b[Math.floor(index / width)]! * width + (index % width)]!);
    }
    case "matmul": {
      const [rows, columns] = [node.shape.at(-2)!, node.shape.at(-1)!];
      const depth = node.inputs[0]!.shape.at(op.transposeA ? -2 : -1)!;
      return each((index) => {
        const stack = Math.floor(index / (rows * columns));
        const [row, column] = [Math.floor(index / columns) % rows, index % columns];
        let sum = 0;
        for (let k = 0; k < depth; k++) {
          const left = a[stack * rows * depth + (op.transposeA ? k * rows + row : row * depth + k)]!;
          sum += left * b[stack * depth * columns + (op.transposeB ? column * depth + k : k * columns + column)]!;
        }
        return sum;
      });
    }
    case "conv2d":
    case "conv2dInput":
    case "conv2dKernel":
      return convolve(node, op, a, b, at.make(node.size));
    case "attention":
    case "unfold":
    case "fold":
      throw new Error(`${op.kind} is never recorded`);
    case "maxPool":
    case "poolWinner":
      return pooled(node, op, a, at.make(node.size));
    case "unpool": {
      const out = at.make(node.size);
      const channels = node.shape[3]!;
      cellsUnder(op.sliding, node.shape[0]!, (cell, place, tap) => {
        for (let channel = 0; channel < channels; channel++) {
          const from = place * channels + channel;
          if (b[from] === tap) out[cell * channels + channel]! += a[from]!;
        }
      });
      return out;
    }
  }
}

function sourceOf(
  op: Op & { readonly kind: "broadcast" | "transpose" | "slice" },
  at: readonly number[],
  from: readonly number[],
): readonly number[] {
  switch (op.kind) {
    case "broadcast":
      return at.map((index, axis) => (from[axis] === 1 ? 0 : index));
    case "transpose":
      return op.permutation.map((_, axis) => at[op.permutation.indexOf(axis)]!);
    case "slice":
      return at.map((index, axis) => index + op.begin[axis]!);
  }
}

function concatenated(node: Node, axis: number, parts: readonly Values[], make: NewValues): Values {
  const out = make(node.size);
  let from = 0;
  parts.forEach((part, which) => {
    const { shape } = node.inputs[which]!;
    part.forEach((value, index) => {
      const at = coordinates(index, shape);
      out[flat(at.with(axis, at[axis]! + from), node.shape)] = value;
    });
    from += shape[axis]!;
  });
  return out;
}

function reduced(node: Node, op: Op & { readonly kind: "reduce" }, x: Values, make: NewValues): Values {
  const { shape } = node.inputs[0]!;
  const seen: number[][] = Array.from({ length: node.size }, () => []);
  x.forEach((value, index) => {
    const kept = coordinates(index, shape).filter((_, axis) => !op.axes.includes(axis));
    seen[flat(kept, node.shape)]!.push(value);
  });
  const out = make(node.size);
  seen.forEach((entries, index) => {
    out[index] = reduceEntries(op.by, entries);
  });
  return out;
}

function reduceEntries(by: Reduction, entries: readonly number[]): number {
  const largest = () => entries.reduce((most, value) => Math.max(most, value), -Infinity);
  switch (by) {
    case "sum":
      return entries.reduce((sum, value) => sum + value, 0);
    case "max":
      return largest();
    case "argMax":
      return entries.indexOf(largest());
    case "logSumExp": {
      const most = largest();
      return most + Math.log(entries.reduce((sum, value) => sum + Math.exp(value - most), 0));
    }
  }
}

function pooled(node: Node, op: Op & { readonly kind: "maxPool" | "poolWinner" }, x: Values, out: Values): Values {
  const channels = node.shape[3]!;
  const best = new Float64Array(node.size).fill(-Infinity);
  cellsUnder(op.sliding, node.shape[0]!, (cell, place, tap) => {
    for (let channel = 0; channel < channels; channel++) {
      const value = x[cell * channels + channel]!;
      const to = place * channels + channel;
      if (!(value > best[to]!)) continue;
      best[to] = value;
      out[to] = op.kind === "maxPool" ? value : tap;
    }
  });
  return out;
}

function coordinates(index: number, shape: readonly number[]): readonly number[] {
  const at: number[] = [];
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return at;
}

function flat(at: readonly number[], shape: readonly number[]): number {
  return at.reduce((sum, index, axis) => sum * shape[axis]! + index, 0);
}
