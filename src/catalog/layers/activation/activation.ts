import { type ActivationId, activate, elu as eluOf, leaky } from "../activations.ts";
import type { Layer } from "../layer.ts";

export const activation: Layer<{ activation: ActivationId }> = {
  forward: (ops, config, { state }, x) => ({ y: activate(ops, config.activation, x), state }),
};

export const leakyRelu: Layer<{ negativeSlope: number }> = {
  forward: (ops, { negativeSlope }, { state }, x) => ({ y: leaky(ops, x, negativeSlope), state }),
};

export const elu: Layer<{ alpha: number }> = {
  forward: (ops, { alpha }, { state }, x) => ({ y: eluOf(ops, x, alpha), state }),
};

/** He et al. (2015); one slope a channel, shared over all places. */
export const prelu: Layer = {
  forward: (ops, _config, { parameters, state }, x) => ({ y: leaky(ops, x, parameters["alpha"]!), state }),
};
