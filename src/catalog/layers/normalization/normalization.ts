import type { Ops, Tensor } from "../../../tensor/ops.ts";
import { type Layer, type LayerTensors, sizeOf } from "../layer.ts";

interface Epsilon {
  readonly epsilon: number;
}

function scaled(ops: Ops, x: Tensor, { parameters }: LayerTensors): Tensor {
  const { gamma, beta } = parameters;
  const y = gamma === undefined ? x : ops.multiply(x, gamma);
  return beta === undefined ? y : ops.add(y, beta);
}

/** (x - mean) / sqrt(variance + epsilon) */
function standardized(ops: Ops, x: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor {
  return ops.divide(ops.subtract(x, mean), ops.sqrt(ops.add(variance, epsilon)));
}

/**
 * Ioffe and Szegedy (2015), as Keras: the variance is that of the batch itself, in the running one too. Examples that
 * only fill up the batch count for nothing.
 */
export const batchNormalization: Layer<Epsilon & { momentum: number }> = {
  forward: (ops, { epsilon, momentum }, tensors, x, { training, real }) => {
    const { state } = tensors;
    const [runningMean, runningVariance] = [state["moving-mean"]!, state["moving-variance"]!];
    if (!training) {
      return { y: scaled(ops, standardized(ops, x, runningMean, runningVariance, epsilon), tensors), state };
    }
    const average = averageOver(ops, x, real);
    const mean = average(x);
    const variance = average(ops.square(ops.subtract(x, mean)));
    const followed = (old: Tensor, now: Tensor) =>
      ops.add(ops.multiply(old, momentum), ops.multiply(now, 1 - momentum));
    return {
      y: scaled(ops, standardized(ops, x, mean, variance, epsilon), tensors),
      state: {
        "moving-mean": followed(runningMean, mean),
        "moving-variance": followed(runningVariance, variance),
      },
    };
  },
};

/** The mean of each channel over the real examples and all places. */
function averageOver(ops: Ops, x: Tensor, real: Tensor | null): (values: Tensor) => Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  if (real === null) return (values) => ops.mean(values, axes);
  const weights = ops.reshape(real, [x.shape[0]!, ...x.shape.slice(1).map(() => 1)]);
  const count = ops.multiply(ops.sum(real), sizeOf(x.shape.slice(1, -1)));
  return (values) => ops.divide(ops.sum(ops.multiply(values, weights), axes), count);
}

/** Ba et al. (2016), along the last axis. */
export const layerNormalization: Layer<Epsilon> = {
  forward: (ops, { epsilon }, tensors, x) => {
    const last = [x.shape.length - 1];
    const mean = ops.mean(x, last, true);
    const variance = ops.mean(ops.square(ops.subtract(x, mean)), last, true);
    return { y: scaled(ops, standardized(ops, x, mean, variance, epsilon), tensors), state: tensors.state };
  },
};

/** Wu and He (2018): channels side by side in groups, each over all places. */
export const groupNormalization: Layer<Epsilon & { groups: number }> = {
  forward: (ops, { epsilon, groups }, tensors, x) => {
    const channels = x.shape[x.shape.length - 1]!;
    const places = sizeOf(x.shape.slice(1, -1));
    const grouped = ops.reshape(x, [x.shape[0]!, places, groups, channels / groups]);
    const mean = ops.mean(grouped, [1, 3], true);
    const variance = ops.mean(ops.square(ops.subtract(grouped, mean)), [1, 3], true);
    const y = ops.reshape(standardized(ops, grouped, mean, variance, epsilon), x.shape);
    return { y: scaled(ops, y, tensors), state: tensors.state };
  },
};

/** Zhang and Sennrich (2019), along the last axis. */
export const rmsNormalization: Layer<Epsilon> = {
  forward: (ops, { epsilon }, tensors, x) => {
    const squares = ops.mean(ops.square(x), [x.shape.length - 1], true);
    return { y: scaled(ops, ops.divide(x, ops.sqrt(ops.add(squares, epsilon))), tensors), state: tensors.state };
  },
};
