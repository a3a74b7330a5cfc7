import { type AdamConfig, adamHyper, correctedRoot, firstMomentOf, secondMomentOf } from "../adam/moments.ts";
import type { CreateOptimizer } from "../optimizer.ts";

/**
 * Zhuang et al. (2020), algorithm 2: s <- beta2 s + (1 - beta2) (g - m)^2 + epsilon,
 * theta <- theta - lr m / c1 / (sqrt(s / c2) + epsilon). Not in PyTorch.
 */
export const adabelief: CreateOptimizer<AdamConfig> = (config) => ({
  state: (shape) => ({ firstMoment: shape, secondMoment: shape }),
  hyper: (at) => adamHyper(config, at),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const surprise = secondMomentOf(ops, state, ops.subtract(gradient, firstMoment), hyper);
    const secondMoment = ops.add(surprise, hyper["epsilon"]!);
    const step = ops.divide(ops.multiply(hyper["stepSize"]!, firstMoment), correctedRoot(ops, secondMoment, hyper));
    return { parameter: ops.subtract(parameter, step), state: { firstMoment, secondMoment } };
  },
});
