import type { Ops, Tensor } from "../../../tensor/ops.ts";
import type { Layer } from "../layer.ts";

/** Schuster and Paliwal (1997): what reads backwards answers in the order of the sequence again. */
export const bidirectional: Layer<{ mergeMode: "concat" | "sum" | "mul" | "ave" }> = {
  forward: (ops, { mergeMode }, { state }, x, context) => {
    const forwards = context.run("forward", x);
    const mask = context.mask === null ? null : reversed(ops, context.mask);
    const back = context.run("backward", reversed(ops, x), mask);
    const backwards = back.shape.length === 3 ? reversed(ops, back) : back;
    return { y: merged(ops, mergeMode, forwards, backwards), state };
  },
};

function merged(ops: Ops, mode: "concat" | "sum" | "mul" | "ave", a: Tensor, b: Tensor): Tensor {
  switch (mode) {
    case "concat":
      return ops.concat([a, b], a.shape.length - 1);
    case "sum":
      return ops.add(a, b);
    case "mul":
      return ops.multiply(a, b);
    case "ave":
      return ops.multiply(ops.add(a, b), 0.5);
  }
}

/** [n, t, ...] with its steps in the opposite order. */
function reversed(ops: Ops, x: Tensor): Tensor {
  const steps = x.shape[1]!;
  const turned = x.shape.map((_, axis) => (axis === 0 ? 1 : axis === 1 ? 0 : axis));
  const order = Int32Array.from({ length: steps }, (_, at) => steps - 1 - at);
  return ops.transpose(ops.gather(ops.transpose(x, turned), ops.constant(order, [steps])), turned);
}
