/** Each averaged over the outputs; error = target - prediction, unless said otherwise. */
import type { ConfiguredLoss } from "../loss.ts";

/** (prediction - target)^2 */
export const mse: ConfiguredLoss = (ops, _config, prediction, target) =>
  ops.mean(ops.square(ops.subtract(prediction, target)), [1]);

/** |prediction - target| */
export const mae: ConfiguredLoss = (ops, _config, prediction, target) =>
  ops.mean(ops.abs(ops.subtract(prediction, target)), [1]);

/** Huber (1964): error^2 / 2 up to delta, then delta (|error| - delta / 2). */
export const huber: ConfiguredLoss<{ readonly delta: number }> = (ops, { delta }, prediction, target) => {
  const distance = ops.abs(ops.subtract(prediction, target));
  const near = ops.minimum(distance, delta);
  const far = ops.subtract(distance, near);
  return ops.mean(ops.add(ops.multiply(ops.square(near), 0.5), ops.multiply(far, delta)), [1]);
};

/** log(cosh(e)) = |e| + log(1 + exp(-2 |e|)) - log 2, which does not overflow. */
export const logCosh: ConfiguredLoss = (ops, _config, prediction, target) => {
  const distance = ops.abs(ops.subtract(prediction, target));
  const rest = ops.subtract(ops.softplus(ops.multiply(distance, -2)), Math.LN2);
  return ops.mean(ops.add(distance, rest), [1]);
};

/** Koenker and Bassett (1978): q error where the truth is above, (q - 1) error where it is below. */
export const quantile: ConfiguredLoss<{ readonly quantile: number }> = (ops, config, prediction, target) => {
  const error = ops.subtract(target, prediction);
  return ops.mean(ops.maximum(ops.multiply(error, config.quantile), ops.multiply(error, config.quantile - 1)), [1]);
};

/** rate - count log(rate): the negative log likelihood, without what no model can change. */
export const poisson: ConfiguredLoss = (ops, _config, rate, count) =>
  ops.mean(ops.subtract(rate, ops.multiply(count, ops.log(ops.add(rate, 1e-7)))), [1]);

/** -(x log p + (1 - x) log(1 - p)); p is kept away from 0 and 1, as Keras does. */
export const pixelCrossEntropy: ConfiguredLoss = (ops, _config, share, target) => {
  const kept = ops.minimum(ops.maximum(share, 1e-7), 1 - 1e-7);
  const missed = ops.multiply(ops.subtract(1, target), ops.log(ops.subtract(1, kept)));
  return ops.negate(ops.mean(ops.add(ops.multiply(target, ops.log(kept)), missed), [1]));
};
