import { type AdamConfig, adamHyper, correctedRoot, firstMomentOf, secondMomentOf } from "../adam/moments.ts";
import type { CreateOptimizer } from "../optimizer.ts";

type NAdamConfig = AdamConfig & { readonly momentumDecay: number };

/** mu_t of Dozat (2016): beta1 (1 - 0.96^(t psi) / 2). */
function momentumAt(config: NAdamConfig, step: number): number {
  return config.beta1 * (1 - 0.5 * 0.96 ** (step * config.momentumDecay));
}

/** Product of mu_1 to mu_step. Steps come in order, so the last product is kept; the value depends on its arguments only. */
function momentumProduct(config: NAdamConfig, step: number): number {
  const isNext = last.beta1 === config.beta1 && last.decay === config.momentumDecay && last.step <= step;
  let { step: at, product } = isNext ? last : { step: 0, product: 1 };
  while (at < step) product *= momentumAt(config, ++at);
  last = { beta1: config.beta1, decay: config.momentumDecay, step, product };
  return product;
}
let last = { beta1: Number.NaN, decay: Number.NaN, step: 0, product: 1 };

/** Dozat (2016) as in PyTorch. */
export const nadam: CreateOptimizer<NAdamConfig> = (config) => ({
  state: (shape) => ({ firstMoment: shape, secondMoment: shape }),
  hyper: (at) => {
    const momentum = momentumAt(config, at.step);
    const nextMomentum = momentumAt(config, at.step + 1);
    const product = momentumProduct(config, at.step);
    return {
      ...adamHyper(config, at),
      gradientStep: (at.learningRate * (1 - momentum)) / (1 - product),
      momentStep: (at.learningRate * nextMomentum) / (1 - product * nextMomentum),
    };
  },
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const secondMoment = secondMomentOf(ops, state, gradient, hyper);
    const ahead = ops.add(
      ops.multiply(hyper["gradientStep"]!, gradient),
      ops.multiply(hyper["momentStep"]!, firstMoment),
    );
    return {
      parameter: ops.subtract(parameter, ops.divide(ahead, correctedRoot(ops, secondMoment, hyper))),
      state: { firstMoment, secondMoment },
    };
  },
});
