import type { CreateOptimizer } from "./optimizer.ts";

/**
 * Gives an optimizer weight decay, in PyTorch's two forms. "l2" adds lambda theta to the gradient, so that it goes
 * through the optimizer's scaling; "decoupled" (Loshchilov and Hutter 2019) shrinks the weight by lr lambda before the step.
 */
export function withWeightDecay<Config>(
  form: "l2" | "decoupled",
  create: CreateOptimizer<Config>,
): CreateOptimizer<Config & { readonly weightDecay: number }> {
  return (config) => {
    const inner = create(config);
    if (config.weightDecay === 0) return inner;
    return {
      ...inner,
      hyper: (at) => ({
        ...inner.hyper(at),
        ...(form === "l2" ? { weightDecay: config.weightDecay } : { shrink: 1 - at.learningRate * config.weightDecay }),
      }),
      update: (ops, at) =>
        form === "l2"
          ? inner.update(ops, {
              ...at,
              gradient: ops.add(at.gradient, ops.multiply(at.hyper["weightDecay"]!, at.parameter)),
            })
          : inner.update(ops, { ...at, parameter: ops.multiply(at.hyper["shrink"]!, at.parameter) }),
    };
  };
}
