/**
 * What TensorFlow.js's tape needs to know to walk back through the kernels that `Ops` runs: one rule a kernel.
 * TensorFlow.js ships such rules too, but only as one block for all of its kernels that does not load outside a
 * bundler; these are checked against that block, against finite differences and against PyTorch.
 *
 * A rule gets the gradient of the output (dy) and what was saved, and gives one lazy gradient per input.
 */
import { type GradConfig, type NamedAttrMap, registerGradient } from "@tensorflow/tfjs-core";
import { type TfTensor, filled, runKernel, runKernelOnList } from "./kernels.ts";

type Gradients = Record<string, () => TfTensor>;

interface Rule {
  /** Names of inputs that the rule reads. */
  readonly inputs?: readonly string[];
  /** Whether the rule reads the output. */
  readonly output?: boolean;
  /** `saved`: the inputs named above in their order, then the output. */
  readonly gradients: (dy: TfTensor, saved: readonly TfTensor[], settings: NamedAttrMap) => Gradients;
}

const add = (a: TfTensor, b: TfTensor) => runKernel("Add", { a, b });
const subtract = (a: TfTensor, b: TfTensor) => runKernel("Sub", { a, b });
const multiply = (a: TfTensor, b: TfTensor) => runKernel("Multiply", { a, b });
const divide = (a: TfTensor, b: TfTensor) => runKernel("RealDiv", { a, b });
const negate = (x: TfTensor) => runKernel("Neg", { x });
const square = (x: TfTensor) => runKernel("Square", { x });
const exponential = (x: TfTensor) => runKernel("Exp", { x });
const float = (x: TfTensor) => runKernel("Cast", { x }, { dtype: "float32" });
const reshape = (x: TfTensor, shape: readonly number[]) => runKernel("Reshape", { x }, { shape: [...shape] });

function matmul(a: TfTensor, b: TfTensor, transposeA: boolean, transposeB: boolean): TfTensor {
  return runKernel("BatchMatMul", { a, b }, { transposeA, transposeB });
}

/** [1, m] x [m, n]: a matrix product sums over leading axes faster than the reduction kernels, which transpose first. */
function sumRows(x: TfTensor, columns: number): TfTensor {
  const rows = x.size / columns;
  return matmul(filled([1, rows], 1), reshape(x, [rows, columns]), false, false);
}

/** Adds up what broadcasting had spread, so that the gradient has the operand's shape. */
function unbroadcast(gradient: TfTensor, shape: readonly number[]): TfTensor {
  if (gradient.size === shape.reduce((product, extent) => product * extent, 1)) return reshape(gradient, shape);
  const missing = gradient.shape.length - shape.length;
  const isBias = shape.every((extent, axis) => extent === gradient.shape[axis + missing]);
  if (isBias)
    return reshape(
      sumRows(
        gradient,
        shape.reduce((product, extent) => product * extent, 1),
      ),
      shape,
    );
  const axes = gradient.shape.flatMap((extent, axis) =>
    axis < missing || (shape[axis - missing] === 1 && extent !== 1) ? [axis] : [],
  );
  return reshape(sumOver(gradient, axes), shape);
}

/** The reduction kernels of TensorFlow.js want the reduced axes last. */
function sumOver(x: TfTensor, axes: readonly number[]): TfTensor {
  return runKernel("Sum", { x }, { axis: [...axes], keepDims: false });
}

/** Back to the shape before a reduction over `axes`, with the reduced axes as 1. */
function withReducedAxes(shape: readonly number[], axes: readonly number[]): number[] {
  return shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
}

/** A gradient of shape `reduced` spread over `shape`. */
function spread(gradient: TfTensor, reduced: readonly number[], shape: readonly number[], factor: number): TfTensor {
  return multiply(reshape(gradient, reduced), filled(shape, factor));
}

function axesOf(settings: NamedAttrMap, rank: number): readonly number[] {
  const given = settings["axis"] ?? settings["reductionIndices"];
  const axes = given === null || given === undefined ? [] : [given].flat().map(Number);
  return axes.length === 0 ? Array.from({ length: rank }, (_, axis) => axis) : axes;
}

/** For the larger (or smaller) of two: the whole gradient goes to the winner, ties go to `a`. */
function extremum(comparison: "GreaterEqual" | "LessEqual"): Rule {
  return {
    inputs: ["a", "b"],
    gradients: (dy, [a, b]) => {
      const chosen = () => float(runKernel(comparison, { a: a!, b: b! }));
      return {
        a: () => unbroadcast(multiply(dy, chosen()), a!.shape),
        b: () => unbroadcast(subtract(dy, multiply(dy, chosen())), b!.shape),
      };
    },
  };
}

const shapeOnly = (name: string): Rule => ({
  inputs: [name],
  gradients: (dy, [x]) => ({ [name]: () => reshape(dy, x!.shape) }),
});

