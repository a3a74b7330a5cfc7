import type { CreateOptimizer } from "../optimizer.ts";

/**
 * Momentum as an exponential mean, v <- beta v + (1 - beta) g, theta <- theta - lr v, from v = 0. PyTorch's
 * `dampening = momentum` differs in its first step only, where it sets v = g.
 */
export const averagedMomentum: CreateOptimizer<{ learningRate: number; momentum: number }> = (config) => ({
  state: (shape) => ({ velocity: shape }),
  hyper: ({ learningRate }) => ({
    learningRate,
    momentum: config.momentum,
    oneMinusMomentum: 1 - config.momentum,
  }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const velocity = ops.add(
      ops.multiply(hyper["momentum"]!, state["velocity"]!),
      ops.multiply(hyper["oneMinusMomentum"]!, gradient),
    );
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, velocity)),
      state: { velocity },
    };
  },
});
