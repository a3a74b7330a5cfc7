import type { Ops, Tensor } from "../../../tensor/ops.ts";
import type { ConfiguredLoss } from "../loss.ts";

interface Smoothing {
  readonly labelSmoothing: number;
}

const classesOf = (logits: Tensor): number => logits.shape[1]!;

/** Szegedy et al. (2016): 1 - s for the right class, and s spread over all. */
function smoothed(ops: Ops, { labelSmoothing }: Smoothing, logits: Tensor, classes: Tensor): Tensor {
  const labels = ops.oneHot(classes, classesOf(logits));
  if (labelSmoothing === 0) return labels;
  return ops.add(ops.multiply(labels, 1 - labelSmoothing), labelSmoothing / classesOf(logits));
}

/** [n]: the logit, or whatever is given, of the right class. */
function ofClass(ops: Ops, values: Tensor, classes: Tensor): Tensor {
  return ops.sum(ops.multiply(values, ops.oneHot(classes, classesOf(values))), [1]);
}

/** -sum(label log softmax(logits)) */
export const categoricalCrossEntropy: ConfiguredLoss<Smoothing> = (ops, config, logits, classes) =>
  ops.negate(ops.sum(ops.multiply(ops.logSoftmax(logits), smoothed(ops, config, logits, classes)), [1]));

/**
 * softplus(z) - label z, which is -log sigmoid of the right side. Of two classes z is the difference of their logits, so
 * that their softmax is the probability that was taught; of more the mean over all, one class against the rest.
 */
export const binaryCrossEntropy: ConfiguredLoss<Smoothing> = (ops, { labelSmoothing }, logits, classes) => {
  const [rows, count] = [logits.shape[0]!, classesOf(logits)];
  const isTwo = count === 2;
  const sides = isTwo ? ops.constant(Float32Array.of(-1, 1), [2, 1]) : null;
  const z = sides === null ? logits : ops.matmul(logits, sides);
  const hard = isTwo ? ops.reshape(ops.cast(classes, "float32"), [rows, 1]) : ops.oneHot(classes, count);
  const labels = labelSmoothing === 0 ? hard : ops.add(ops.multiply(hard, 1 - labelSmoothing), labelSmoothing / 2);
  return ops.mean(ops.subtract(ops.softplus(z), ops.multiply(labels, z)), [1]);
};

/** -alpha (1 - p)^gamma log p, with p the right class's share of the softmax (Lin et al. 2017). */
export const focal: ConfiguredLoss<{ readonly gamma: number; readonly alpha: number }> = (
  ops,
  { gamma, alpha },
  logits,
  classes,
) => {
  const logP = ofClass(ops, ops.logSoftmax(logits), classes);
  // Bounded from below, so that the slope of the power stays a number where p is 1.
  const doubt = ops.maximum(ops.subtract(1, ops.exp(logP)), 1e-7);
  return ops.multiply(ops.multiply(ops.exp(ops.multiply(ops.log(doubt), gamma)), logP), -alpha);
};

/** max(0, 1 + the largest wrong logit - the right one) (Crammer and Singer 2001) */
export const hinge: ConfiguredLoss = (ops, _config, logits, classes) => {
  const others = ops.subtract(logits, ops.multiply(ops.oneHot(classes, classesOf(logits)), 1e9));
  const ahead = ops.subtract(ops.max(others, [1]), ofClass(ops, logits, classes));
  return ops.relu(ops.add(ahead, 1));
};

/** sum(label (log label - log softmax(logits))) */
export const klDivergence: ConfiguredLoss<Smoothing> = (ops, config, logits, classes) => {
  const { labelSmoothing } = config;
  const count = classesOf(logits);
  const rest = labelSmoothing / count;
  const right = 1 - labelSmoothing + rest;
  const entropy = rest === 0 ? 0 : -(right * Math.log(right) + (count - 1) * rest * Math.log(rest));
  return ops.subtract(categoricalCrossEntropy(ops, config, logits, classes), entropy);
};

/** 1 - cos(logits, the right class's axis) */
export const cosine: ConfiguredLoss = (ops, _config, logits, classes) => {
  const length = ops.sqrt(ops.add(ops.sum(ops.square(logits), [1]), 1e-12));
  return ops.subtract(1, ops.divide(ofClass(ops, logits, classes), length));
};