const rules: Readonly<Record<string, Rule>> = {
  Add: {
    inputs: ["a", "b"],
    gradients: (dy, [a, b]) => ({ a: () => unbroadcast(dy, a!.shape), b: () => unbroadcast(dy, b!.shape) }),
  },
  Sub: {
    inputs: ["a", "b"],
    gradients: (dy, [a, b]) => ({ a: () => unbroadcast(dy, a!.shape), b: () => unbroadcast(negate(dy), b!.shape) }),
  },
  Multiply: {
    inputs: ["a", "b"],
    gradients: (dy, [a, b]) => ({
      a: () => unbroadcast(multiply(dy, b!), a!.shape),
      b: () => unbroadcast(multiply(dy, a!), b!.shape),
    }),
  },
  RealDiv: {
    inputs: ["a", "b"],
    gradients: (dy, [a, b]) => ({
      a: () => unbroadcast(divide(dy, b!), a!.shape),
      b: () => unbroadcast(negate(divide(multiply(dy, a!), square(b!))), b!.shape),
    }),
  },
  Maximum: extremum("GreaterEqual"),
  Minimum: extremum("LessEqual"),
  Neg: { gradients: (dy) => ({ x: () => negate(dy) }) },
  Abs: { inputs: ["x"], gradients: (dy, [x]) => ({ x: () => multiply(dy, runKernel("Sign", { x: x! })) }) },
  Exp: { output: true, gradients: (dy, [y]) => ({ x: () => multiply(dy, y!) }) },
  Log: { inputs: ["x"], gradients: (dy, [x]) => ({ x: () => divide(dy, x!) }) },
  Sqrt: { output: true, gradients: (dy, [y]) => ({ x: () => divide(dy, add(y!, y!)) }) },
  Square: { inputs: ["x"], gradients: (dy, [x]) => ({ x: () => multiply(dy, add(x!, x!)) }) },
  Erf: {
    inputs: ["x"],
    gradients: (dy, [x]) => ({
      x: () => multiply(multiply(dy, filled(x!.shape, 2 / Math.sqrt(Math.PI))), exponential(negate(square(x!)))),
    }),
  },
  Softplus: { inputs: ["x"], gradients: (dy, [x]) => ({ x: () => multiply(dy, runKernel("Sigmoid", { x: x! })) }) },
  // At 0 the slope is taken as 0, as PyTorch takes it: the output there is 0 too.
  Relu: {
    output: true,
    gradients: (dy, [y]) => ({ x: () => multiply(dy, runKernel("Step", { x: y! }, { alpha: 0 })) }),
  },
  Sigmoid: { output: true, gradients: (dy, [y]) => ({ x: () => multiply(dy, subtract(y!, square(y!))) }) },
  Tanh: { output: true, gradients: (dy, [y]) => ({ x: () => subtract(dy, multiply(dy, square(y!))) }) },
  Select: {
    inputs: ["condition"],
    gradients: (dy, [condition]) => {
      const kept = () => float(condition!);
      return {
        condition: () => filled(condition!.shape, 0),
        t: () => multiply(dy, kept()),
        e: () => subtract(dy, multiply(dy, kept())),
      };
    },
  },
  Identity: { gradients: (dy) => ({ x: () => runKernel("Identity", { x: dy }) }) },
  Cast: { gradients: (dy) => ({ x: () => float(dy) }) },
  Sum: {
    inputs: ["x"],
    gradients: (dy, [x], settings) => {
      const reduced = withReducedAxes(x!.shape, axesOf(settings, x!.rank));
      return { x: () => spread(dy, reduced, x!.shape, 1) };
    },
  },
  Mean: {
    inputs: ["x"],
    gradients: (dy, [x], settings) => {
      const reduced = withReducedAxes(x!.shape, axesOf(settings, x!.rank));
      const count = x!.size / reduced.reduce((product, extent) => product * extent, 1);
      return { x: () => spread(dy, reduced, x!.shape, 1 / count) };
    },
  },
  Max: {
    inputs: ["x"],
    output: true,
    gradients: (dy, [x, y], settings) => {
      const axes = axesOf(settings, x!.rank);
      const reduced = withReducedAxes(x!.shape, axes);
      return {
        x: () => {
          // Entries that tie for the largest share the gradient, as PyTorch's amax does.
          const isLargest = float(runKernel("Equal", { a: x!, b: reshape(y!, reduced) }));
          const share = divide(reshape(dy, reduced), reshape(sumOver(isLargest, axes), reduced));
          return multiply(isLargest, share);
        },
      };
    },
  },
  Softmax: {
    output: true,
    gradients: (dy, [y]) => ({
      logits: () => {
        const weighted = multiply(dy, y!);
        const last = y!.rank - 1;
        const sums = reshape(sumOver(weighted, [last]), withReducedAxes(y!.shape, [last]));
        return subtract(weighted, multiply(sums, y!));
      },
    }),
  },
  Reshape: shapeOnly("x"),
  Transpose: {
    gradients: (dy, _saved, settings) => {
      const permutation = [settings["perm"]].flat().map(Number);
      const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
      return { x: () => runKernel("Transpose", { x: dy }, { perm: inverse }) };
    },
  },
  Slice: {
    inputs: ["x"],
    gradients: (dy, [x], settings) => {
      const begin = [settings["begin"]].flat().map(Number);
      const paddings = begin.map((before, axis) => [before, x!.shape[axis]! - before - dy.shape[axis]!]);
      return { x: () => runKernel("PadV2", { x: dy }, { paddings, constantValue: 0 }) };
    },
  },
  PadV2: {
    inputs: ["x"],
    gradients: (dy, [x], settings) => {
      // As `Ops.pad` wrote them.
      const paddings = settings["paddings"] as [number, number][];
      const begin = paddings.map(([before]) => before);
      return { x: () => runKernel("Slice", { x: dy }, { begin, size: x!.shape }) };
    },
  },
  GatherV2: {
    inputs: ["x", "indices"],
    gradients: (dy, [x, indices]) => {
      const each = x!.shape.slice(1);
      const updates = () => reshape(dy, [indices!.size, ...each]);
      const places = () => reshape(indices!, [indices!.size, 1]);
      return {
        // What is drawn twice gets both gradients.
        x: () => runKernel("ScatterNd", { indices: places(), updates: updates() }, { shape: x!.shape }),
        indices: () => filled(indices!.shape, 0),
      };
    },
  },
  BatchMatMul: {
    inputs: ["a", "b"],
    gradients: (dy, [a, b], settings) => {
      if (settings["transposeA"] === true || settings["transposeB"] === true) {
        throw new Error("Ops.matmul never asks for transposed operands");
      }
      return { a: () => matmul(dy, b!, false, true), b: () => matmul(a!, dy, true, false) };
    },
  },
  Conv2D: {
    inputs: ["x", "filter"],
    gradients: (dy, [x, filter], settings) => ({
      x: () => runKernel("Conv2DBackpropInput", { dy, filter: filter! }, { ...settings, inputShape: x!.shape }),
      filter: () => runKernel("Conv2DBackpropFilter", { x: x!, dy }, { ...settings, filterShape: filter!.shape }),
    }),
  },
  Conv2DBackpropInput: {
    inputs: ["dy", "filter"],
    gradients: (dy, [x, filter], settings) => ({
      dy: () => runKernel("Conv2D", { x: dy, filter: filter! }, settings),
      filter: () => runKernel("Conv2DBackpropFilter", { x: dy, dy: x! }, { ...settings, filterShape: filter!.shape }),
    }),
  },
  DepthwiseConv2dNative: {
    inputs: ["x", "filter"],
    gradients: (dy, [x, filter], settings) => ({
      x: () =>
        runKernel("DepthwiseConv2dNativeBackpropInput", { dy, filter: filter! }, { ...settings, inputShape: x!.shape }),
      filter: () =>
        runKernel("DepthwiseConv2dNativeBackpropFilter", { x: x!, dy }, { ...settings, filterShape: filter!.shape }),
    }),
  },
  AvgPool: {
    inputs: ["x"],
    gradients: (dy, [x], settings) => ({ x: () => runKernel("AvgPoolGrad", { dy, input: x! }, settings) }),
  },
  MaxPool: {
    inputs: ["x"],
    output: true,
    gradients: (dy, [x, y], settings) => ({
      x: () => runKernel("MaxPoolGrad", { dy, input: x!, output: y! }, settings),
    }),
  },
};

