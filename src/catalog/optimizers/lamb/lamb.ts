import { type AdamConfig, adamHyper, correctedRoot, firstMomentOf, secondMomentOf } from "../adam/moments.ts";
import type { CreateOptimizer } from "../optimizer.ts";

/**
 * You et al. (2020), algorithm 2: r = m / c1 / (sqrt(v / c2) + epsilon) + lambda theta, theta <- theta - lr |theta| / |r| r,
 * with the ratio 1 where either norm is 0. Not in PyTorch.
 */
export const lamb: CreateOptimizer<AdamConfig & { weightDecay: number }> = (config) => ({
  state: (shape) => ({ firstMoment: shape, secondMoment: shape }),
  hyper: (at) => ({
    ...adamHyper(config, at),
    meanCorrection: 1 - config.beta1 ** at.step,
    learningRate: at.learningRate,
    weightDecay: config.weightDecay,
  }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const secondMoment = secondMomentOf(ops, state, gradient, hyper);
    const adaptive = ops.divide(
      ops.divide(firstMoment, hyper["meanCorrection"]!),
      correctedRoot(ops, secondMoment, hyper),
    );
    const direction = ops.add(adaptive, ops.multiply(hyper["weightDecay"]!, parameter));
    const weightNorm = ops.sqrt(ops.sum(ops.square(parameter)));
    const stepNorm = ops.sqrt(ops.sum(ops.square(direction)));
    const one = ops.add(ops.zeros([]), 1);
    const isZero = ops.equal(ops.multiply(weightNorm, stepNorm), 0);
    const ratio = ops.select(isZero, one, ops.divide(weightNorm, ops.select(isZero, one, stepNorm)));
    return {
      parameter: ops.subtract(parameter, ops.multiply(ops.multiply(hyper["learningRate"]!, ratio), direction)),
      state: { firstMoment, secondMoment },
    };
  },
});
