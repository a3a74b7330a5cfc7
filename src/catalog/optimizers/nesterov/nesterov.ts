import type { CreateOptimizer } from "../optimizer.ts";

/** Sutskever et al. (2013) as PyTorch writes it: v <- beta v + g, theta <- theta - lr (g + beta v). */
export const nesterov: CreateOptimizer<{ learningRate: number; momentum: number }> = (config) => ({
  state: (shape) => ({ velocity: shape }),
  hyper: ({ learningRate }) => ({ learningRate, momentum: config.momentum }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const velocity = ops.add(ops.multiply(hyper["momentum"]!, state["velocity"]!), gradient);
    const ahead = ops.add(gradient, ops.multiply(hyper["momentum"]!, velocity));
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, ahead)),
      state: { velocity },
    };
  },
});
