import type { Ops, Tensor } from "../../../tensor/ops.ts";
import { type ActivationId, activate } from "../activations.ts";
import type { Layer, LayerResult, LayerTensors } from "../layer.ts";
import { transposedSize } from "./definition.ts";

interface Ending {
  readonly activation: ActivationId;
}

interface Picture extends Ending {
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: "valid" | "same";
}

/** activation(sum + bias) */
function ended(ops: Ops, config: Ending, { parameters, state }: LayerTensors, sum: Tensor): LayerResult {
  const bias = parameters["bias"];
  const whole = bias === undefined ? sum : ops.add(sum, bias);
  return { y: activate(ops, config.activation, whole), state };
}

/** y = activation(x * kernel + bias); x [n, h, w, c], kernel [kh, kw, c / groups, filters]; cross-correlation. */
export const conv2d: Layer<Picture & { dilationRate: readonly [number, number] }> = {
  forward: (ops, config, tensors, x) => {
    const window = { ...config, dilation: config.dilationRate };
    return ended(ops, config, tensors, ops.conv2d(x, tensors.parameters["kernel"]!, window));
  },
};

interface Sequence extends Ending {
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: "valid" | "same" | "causal";
  readonly dilationRate: number;
}

/** A picture of one row: x [n, t, c], kernel [k, c / groups, filters]. Causal: zeros before the beginning only. */
export const conv1d: Layer<Sequence> = {
  forward: (ops, config, tensors, x) => {
    const isCausal = config.padding === "causal";
    const before = (config.kernelSize - 1) * config.dilationRate;
    const none = [0, 0] as const;
    const whole = isCausal && before > 0 ? ops.pad(x, [none, [before, 0], none]) : x;
    const [rows, steps, channels] = whole.shape as [number, number, number]; // As planned.
    const kernel = tensors.parameters["kernel"]!;
    const sum = ops.conv2d(ops.reshape(whole, [rows, 1, steps, channels]), ops.reshape(kernel, [1, ...kernel.shape]), {
      strides: [1, config.strides],
      padding: config.padding === "same" ? "same" : "valid",
      dilation: [1, config.dilationRate],
    });
    return ended(ops, config, tensors, ops.reshape(sum, [rows, sum.shape[2]!, sum.shape[3]!]));
  },
};

/** Each channel by kernels of its own: kernel [kh, kw, c, multiplier]. */
export const depthwiseConv2d: Layer<Picture> = {
  forward: (ops, config, tensors, x) =>
    ended(ops, config, tensors, ops.depthwiseConv2d(x, tensors.parameters["kernel"]!, config)),
};

/** Chollet (2017): depthwise, then a 1 x 1 convolution. */
export const separableConv2d: Layer<Picture> = {
  forward: (ops, config, tensors, x) => {
    const apart = ops.depthwiseConv2d(x, tensors.parameters["depthwise-kernel"]!, config);
    const mixed = ops.conv2d(apart, tensors.parameters["pointwise-kernel"]!, { strides: [1, 1], padding: "valid" });
    return ended(ops, config, tensors, mixed);
  },
};

/** The gradient of a convolution as a layer: x [n, h, w, c], kernel [kh, kw, filters, c]. */
export const conv2dTranspose: Layer<Picture> = {
  forward: (ops, config, tensors, x) => {
    const size = transposedSize([x.shape[1]!, x.shape[2]!], config);
    return ended(ops, config, tensors, ops.conv2dTranspose(x, tensors.parameters["kernel"]!, size, config));
  },
};
