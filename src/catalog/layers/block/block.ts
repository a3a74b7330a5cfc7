import type { Ops, Tensor } from "../../../tensor/ops.ts";
import { type ActivationId, activate } from "../activations.ts";
import type { AnyLayer, Layer } from "../layer.ts";
import type { Merge } from "./definition.ts";

/** activation(layers(x) + shortcut(x)) (He et al. 2016) */
export const residual: Layer<{ activation: ActivationId }> = {
  forward: (ops, { activation }, { state }, x, context) => {
    const sum = ops.add(context.run("layers", x), context.run("shortcut", x));
    return { y: activate(ops, activation, sum), state };
  },
};

/** x times one number a channel (Hu et al. 2018) */
export const squeezeAndExcite: Layer = {
  forward: (ops, _config, { state }, x, context) => ({ y: ops.multiply(x, context.run("gate", x)), state }),
};

export const parallel: Layer<{ branches: readonly (readonly AnyLayer[])[]; merge: Merge }> = {
  forward: (ops, { branches, merge }, { state }, x, context) => {
    const outputs = branches.map((_, at) => context.run(`branch-${at + 1}`, x));
    return { y: merged(ops, merge, outputs), state };
  },
};

function merged(ops: Ops, merge: Merge, xs: readonly Tensor[]): Tensor {
  switch (merge) {
    case "concat":
      return ops.concat(xs, xs[0]!.shape.length - 1);
    case "add":
      return xs.reduce((sum, x) => ops.add(sum, x));
    case "multiply":
      return xs.reduce((product, x) => ops.multiply(product, x));
    case "average":
      return ops.divide(
        xs.reduce((sum, x) => ops.add(sum, x)),
        xs.length,
      );
    case "maximum":
      return xs.reduce((largest, x) => ops.maximum(largest, x));
  }
}
