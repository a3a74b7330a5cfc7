import type { CreateOptimizer } from "../optimizer.ts";

/**
 * Heavy ball (Polyak 1964) as PyTorch's SGD writes it, without dampening: v <- beta v + g, theta <- theta - lr v.
 * Starting from v = 0 equals PyTorch's starting from v = g.
 */
export const momentum: CreateOptimizer<{ learningRate: number; momentum: number }> = (config) => ({
  state: (shape) => ({ velocity: shape }),
  hyper: ({ learningRate }) => ({ learningRate, momentum: config.momentum }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const velocity = ops.add(ops.multiply(hyper["momentum"]!, state["velocity"]!), gradient);
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, velocity)),
      state: { velocity },
    };
  },
});
