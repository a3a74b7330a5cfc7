import type { Operand, Tensor } from "../../tensor/ops.ts";
import type { OptimizerOps } from "./optimizer.ts";

/** keep * mean + take * value, the exponential mean that most optimizers carry; usually take = 1 - keep. */
export function runningMean(ops: OptimizerOps, mean: Tensor, value: Tensor, keep: Operand, take: Operand): Tensor {
  return ops.add(ops.multiply(keep, mean), ops.multiply(take, value));
}
