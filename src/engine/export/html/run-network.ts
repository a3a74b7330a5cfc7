/**
 * Computes a network's answer with plain loops over single-precision numbers. It is the program inside an exported
 * page, and what the studio checks such a page with: it reads nothing but the page's own data.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import { applyBinary, applyUnary } from "../../compiled/scalar-functions.ts";
import type { AnswerOp } from "../answer-graph.ts";
import type { Network } from "./network.ts";
import { convolve, convolveBack, poolLargest } from "./slide.ts";

type Numbers = Float32Array<ArrayBuffer>;

/** Example [...input] to answer [...output]; what goes with no example is computed once, here. The answer is overwritten by the next. */
export function openNetwork({ steps, weights }: Network, numbers: Numbers): (example: Float32Array) => Numbers {
  const values: Numbers[] = [];
  let given: Numbers = new Float32Array();
  const moving: (() => void)[] = [];
  const isMoving: boolean[] = [];
  steps.forEach(({ op, inputs, shape }, at) => {
    const size = sizeOf(shape);
    isMoving[at] = op.kind === "examples" || inputs.some((input) => isMoving[input]);
    if (op.kind === "variable") {
      const from = weights[op.name]!;
      values[at] = numbers.subarray(from, from + size);
      return;
    }
    if (op.kind === "reshape") {
      values[at] = values[inputs[0]!]!;
      return;
    }
    const out = new Float32Array(size);
    values[at] = out;
    if (op.kind === "examples") {
      given = out;
      return;
    }
    const shapes = inputs.map((input) => steps[input]!.shape);
    const run = kernelOf(
      op,
      shape,
      shapes,
      inputs.map((input) => values[input]!),
      out,
    );
    if (isMoving[at]) moving.push(run);
    else run();
  });
  return (example) => {
    given.set(example);
    for (const run of moving) run();
    return values[values.length - 1]!;
  };
}

type Computed = AnswerOp & { readonly kind: Exclude<AnswerOp["kind"], "variable" | "examples" | "reshape"> };

function kernelOf(
  op: Computed,
  shape: readonly number[],
  shapes: readonly (readonly number[])[],
  inputs: readonly Numbers[],
  out: Numbers,
): () => void {
  const [a, b, c] = [inputs[0]!, inputs[1]!, inputs[2]!];
  switch (op.kind) {
    case "constant":
      return () => out.fill(op.value);
    case "values":
      return () => out.set(op.values);
    case "count":
      return () => out.forEach((_, at) => (out[at] = at));
    case "unary":
      return () => {
        for (let at = 0; at < out.length; at++) out[at] = applyUnary(op.apply, a[at]!);
      };
    case "binary":
      return () => {
        for (let at = 0; at < out.length; at++) out[at] = applyBinary(op.apply, a[at]!, b[at]!);
      };
    case "select":
      return () => {
        for (let at = 0; at < out.length; at++) out[at] = a[at] === 0 ? c[at]! : b[at]!;
      };
    case "broadcast":
    case "transpose":
    case "slice": {
      const from = stridesOf(shapes[0]!);
      const strides = shape.map((_, axis) => {
        if (op.kind === "transpose") return from[op.permutation[axis]!]!;
        return op.kind === "broadcast" && shapes[0]![axis] === 1 ? 0 : from[axis]!;
      });
      const first = op.kind === "slice" ? op.begin.reduce((sum, begin, axis) => sum + begin * from[axis]!, 0) : 0;
      const places = placesOf(shape, strides);
      return () => {
        for (let at = 0; at < out.length; at++) out[at] = a[first + places[at]!]!;
      };
    }
    case "concat": {
      const behind = sizeOf(shape.slice(op.axis + 1));
      const whole = behind * shape[op.axis]!;
      return () => {
        let from = 0;
        inputs.forEach((part, which) => {
          const width = behind * shapes[which]![op.axis]!;
          for (let at = 0, to = from; at < part.length; at += width, to += whole)
            out.set(part.subarray(at, at + width), to);
          from += width;
        });
      };
    }
    case "reduce": {
      const strides = stridesOf(shapes[0]!);
      const axes = strides.map((_, axis) => axis);
      const over = (chosen: readonly number[]): Int32Array =>
        placesOf(
          chosen.map((axis) => shapes[0]![axis]!),
          chosen.map((axis) => strides[axis]!),
        );
      const kept = over(axes.filter((axis) => !op.axes.includes(axis)));
      const seen = over(op.axes);
      const reduce = reductions[op.by];
      return () => {
        for (let at = 0; at < out.length; at++) out[at] = reduce(a, kept[at]!, seen);
      };
    }
    case "gather": {
      const width = out.length / b.length;
      return () => b.forEach((row, at) => out.set(a.subarray(row * width, (row + 1) * width), at * width));
    }
    case "matmul":
      return product(op, shape, shapes[0]!, [a, b, out]);
    case "conv2d":
      return convolve(op, { channels: shapes[0]![3]!, filters: shape[3]! }, [a, b, out]);
    case "conv2dInput":
      return convolveBack(op, { channels: shape[3]!, filters: shapes[0]![3]! }, [a, b, out]);
    case "maxPool":
      return poolLargest(op.sliding, shape[3]!, [a, out]);
  }
}

const reductions = {
  sum: (x: Numbers, from: number, seen: Int32Array) => {
    let sum = 0;
    for (const place of seen) sum += x[from + place]!;
    return sum;
  },
  max: largest,
  argMax: (x: Numbers, from: number, seen: Int32Array) => {
    const most = largest(x, from, seen);
    return seen.findIndex((place) => x[from + place] === most);
  },
  logSumExp: (x: Numbers, from: number, seen: Int32Array) => {
    const most = largest(x, from, seen);
    let sum = 0;
    for (const place of seen) sum += Math.exp(x[from + place]! - most);
    return most + Math.log(sum);
  },
};

function largest(x: Numbers, from: number, seen: Int32Array): number {
  let most = -Infinity;
  for (const place of seen) most = Math.max(most, x[from + place]!);
  return most;
}

function product(
  op: { readonly transposeA: boolean; readonly transposeB: boolean },
  shape: readonly number[],
  left: readonly number[],
  [a, b, out]: readonly [Numbers, Numbers, Numbers],
): () => void {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  const depth = left.at(op.transposeA ? -2 : -1)!;
  const [aRow, aDepth] = op.transposeA ? [1, rows] : [depth, 1];
  const [bDepth, bColumn] = op.transposeB ? [1, depth] : [columns, 1];
  return () => {
    out.fill(0);
    for (let row = 0; row < out.length / columns; row++) {
      const stack = Math.floor(row / rows);
      const to = row * columns;
      for (let k = 0; k < depth; k++) {
        const x = a[stack * rows * depth + (row % rows) * aRow + k * aDepth]!;
        if (x === 0) continue;
        const from = stack * depth * columns + k * bDepth;
        for (let column = 0; column < columns; column++) out[to + column]! += x * b[from + column * bColumn]!;
      }
    }
  };
}

/** Where each entry of `shape`, row by row, is found with these strides. */
function placesOf(shape: readonly number[], strides: readonly number[]): Int32Array {
  let places = Int32Array.of(0);
  shape.forEach((extent, axis) => {
    const next = new Int32Array(places.length * extent);
    places.forEach((place, at) => {
      for (let step = 0; step < extent; step++) next[at * extent + step] = place + step * strides[axis]!;
    });
    places = next;
  });
  return places;
}

function stridesOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}
