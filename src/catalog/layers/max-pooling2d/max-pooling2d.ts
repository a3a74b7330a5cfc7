import type { Layer } from "../layer.ts";

/** The largest entry of each window, channel by channel. */
export const maxPooling2d: Layer<{
  poolSize: [number, number];
  strides: [number, number];
  padding: "valid" | "same";
}> = {
  forward: (ops, config, { state }, x) => ({ y: ops.maxPool2d(x, config.poolSize, config), state }),
};
