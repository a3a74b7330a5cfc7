/** Elementwise functions that a layer may end in (softmax: along the last axis). */
import { z } from "zod";
import type { Text } from "../../language/text.ts";
import { idsOf } from "../definition.ts";
import type { Ops, Tensor } from "../../tensor/ops.ts";

const titles = {
  linear: { en: "None (linear)", zh: "无（线性）" },
  relu: { en: "ReLU", zh: "ReLU" },
  relu6: { en: "ReLU6", zh: "ReLU6" },
  "leaky-relu": { en: "Leaky ReLU", zh: "Leaky ReLU" },
  elu: { en: "ELU", zh: "ELU" },
  selu: { en: "SELU", zh: "SELU" },
  gelu: { en: "GELU", zh: "GELU" },
  silu: { en: "SiLU (Swish)", zh: "SiLU（Swish）" },
  mish: { en: "Mish", zh: "Mish" },
  tanh: { en: "Tanh", zh: "Tanh" },
  sigmoid: { en: "Sigmoid", zh: "Sigmoid" },
  softplus: { en: "Softplus", zh: "Softplus" },
  softsign: { en: "Softsign", zh: "Softsign" },
  softmax: { en: "Softmax", zh: "Softmax" },
  "hard-sigmoid": { en: "Hard sigmoid", zh: "Hard sigmoid" },
  "hard-silu": { en: "Hard SiLU", zh: "Hard SiLU" },
  "hard-tanh": { en: "Hard tanh", zh: "Hard tanh" },
  exponential: { en: "Exponential", zh: "指数" },
} satisfies Readonly<Record<string, Text>>;

export type ActivationId = keyof typeof titles;
export const activationIds = idsOf(titles);

export function activationField(standard: ActivationId, label: Text = { en: "Activation", zh: "激活函数" }) {
  return z
    .enum(activationIds)
    .default(standard)
    .meta({
      field: {
        label,
        help: {
          en: "The bend after each layer. Without one, layers add up to a single straight map.",
          zh: "每层之后的非线性。没有它，多层等于一层线性变换。",
        },
        choices: titles,
      },
    });
}

/** Its name, which is the same in both languages; nothing for none. */
export function bendOf(activation: ActivationId): string {
  return activation === "linear" ? "" : titles[activation].en;
}

/** As Keras 3 defines each; GELU with the error function (Hendrycks and Gimpel 2016), leaky ReLU with slope 0.2. */
export function activate(ops: Ops, activation: ActivationId, x: Tensor): Tensor {
  switch (activation) {
    case "linear":
      return x;
    case "relu":
    case "tanh":
    case "sigmoid":
    case "softplus":
    case "softmax":
      return ops[activation](x);
    case "relu6":
      return ops.minimum(ops.relu(x), 6);
    case "leaky-relu":
      return leaky(ops, x, 0.2);
    case "elu":
      return elu(ops, x, 1);
    case "selu":
      return ops.multiply(elu(ops, x, SELU_ALPHA), SELU_SCALE);
    case "gelu":
      return ops.multiply(ops.multiply(x, 0.5), ops.add(ops.erf(ops.multiply(x, Math.SQRT1_2)), 1));
    case "silu":
      return ops.multiply(x, ops.sigmoid(x));
    case "mish":
      return ops.multiply(x, ops.tanh(ops.softplus(x)));
    case "softsign":
      return ops.divide(x, ops.add(ops.abs(x), 1));
    case "hard-sigmoid":
      return hardSigmoid(ops, x);
    case "hard-silu":
      return ops.multiply(x, hardSigmoid(ops, x));
    case "hard-tanh":
      return ops.minimum(ops.maximum(x, -1), 1);
    case "exponential":
      return ops.exp(x);
  }
}

/** Of self-normalizing networks (Klambauer et al. 2017). */
const SELU_ALPHA = 1.673_263_242_354_377_2;
const SELU_SCALE = 1.050_700_987_355_480_5;

/** `slope` below 0: a number, or one a channel. */
export function leaky(ops: Ops, x: Tensor, slope: number | Tensor): Tensor {
  return ops.add(ops.relu(x), ops.multiply(ops.minimum(x, 0), slope));
}

/** alpha (exp(x) - 1) below 0 (Clevert et al. 2016). */
export function elu(ops: Ops, x: Tensor, alpha: number): Tensor {
  return ops.add(ops.relu(x), ops.multiply(ops.subtract(ops.exp(ops.minimum(x, 0)), 1), alpha));
}

function hardSigmoid(ops: Ops, x: Tensor): Tensor {
  return ops.divide(ops.minimum(ops.relu(ops.add(x, 3)), 6), 6);
}
