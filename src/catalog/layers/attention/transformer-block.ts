import type { Layer } from "../layer.ts";

/** Vaswani et al. (2017); normalized first as Xiong et al. (2020) have it, or after each sum. */
export const transformerBlock: Layer = {
  forward: (ops, _config, { state }, x, context) => {
    const attended = context.run("after-attention", ops.add(x, context.run("attention", x)));
    const y = ops.add(attended, context.run("feed-forward", attended));
    return { y: context.run("after-feed-forward", y), state };
  },
};
