import { type ActivationId, activate } from "../activations.ts";
import type { Layer } from "../layer.ts";

/** y = activation(x * kernel + bias); x [n, h, w, c], kernel [kh, kw, c, filters]; cross-correlation, as in Keras. */
export const conv2d: Layer<{
  strides: [number, number];
  padding: "valid" | "same";
  activation: ActivationId;
  useBias: boolean;
}> = {
  forward: (ops, config, { parameters, state }, x) => {
    const filtered = ops.conv2d(x, parameters["kernel"]!, config);
    const sum = config.useBias ? ops.add(filtered, parameters["bias"]!) : filtered;
    return { y: activate(ops, config.activation, sum), state };
  },
};
