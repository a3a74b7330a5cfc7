import { type ActivationId, activate } from "../activations.ts";
import type { Layer } from "../layer.ts";

/** y = activation(x kernel + bias); x [n, in], kernel [in, units], bias [units]. */
export const dense: Layer<{ activation: ActivationId; useBias: boolean }> = {
  forward: (ops, config, { parameters, state }, x) => {
    const product = ops.matmul(x, parameters["kernel"]!);
    const sum = config.useBias ? ops.add(product, parameters["bias"]!) : product;
    return { y: activate(ops, config.activation, sum), state };
  },
};
