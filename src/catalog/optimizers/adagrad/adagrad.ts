import type { CreateOptimizer } from "../optimizer.ts";

/** Duchi, Hazan and Singer (2011) as in PyTorch: s <- s + g^2, theta <- theta - lr g / (sqrt(s) + epsilon). */
export const adagrad: CreateOptimizer<{ learningRate: number; epsilon: number }> = (config) => ({
  state: (shape) => ({ squareSum: shape }),
  hyper: ({ learningRate }) => ({ learningRate, epsilon: config.epsilon }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const squareSum = ops.add(state["squareSum"]!, ops.square(gradient));
    const size = ops.add(ops.sqrt(squareSum), hyper["epsilon"]!);
    return {
      parameter: ops.subtract(parameter, ops.divide(ops.multiply(hyper["learningRate"]!, gradient), size)),
      state: { squareSum },
    };
  },
});
