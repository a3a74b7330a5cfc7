/**
 * The operations that layers, losses and optimizers are written against. They never see what runs them: the
 * reference trainer passes an `Ops` that calls TensorFlow.js eagerly, a compiled trainer one that records a graph.
 *
 * Layouts are Keras's: pictures NHWC, convolution kernels HWIO, dense kernels [in, out].
 * Elementwise operations broadcast as NumPy does. Who creates a tensor through a trainer's `Ops` does not dispose
 * it; the trainer owns everything made inside a step.
 */
export type DType = "float32" | "int32" | "bool";
export type Shape = readonly number[];

/** A handle; its values are read through the trainer, never here. */
export interface Tensor {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Scalars may be plain numbers: constants when recorded, no upload when eager. */
export type Operand = Tensor | number;

export interface Window2d {
  readonly strides: readonly [number, number];
  readonly padding: "same" | "valid";
}

export interface Convolution2d extends Window2d {
  /** From one tap of the kernel to the next; 1 when left out. More than 1 goes with strides of 1 only. */
  readonly dilation?: readonly [number, number];
}

/** Names one block of random numbers: same key, same numbers, on every backend and trainer. */
export interface RandomKey {
  readonly seed: number;
  readonly step: number;
  /** Which consumer within the step, e.g. the layer's index. */
  readonly stream: number;
}

export interface Ops {
  zeros(shape: Shape): Tensor;
  /** The same numbers in every step, row-major; float32, or int32 for an Int32Array. */
  constant(values: Float32Array | Int32Array, shape: Shape): Tensor;
  /** Uniform draws in [0, 1) by counter. */
  randomUniform(shape: Shape, key: RandomKey): Tensor;
  /** Standard normal draws by counter, each from two uniform ones (Box and Muller). */
  randomNormal(shape: Shape, key: RandomKey): Tensor;

  add(a: Operand, b: Operand): Tensor;
  subtract(a: Operand, b: Operand): Tensor;
  multiply(a: Operand, b: Operand): Tensor;
  divide(a: Operand, b: Operand): Tensor;
  maximum(a: Operand, b: Operand): Tensor;
  minimum(a: Operand, b: Operand): Tensor;

  negate(x: Tensor): Tensor;
  abs(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  log(x: Tensor): Tensor;
  sqrt(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  /** -1, 0 or 1; not differentiable. */
  sign(x: Tensor): Tensor;
  /** The error function. */
  erf(x: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  /** log(1 + exp(x)), without overflow. */
  softplus(x: Tensor): Tensor;

  /** 1 where the comparison holds, as bool; not differentiable. */
  equal(a: Operand, b: Operand): Tensor;
  greater(a: Operand, b: Operand): Tensor;
  /** `whenTrue` where `condition`, else `whenFalse`; all of one shape. */
  select(condition: Tensor, whenTrue: Tensor, whenFalse: Tensor): Tensor;
  cast(x: Tensor, dtype: DType): Tensor;

  /** Sums over `axes` (all when left out). */
  sum(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  mean(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  max(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  /** Index of the largest entry along the last axis, int32; the first wins a tie. */
  argMax(x: Tensor): Tensor;
  /** Along the last axis, computed without overflow. */
  softmax(x: Tensor): Tensor;
  logSoftmax(x: Tensor): Tensor;

  reshape(x: Tensor, shape: Shape): Tensor;
  transpose(x: Tensor, permutation: readonly number[]): Tensor;
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor;
  concat(xs: readonly Tensor[], axis: number): Tensor;
  /** The entries along the first axis: [t, ...] to t times [...]. */
  unstack(x: Tensor): readonly Tensor[];
  /** Zeros around x: [before, after] for each axis. */
  pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor;
  /** Rows of a table [rows, ...each] by int32 indices [...]: [..., ...each]. The caller sees to it that each is in range. */
  gather(table: Tensor, indices: Tensor): Tensor;
  /** int32 [...] to float32 [..., depth]. */
  oneHot(indices: Tensor, depth: number): Tensor;

  /** [..., m, k] x [..., k, n]; leading axes are the same on both sides. */
  matmul(a: Tensor, b: Tensor): Tensor;
  /**
   * x [n, h, w, groups c], kernel [kh, kw, c, f]; `same` pads as TensorFlow does, the odd row or column at the end.
   * Channels are as many as one group's kernel takes, times the groups; each group makes its share of the f filters.
   */
  conv2d(x: Tensor, kernel: Tensor, window: Convolution2d): Tensor;
  /** Each channel by kernels of its own: x [n, h, w, c], kernel [kh, kw, c, m] to [n, oh, ow, c m], channel by channel. */
  depthwiseConv2d(x: Tensor, kernel: Tensor, window: Window2d): Tensor;
  /** The input's gradient of a convolution as a map: x [n, h, w, c], kernel [kh, kw, f, c] to [n, ...size, f]. */
  conv2dTranspose(x: Tensor, kernel: Tensor, size: readonly [number, number], window: Window2d): Tensor;
  maxPool2d(x: Tensor, poolSize: readonly [number, number], window: Window2d): Tensor;
  /** Padding does not count among what is averaged. */
  averagePool2d(x: Tensor, poolSize: readonly [number, number], window: Window2d): Tensor;
}