/** Concat's inputs have no names but their positions. */
const concat: GradConfig = {
  kernelName: "Concat",
  saveAllInputs: true,
  gradFunc: (dy, saved, settings) => {
    // One output, so one gradient, never a list.
    const gradient = dy as TfTensor;
    const axis = Number(settings["axis"]);
    let from = 0;
    return Object.fromEntries(
      saved.map((x, index) => {
        const begin = x.shape.map((_, each) => (each === axis ? from : 0));
        from += x.shape[axis]!;
        return [index, () => runKernel("Slice", { x: gradient }, { begin, size: x.shape })];
      }),
    );
  },
};

/** What no one used has come as zeros. */
const unpack: GradConfig = {
  kernelName: "Unpack",
  gradFunc: (dys) => {
    // A list, unless there is one output only.
    const gradients = [dys].flat().map((dy) => reshape(dy, [1, ...dy.shape]));
    return { value: () => runKernelOnList("Concat", gradients, { axis: 0 }) };
  },
};

/** Tells TensorFlow.js's tape every rule above. Registering twice is harmless, but is reported on the console. */
export function registerGradients(): void {
  for (const [kernelName, rule] of Object.entries(rules)) {
    registerGradient({
      kernelName,
      inputsToSave: [...(rule.inputs ?? [])],
      outputsToSave: [rule.output === true],
      // One output, so one gradient, never a list.
      gradFunc: (dy, saved, settings) => rule.gradients(dy as TfTensor, saved, settings),
    });
  }
  registerGradient(concat);
  registerGradient(unpack);
}
