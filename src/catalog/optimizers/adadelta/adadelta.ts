import type { CreateOptimizer } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";

/**
 * Zeiler (2012), algorithm 1, as in PyTorch: s <- rho s + (1 - rho) g^2, d = sqrt(u + epsilon) / sqrt(s + epsilon) g,
 * u <- rho u + (1 - rho) d^2, theta <- theta - lr d.
 */
export const adadelta: CreateOptimizer<{ learningRate: number; rho: number; epsilon: number }> = (config) => ({
  state: (shape) => ({ squareMean: shape, stepSquareMean: shape }),
  hyper: ({ learningRate }) => ({
    learningRate,
    rho: config.rho,
    oneMinusRho: 1 - config.rho,
    epsilon: config.epsilon,
  }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const keep = hyper["rho"]!;
    const take = hyper["oneMinusRho"]!;
    const squareMean = runningMean(ops, state["squareMean"]!, ops.square(gradient), keep, take);
    const ratio = ops.divide(
      ops.sqrt(ops.add(state["stepSquareMean"]!, hyper["epsilon"]!)),
      ops.sqrt(ops.add(squareMean, hyper["epsilon"]!)),
    );
    const step = ops.multiply(ratio, gradient);
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, step)),
      state: { squareMean, stepSquareMean: runningMean(ops, state["stepSquareMean"]!, ops.square(step), keep, take) },
    };
  },
});
