import { type ActivationId, activate } from "../activations.ts";
import type { Layer } from "../layer.ts";
import { project } from "../products.ts";

/** y = activation(x kernel + bias); x [n, ..., in], kernel [in, units], bias [units]. */
export const dense: Layer<{ activation: ActivationId }> = {
  forward: (ops, config, { parameters, state }, x) => ({
    y: activate(ops, config.activation, project(ops, x, parameters["kernel"]!, parameters["bias"])),
    state,
  }),
};
