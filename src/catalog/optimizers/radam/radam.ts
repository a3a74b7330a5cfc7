import { type AdamConfig, adamHyper, correctedRoot, firstMomentOf, secondMomentOf } from "../adam/moments.ts";
import type { CreateOptimizer } from "../optimizer.ts";

/**
 * Liu et al. (2020), algorithm 2, as in PyTorch: while the variance cannot be trusted (rho_t <= 5) a step is plain momentum,
 * later Adam's, scaled by the rectification r_t. The switch is a number: 1 adaptive, 0 plain.
 */
export const radam: CreateOptimizer<AdamConfig> = (config) => ({
  state: (shape) => ({ firstMoment: shape, secondMoment: shape }),
  hyper: (at) => {
    const longest = 2 / (1 - config.beta2) - 1;
    const power = config.beta2 ** at.step;
    const length = longest - (2 * at.step * power) / (1 - power);
    const isTrusted = length > 5;
    const rectification = isTrusted
      ? Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length))
      : 0;
    const hyper = adamHyper(config, at);
    return {
      ...hyper,
      // sqrt(c2) / (sqrt(v) + epsilon) in PyTorch; `correctedRoot` divides by sqrt(c2) first, so epsilon follows it.
      correctedEpsilon: config.epsilon / hyper.rootCorrection,
      rectification,
      plain: isTrusted ? 0 : 1,
    };
  },
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const secondMoment = secondMomentOf(ops, state, gradient, hyper);
    const root = correctedRoot(ops, secondMoment, { ...hyper, epsilon: hyper["correctedEpsilon"]! });
    const adaptive = ops.divide(hyper["rectification"]!, root);
    const step = ops.multiply(ops.multiply(hyper["stepSize"]!, firstMoment), ops.add(adaptive, hyper["plain"]!));
    return { parameter: ops.subtract(parameter, step), state: { firstMoment, secondMoment } };
  },
});
