import type { Tensor } from "../../../tensor/ops.ts";
import type { CreateOptimizer, OptimizerOps } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";

/** Machine epsilon of float32: PyTorch's default for epsilon_1, which enters squared. */
const TINY = 2 ** -23;
/** Lower bound of a parameter's size, epsilon_2. */
const SMALLEST_SIZE = 1e-3;

/**
 * Shazeer and Stern (2018), algorithms 4 and 5, as in PyTorch: the second moment of a matrix (the last two axes) is kept
 * as row and column means; a vector keeps its own. The step is relative to the parameter's root mean square.
 */
export const adafactor: CreateOptimizer<{
  learningRate: number;
  decayPower: number;
  clipping: number;
  weightDecay: number;
}> = (config) => ({
  state: (shape) =>
    shape.length < 2
      ? { secondMoment: shape }
      : { rowMean: [...shape.slice(0, -1), 1], columnMean: [...shape.slice(0, -2), 1, ...shape.slice(-1)] },
  hyper: ({ step, learningRate }) => ({
    take: step ** config.decayPower,
    keep: 1 - step ** config.decayPower,
    relativeRate: Math.min(learningRate, 1 / Math.sqrt(step)),
    clipping: config.clipping,
    shrink: 1 - learningRate * config.weightDecay,
  }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const { next, estimate } = moments(ops, gradient, state, hyper["keep"]!, hyper["take"]!);
    const direction = ops.divide(gradient, ops.sqrt(ops.maximum(estimate, TINY * TINY)));
    const rate = ops.multiply(hyper["relativeRate"]!, ops.maximum(rootMeanSquare(ops, parameter), SMALLEST_SIZE));
    const excess = ops.maximum(ops.divide(rootMeanSquare(ops, direction), hyper["clipping"]!), 1);
    // As in PyTorch, the decay comes after the parameter's size has been measured.
    const shrunk = config.weightDecay === 0 ? parameter : ops.multiply(hyper["shrink"]!, parameter);
    return { parameter: ops.subtract(shrunk, ops.multiply(ops.divide(rate, excess), direction)), state: next };
  },
});

function moments(
  ops: OptimizerOps,
  gradient: Tensor,
  state: Readonly<Record<string, Tensor>>,
  keep: Parameters<typeof runningMean>[3],
  take: Parameters<typeof runningMean>[4],
): { readonly next: Readonly<Record<string, Tensor>>; readonly estimate: Tensor } {
  const square = ops.square(gradient);
  const rank = gradient.shape.length;
  if (rank < 2) {
    const secondMoment = runningMean(ops, state["secondMoment"]!, square, keep, take);
    return { next: { secondMoment }, estimate: secondMoment };
  }
  const rowMean = runningMean(ops, state["rowMean"]!, ops.mean(square, [rank - 1], true), keep, take);
  const columnMean = runningMean(ops, state["columnMean"]!, ops.mean(square, [rank - 2], true), keep, take);
  const overall = ops.maximum(ops.mean(rowMean, [rank - 2], true), TINY);
  return {
    next: { rowMean, columnMean },
    estimate: ops.divide(ops.multiply(rowMean, columnMean), overall),
  };
}

function rootMeanSquare(ops: OptimizerOps, x: Tensor): Tensor {
  return ops.sqrt(ops.mean(ops.square(x)));
}
