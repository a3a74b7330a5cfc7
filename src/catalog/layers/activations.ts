/** Elementwise functions that a layer may end in. */
import { z } from "zod";
import type { Ops, Tensor } from "../../tensor/ops.ts";

export const activationIds = ["linear", "relu", "tanh", "sigmoid", "softmax"] as const;
export type ActivationId = (typeof activationIds)[number];

export function activationField(standard: ActivationId) {
  return z
    .enum(activationIds)
    .default(standard)
    .meta({
      field: {
        label: { en: "Activation", zh: "激活函数" },
        help: {
          en: "The bend after each layer. Without one, layers add up to a single straight map.",
          zh: "每层之后的非线性。没有它，多层等于一层线性变换。",
        },
        choices: {
          linear: { en: "None (linear)", zh: "无（线性）" },
          relu: { en: "ReLU", zh: "ReLU" },
          tanh: { en: "Tanh", zh: "Tanh" },
          sigmoid: { en: "Sigmoid", zh: "Sigmoid" },
          softmax: { en: "Softmax", zh: "Softmax" },
        },
      },
    });
}

export function activate(ops: Ops, activation: ActivationId, x: Tensor): Tensor {
  return activation === "linear" ? x : ops[activation](x);
}
