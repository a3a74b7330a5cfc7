/** Fields and parameters that layers with a kernel share. */
import type { Shape } from "../../tensor/ops.ts";
import { constraintField, type Constraint } from "./constraints.ts";
import { initializerField, type Initializer, vectorInitializerField } from "./initializers.ts";
import { type ParameterSpec, switchField } from "./layer.ts";
import { regularizerField, type Regularizer, vectorRegularizerField } from "./regularizers.ts";

export const useBiasField = switchField(true, { en: "Bias", zh: "偏置" });

export const kernelFields = {
  kernelInitializer: initializerField("glorot-uniform", "Kernel initializer", "权重初始化"),
  kernelRegularizer: regularizerField("Kernel regularizer", "权重正则化"),
  kernelConstraint: constraintField("Kernel constraint", "权重约束"),
};

export const biasFields = {
  useBias: useBiasField,
  biasInitializer: vectorInitializerField("zeros", "Bias initializer", "偏置初始化"),
  biasRegularizer: vectorRegularizerField("Bias regularizer", "偏置正则化"),
};

interface KernelConfig {
  readonly kernelInitializer: Initializer;
  readonly kernelRegularizer: Regularizer | null;
  readonly kernelConstraint: Constraint | null;
}

/** [..., in, out], where one unit sees `area` places of `in` channels. */
export function kernelOf(config: KernelConfig, shape: Shape, area = 1, name = "kernel"): ParameterSpec {
  const [inputs, outputs] = [shape[shape.length - 2]!, shape[shape.length - 1]!];
  return {
    name,
    shape,
    initializer: config.kernelInitializer,
    fanIn: area * inputs,
    fanOut: area * outputs,
    regularizer: config.kernelRegularizer,
    constraint: config.kernelConstraint,
  };
}

interface BiasConfig {
  readonly useBias: boolean;
  readonly biasInitializer: Initializer;
  readonly biasRegularizer: Regularizer | null;
}

/** One bias a unit, or none; `rows` of them where a layer adds more than one. */
export function biasOf(config: BiasConfig, units: number, rows = 1): readonly ParameterSpec[] {
  if (!config.useBias) return [];
  return [
    {
      name: "bias",
      shape: rows === 1 ? [units] : [rows, units],
      initializer: config.biasInitializer,
      fanIn: units,
      fanOut: units,
      regularizer: config.biasRegularizer,
    },
  ];
}
