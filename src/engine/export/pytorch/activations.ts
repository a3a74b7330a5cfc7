import type { ActivationId } from "../../../catalog/layers/activations.ts";

/** The activation of an expression; `axis`: of its channels. */
export function activated(activation: ActivationId, code: string, axis = -1): string {
  switch (activation) {
    case "linear":
      return code;
    case "leaky-relu":
      return `F.leaky_relu(${code}, 0.2)`;
    case "softmax":
      return `torch.softmax(${code}, ${axis})`;
    default:
      return `${functions[activation]}(${code})`;
  }
}

/** The activation as a function. */
export function activationFunction(activation: ActivationId): string {
  const named = activation === "leaky-relu" || activation === "softmax" || activation === "linear";
  return named ? `lambda x: ${activated(activation, "x")}` : functions[activation];
}

const functions: Readonly<Record<Exclude<ActivationId, "linear" | "leaky-relu" | "softmax">, string>> = {
  relu: "F.relu",
  relu6: "F.relu6",
  elu: "F.elu",
  selu: "F.selu",
  gelu: "F.gelu",
  silu: "F.silu",
  mish: "F.mish",
  tanh: "torch.tanh",
  sigmoid: "torch.sigmoid",
  softplus: "F.softplus",
  softsign: "F.softsign",
  "hard-sigmoid": "F.hardsigmoid",
  "hard-silu": "F.hardswish",
  "hard-tanh": "F.hardtanh",
  exponential: "torch.exp",
};
