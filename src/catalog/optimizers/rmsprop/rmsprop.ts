import type { Optimizer } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";

/**
 * Tieleman and Hinton (2012) as in PyTorch: s <- rho s + (1 - rho) g^2; centred (Graves 2013) subtracts the squared mean
 * gradient; epsilon outside the root; v <- beta v + g / (sqrt(s) + epsilon), theta <- theta - lr v.
 */
export const rmsprop: Optimizer<{
  learningRate: number;
  rho: number;
  momentum: number;
  centered: boolean;
  epsilon: number;
}> = {
  state: ["squareMean", "mean", "velocity"],
  hyper: (config, { learningRate }) => ({
    learningRate,
    rho: config.rho,
    oneMinusRho: 1 - config.rho,
    momentum: config.momentum,
    centered: config.centered ? 1 : 0,
    epsilon: config.epsilon,
  }),
  init: (ops, shape) => ({ squareMean: ops.zeros(shape), mean: ops.zeros(shape), velocity: ops.zeros(shape) }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const keep = hyper["rho"]!;
    const take = hyper["oneMinusRho"]!;
    const squareMean = runningMean(ops, state["squareMean"]!, ops.square(gradient), keep, take);
    const mean = runningMean(ops, state["mean"]!, gradient, keep, take);
    // Rounding may push the difference just below zero.
    const variance = ops.maximum(ops.subtract(squareMean, ops.multiply(hyper["centered"]!, ops.square(mean))), 0);
    const scaled = ops.divide(gradient, ops.add(ops.sqrt(variance), hyper["epsilon"]!));
    const velocity = ops.add(ops.multiply(hyper["momentum"]!, state["velocity"]!), scaled);
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, velocity)),
      state: { squareMean, mean, velocity },
    };
  },
};
