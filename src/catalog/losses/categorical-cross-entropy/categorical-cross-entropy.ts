import type { Loss } from "../loss.ts";

/** -log softmax(logits)[class], from logits, so that nothing overflows. */
export const categoricalCrossEntropy: Loss = (ops, logits, classes) =>
  ops.negate(
    ops.sum(ops.multiply(ops.logSoftmax(logits), ops.oneHot(classes, logits.shape[logits.shape.length - 1]!)), [1]),
  );
