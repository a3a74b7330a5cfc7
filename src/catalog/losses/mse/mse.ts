import type { Loss } from "../loss.ts";

/** (prediction - target)^2, averaged over the outputs. */
export const mse: Loss = (ops, prediction, target) => ops.mean(ops.square(ops.subtract(prediction, target)), [1]);
