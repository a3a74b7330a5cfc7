import type { CreateWrapper } from "../wrapper.ts";

/**
 * a <- a + w (theta - a) after each update: w = 1 - decay, or 1 / step for the equal mean, and 1 at the first step, so
 * that it begins as the first update's weights. PyTorch's AveragedModel, with and without get_ema_multi_avg_fn.
 */
export const averaging: CreateWrapper<{ mean: "exponential" | "equal"; decay: number }> = ({ mean, decay }) => ({
  evaluated: "average",
  around: (optimizer) => ({
    state: (shape) => ({ ...optimizer.state(shape), average: shape }),
    hyper: (at) => ({
      ...optimizer.hyper(at),
      averageShare: at.step === 1 ? 1 : mean === "equal" ? 1 / at.step : 1 - decay,
    }),
    update: (ops, at) => {
      const done = optimizer.update(ops, at);
      const old = at.state["average"]!;
      const change = ops.multiply(at.hyper["averageShare"]!, ops.subtract(done.parameter, old));
      return { parameter: done.parameter, state: { ...done.state, average: ops.add(old, change) } };
    },
  }),
});
