import type { CreateOptimizer } from "../optimizer.ts";
import { type AdamConfig, adamHyper, correctedRoot, firstMomentOf, secondMomentOf } from "./moments.ts";

/**
 * Adam (Kingma and Ba 2015, algorithm 1) as PyTorch computes it: epsilon outside the corrected root,
 * theta <- theta - (lr / c1) m / (sqrt(v) / sqrt(c2) + epsilon) with c_i = 1 - beta_i^step.
 */
export const adam: CreateOptimizer<AdamConfig> = (config) => ({
  state: (shape) => ({ firstMoment: shape, secondMoment: shape }),
  hyper: (at) => adamHyper(config, at),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const secondMoment = secondMomentOf(ops, state, gradient, hyper);
    const step = ops.divide(ops.multiply(hyper["stepSize"]!, firstMoment), correctedRoot(ops, secondMoment, hyper));
    return { parameter: ops.subtract(parameter, step), state: { firstMoment, secondMoment } };
  },
});
