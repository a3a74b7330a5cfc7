import { type AdamConfig, adamHyper, firstMomentOf } from "../adam/moments.ts";
import type { CreateOptimizer } from "../optimizer.ts";

/**
 * Kingma and Ba (2015), algorithm 2, as in PyTorch: u <- max(beta2 u, |g| + epsilon),
 * theta <- theta - lr / (1 - beta1^step) m / u.
 */
export const adamax: CreateOptimizer<AdamConfig> = (config) => ({
  state: (shape) => ({ firstMoment: shape, infinityNorm: shape }),
  hyper: (at) => adamHyper(config, at),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const infinityNorm = ops.maximum(
      ops.multiply(hyper["beta2"]!, state["infinityNorm"]!),
      ops.add(ops.abs(gradient), hyper["epsilon"]!),
    );
    return {
      parameter: ops.subtract(parameter, ops.divide(ops.multiply(hyper["stepSize"]!, firstMoment), infinityNorm)),
      state: { firstMoment, infinityNorm },
    };
  },
});
