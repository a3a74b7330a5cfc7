import type { Operand, Tensor } from "../../../tensor/ops.ts";
import type { NamedTensors, OptimizerOps } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";

export interface AdamConfig {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The bias corrections of Adam's family, c_i = 1 - beta_i^step, in double precision. */
export function adamHyper(config: AdamConfig, at: { readonly step: number; readonly learningRate: number }) {
  return {
    beta1: config.beta1,
    oneMinusBeta1: 1 - config.beta1,
    beta2: config.beta2,
    oneMinusBeta2: 1 - config.beta2,
    stepSize: at.learningRate / (1 - config.beta1 ** at.step),
    rootCorrection: Math.sqrt(1 - config.beta2 ** at.step),
    epsilon: config.epsilon,
  };
}

/** m <- beta1 m + (1 - beta1) g. */
export function firstMomentOf(
  ops: OptimizerOps,
  state: NamedTensors,
  gradient: Tensor,
  hyper: Readonly<Record<string, Operand>>,
): Tensor {
  return runningMean(ops, state["firstMoment"]!, gradient, hyper["beta1"]!, hyper["oneMinusBeta1"]!);
}

/** v <- beta2 v + (1 - beta2) x^2, with x the gradient or what stands for it. */
export function secondMomentOf(
  ops: OptimizerOps,
  state: NamedTensors,
  deviation: Tensor,
  hyper: Readonly<Record<string, Operand>>,
): Tensor {
  return runningMean(ops, state["secondMoment"]!, ops.square(deviation), hyper["beta2"]!, hyper["oneMinusBeta2"]!);
}

/** sqrt(v) / sqrt(c2) + epsilon. */
export function correctedRoot(
  ops: OptimizerOps,
  secondMoment: Tensor,
  hyper: Readonly<Record<string, Operand>>,
): Tensor {
  return ops.add(ops.divide(ops.sqrt(secondMoment), hyper["rootCorrection"]!), hyper["epsilon"]!);
}
