import type { CreateOptimizer } from "./optimizer.ts";

/** Plain descent, theta <- theta - lr g (Cauchy 1847; Robbins and Monro 1951), whichever examples gave the gradient. */
export const descend: CreateOptimizer<{ learningRate: number }> = () => ({
  state: () => ({}),
  hyper: ({ learningRate }) => ({ learningRate }),
  update: (ops, { parameter, gradient, hyper }) => ({
    parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, gradient)),
    state: {},
  }),
});
