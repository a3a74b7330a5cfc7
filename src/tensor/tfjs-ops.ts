/**
 * `Ops` on TensorFlow.js, eagerly, on whichever backend is on. Makes tensors; the scope that surrounds a call
 * disposes them (`scope.ts`). Numbers among operands become constants that are uploaded once and kept.
 */
import type { Operand, Ops, RandomKey, Shape, Tensor, Window2d } from "./ops.ts";
import { averagePool2d, dilatedConv2d, groupedConv2d } from "./convolution.ts";
import { type TfTensor, filled, makeTensor, runKernel, runKernelOnList, runKernelToList } from "./kernels.ts";
import { RandomStream } from "./random.ts";
import { keep } from "./scope.ts";
import { unwrap, wrap } from "./wrap.ts";

export interface TfjsOps extends Ops {
  /** Frees the constants. */
  dispose(): void;
}

export function createTfjsOps(): TfjsOps {
  const constants = new Map<number, TfTensor>();

  const constant = (value: number): TfTensor => {
    const known = constants.get(value);
    if (known !== undefined) return known;
    const made = makeTensor(Float32Array.of(value), []);
    keep(wrap(made));
    constants.set(value, made);
    return made;
  };
  const operand = (x: Operand): TfTensor => (typeof x === "number" ? constant(x) : unwrap(x));
  const unary = (kernel: string) => (x: Tensor) => wrap(runKernel(kernel, { x: unwrap(x) }));
  const binary = (kernel: string) => (a: Operand, b: Operand) =>
    wrap(runKernel(kernel, { a: operand(a), b: operand(b) }));
  const reduce =
    (kernel: string, axesSetting: "axis" | "reductionIndices") =>
    (x: Tensor, axes?: readonly number[], keepDims = false): Tensor => {
      const axis = axes === undefined ? x.shape.map((_, each) => each) : [...axes];
      const reduced = runKernel(kernel, { x: unwrap(x) }, { [axesSetting]: axis, keepDims: false });
      if (!keepDims) return wrap(reduced);
      const shape = x.shape.map((extent, each) => (axis.includes(each) ? 1 : extent));
      return wrap(runKernel("Reshape", { x: reduced }, { shape }));
    };

  const ops: TfjsOps = {
    zeros: (shape) => wrap(filled(shape, 0)),
    constant: (values, shape) => wrap(makeTensor(values, shape, values instanceof Int32Array ? "int32" : "float32")),
    randomUniform: (shape, key) =>
      wrap(
        makeTensor(
          draws(shape, key, (random) => random.nextUniform()),
          shape,
        ),
      ),
    randomNormal: (shape, key) =>
      wrap(
        makeTensor(
          draws(shape, key, (random) => random.nextNormal()),
          shape,
        ),
      ),

    add: binary("Add"),
    subtract: binary("Sub"),
    multiply: binary("Multiply"),
    divide: binary("RealDiv"),
    maximum: binary("Maximum"),
    minimum: binary("Minimum"),

    negate: unary("Neg"),
    abs: unary("Abs"),
    exp: unary("Exp"),
    log: unary("Log"),
    sqrt: unary("Sqrt"),
    square: unary("Square"),
    sign: unary("Sign"),
    erf: unary("Erf"),
    relu: unary("Relu"),
    sigmoid: unary("Sigmoid"),
    tanh: unary("Tanh"),
    softplus: unary("Softplus"),

    equal: binary("Equal"),
    greater: binary("Greater"),
    select: (condition, whenTrue, whenFalse) =>
      wrap(runKernel("Select", { condition: unwrap(condition), t: unwrap(whenTrue), e: unwrap(whenFalse) })),
    cast: (x, dtype) => wrap(runKernel("Cast", { x: unwrap(x) }, { dtype })),

    sum: reduce("Sum", "axis"),
    mean: reduce("Mean", "axis"),
    max: reduce("Max", "reductionIndices"),
    argMax: (x) => wrap(runKernel("ArgMax", { x: unwrap(x) }, { axis: x.shape.length - 1 })),
    softmax: (x) => wrap(runKernel("Softmax", { logits: unwrap(x) }, { dim: x.shape.length - 1 })),
    logSoftmax: (x) => {
      const last = [x.shape.length - 1];
      // The shift cancels out of the gradient, so the tape's walk through `max` adds nothing but rounding.
      const shifted = ops.subtract(x, ops.max(x, last, true));
      return ops.subtract(shifted, ops.log(ops.sum(ops.exp(shifted), last, true)));
    },

    reshape: (x, shape) => wrap(runKernel("Reshape", { x: unwrap(x) }, { shape: [...shape] })),
    transpose: (x, permutation) => wrap(runKernel("Transpose", { x: unwrap(x) }, { perm: [...permutation] })),
    slice: (x, begin, size) => wrap(runKernel("Slice", { x: unwrap(x) }, { begin: [...begin], size: [...size] })),
    concat: (xs, axis) => wrap(runKernelOnList("Concat", xs.map(unwrap), { axis })),
    unstack: (x) => runKernelToList("Unpack", { value: unwrap(x) }, { axis: 0 }).map(wrap),
    pad: (x, paddings) =>
      wrap(runKernel("PadV2", { x: unwrap(x) }, { paddings: paddings.map((each) => [...each]), constantValue: 0 })),
    gather: (table, indices) =>
      wrap(runKernel("GatherV2", { x: unwrap(table), indices: unwrap(indices) }, { axis: 0, batchDims: 0 })),
    oneHot: (indices, depth) => {
      // The wasm kernel writes integers whatever dtype it is asked for.
      const settings = { dtype: "int32", depth, onValue: 1, offValue: 0 };
      return ops.cast(wrap(runKernel("OneHot", { indices: unwrap(indices) }, settings)), "float32");
    },

    matmul: (a, b) =>
      wrap(runKernel("BatchMatMul", { a: unwrap(a), b: unwrap(b) }, { transposeA: false, transposeB: false })),
    conv2d: (x, kernel, window) => {
      const { dilation = [1, 1] } = window;
      const convolve = (part: Tensor, filter: Tensor): Tensor =>
        dilation[0] === 1 && dilation[1] === 1
          ? wrap(runKernel("Conv2D", { x: unwrap(part), filter: unwrap(filter) }, convolving(window)))
          : dilatedConv2d(ops, part, filter, dilation, window);
      return x.shape[3] === kernel.shape[2] ? convolve(x, kernel) : groupedConv2d(ops, x, kernel, convolve);
    },
    depthwiseConv2d: (x, kernel, window) =>
      wrap(runKernel("DepthwiseConv2dNative", { x: unwrap(x), filter: unwrap(kernel) }, convolving(window))),
    conv2dTranspose: (x, kernel, size, window) => {
      const inputShape = [x.shape[0]!, ...size, kernel.shape[2]!];
      return wrap(
        runKernel(
          "Conv2DBackpropInput",
          { dy: unwrap(x), filter: unwrap(kernel) },
          { ...convolving(window), inputShape },
        ),
      );
    },
    maxPool2d: (x, poolSize, window) =>
      wrap(runKernel("MaxPool", { x: unwrap(x) }, { ...sliding(window), filterSize: [...poolSize] })),

    averagePool2d: (x, poolSize, window) =>
      averagePool2d(ops, x, poolSize, window, (whole, valid) =>
        wrap(runKernel("AvgPool", { x: unwrap(whole) }, { ...sliding(valid), filterSize: [...poolSize] })),
      ),

    dispose: () => {
      for (const tensor of constants.values()) tensor.dispose();
      constants.clear();
    },
  };
  return ops;
}

function sliding(window: Window2d) {
  return { strides: [...window.strides], pad: window.padding, dimRoundingMode: undefined };
}

function convolving(window: Window2d) {
  return { ...sliding(window), dataFormat: "NHWC", dilations: [1, 1] };
}

function draws(shape: Shape, key: RandomKey, draw: (random: RandomStream) => number): Float32Array {
  const random = new RandomStream(key.seed, key.stream, key.step);
  return Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, () => draw(random));
}
