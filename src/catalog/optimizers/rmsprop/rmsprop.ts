import type { CreateOptimizer } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";

/**
 * Tieleman and Hinton (2012) as in PyTorch: s <- rho s + (1 - rho) g^2; centred (Graves 2013) subtracts the squared mean
 * gradient; epsilon outside the root; v <- beta v + g / (sqrt(s) + epsilon), theta <- theta - lr v.
 */
export const rmsprop: CreateOptimizer<{
  learningRate: number;
  rho: number;
  momentum: number;
  centered: boolean;
  epsilon: number;
}> = (config) => {
  const hasMomentum = config.momentum > 0;
  return {
    state: (shape) => ({
      squareMean: shape,
      ...(config.centered ? { mean: shape } : {}),
      ...(hasMomentum ? { velocity: shape } : {}),
    }),
    hyper: ({ learningRate }) => ({
      learningRate,
      rho: config.rho,
      oneMinusRho: 1 - config.rho,
      momentum: config.momentum,
      epsilon: config.epsilon,
    }),
    update: (ops, at) => {
      const { rho: keep, oneMinusRho: take, momentum, learningRate, epsilon } = at.hyper;
      const squareMean = runningMean(ops, at.state["squareMean"]!, ops.square(at.gradient), keep!, take!);
      const mean = config.centered ? runningMean(ops, at.state["mean"]!, at.gradient, keep!, take!) : null;
      // Rounding may push the difference just below zero.
      const variance = mean === null ? squareMean : ops.maximum(ops.subtract(squareMean, ops.square(mean)), 0);
      const scaled = ops.divide(at.gradient, ops.add(ops.sqrt(variance), epsilon!));
      const velocity = hasMomentum ? ops.add(ops.multiply(momentum!, at.state["velocity"]!), scaled) : scaled;
      return {
        parameter: ops.subtract(at.parameter, ops.multiply(learningRate!, velocity)),
        state: { squareMean, ...(mean === null ? {} : { mean }), ...(hasMomentum ? { velocity } : {}) },
      };
    },
  };
};
