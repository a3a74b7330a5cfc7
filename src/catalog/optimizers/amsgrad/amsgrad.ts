import { type AdamConfig, adamHyper, correctedRoot, firstMomentOf, secondMomentOf } from "../adam/moments.ts";
import type { CreateOptimizer } from "../optimizer.ts";

/** Reddi, Kale and Kumar (2018) as in PyTorch: Adam that divides by the largest second moment so far. */
export const amsgrad: CreateOptimizer<AdamConfig> = (config) => ({
  state: (shape) => ({ firstMoment: shape, secondMoment: shape, largestSecondMoment: shape }),
  hyper: (at) => adamHyper(config, at),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = firstMomentOf(ops, state, gradient, hyper);
    const secondMoment = secondMomentOf(ops, state, gradient, hyper);
    const largestSecondMoment = ops.maximum(state["largestSecondMoment"]!, secondMoment);
    const spread = correctedRoot(ops, largestSecondMoment, hyper);
    return {
      parameter: ops.subtract(parameter, ops.divide(ops.multiply(hyper["stepSize"]!, firstMoment), spread)),
      state: { firstMoment, secondMoment, largestSecondMoment },
    };
  },
});
