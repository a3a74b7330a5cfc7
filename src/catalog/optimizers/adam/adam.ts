import type { Optimizer } from "../optimizer.ts";

/**
 * Adam (Kingma and Ba 2015, algorithm 1) as PyTorch computes it: epsilon outside the corrected root,
 * theta <- theta - (lr / c1) m / (sqrt(v) / sqrt(c2) + epsilon) with c_i = 1 - beta_i^step.
 */
export const adam: Optimizer<{ learningRate: number; beta1: number; beta2: number; epsilon: number }> = {
  state: ["firstMoment", "secondMoment"],
  hyper: (config, { step, learningRate }) => ({
    beta1: config.beta1,
    oneMinusBeta1: 1 - config.beta1,
    beta2: config.beta2,
    oneMinusBeta2: 1 - config.beta2,
    stepSize: learningRate / (1 - config.beta1 ** step),
    rootCorrection: Math.sqrt(1 - config.beta2 ** step),
    epsilon: config.epsilon,
  }),
  init: (ops, shape) => ({ firstMoment: ops.zeros(shape), secondMoment: ops.zeros(shape) }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const firstMoment = ops.add(
      ops.multiply(hyper["beta1"]!, state["firstMoment"]!),
      ops.multiply(hyper["oneMinusBeta1"]!, gradient),
    );
    const secondMoment = ops.add(
      ops.multiply(hyper["beta2"]!, state["secondMoment"]!),
      ops.multiply(hyper["oneMinusBeta2"]!, ops.square(gradient)),
    );
    const spread = ops.add(ops.divide(ops.sqrt(secondMoment), hyper["rootCorrection"]!), hyper["epsilon"]!);
    return {
      parameter: ops.subtract(parameter, ops.divide(ops.multiply(hyper["stepSize"]!, firstMoment), spread)),
      state: { firstMoment, secondMoment },
    };
  },
};
