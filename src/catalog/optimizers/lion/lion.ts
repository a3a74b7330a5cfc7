import type { CreateOptimizer } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";

/**
 * Chen et al. (2023), algorithm 2: theta <- theta - lr sign(beta1 m + (1 - beta1) g), m <- beta2 m + (1 - beta2) g.
 * Not in PyTorch.
 */
export const lion: CreateOptimizer<{ learningRate: number; beta1: number; beta2: number }> = (config) => ({
  state: (shape) => ({ firstMoment: shape }),
  hyper: ({ learningRate }) => ({
    learningRate,
    beta1: config.beta1,
    oneMinusBeta1: 1 - config.beta1,
    beta2: config.beta2,
    oneMinusBeta2: 1 - config.beta2,
  }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const mean = state["firstMoment"]!;
    const direction = ops.sign(runningMean(ops, mean, gradient, hyper["beta1"]!, hyper["oneMinusBeta1"]!));
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, direction)),
      state: { firstMoment: runningMean(ops, mean, gradient, hyper["beta2"]!, hyper["oneMinusBeta2"]!) },
    };
  },
});
