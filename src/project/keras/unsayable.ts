/** What Keras or TensorFlow.js has no words for: known from a model's layers alone, so that nobody waits for a refusal. */
import { type LayerSelection, layerOf } from "../../catalog/layers/index.ts";
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import type { Text } from "../../language/text.ts";
import { valueAt } from "../field-path.ts";

/** Keras 3, or the layers of TensorFlow.js, which are those of Keras 2 and fewer. */
export type KerasDialect = "keras" | "tfjs";

const programs: Readonly<Record<KerasDialect, string>> = { keras: "Keras", tfjs: "TensorFlow.js" };

/** Curves that a recurrent layer of TensorFlow.js can have; elsewhere others are put together from layers. */
const curvesOfTfjs = [
  "linear",
  "relu",
  "relu6",
  "elu",
  "selu",
  "gelu",
  "silu",
  "mish",
  "tanh",
  "sigmoid",
  "softplus",
  "softsign",
  "softmax",
];

export function isCurveOfTfjs(activation: string): boolean {
  return curvesOfTfjs.includes(activation);
}

/**
 * The first layer, at any depth, that the program cannot express, as a sentence; null where all can be. `isSource`: as source
 * code, which has no tables of numbers to put layers together from.
 */
export function unsayableLayer(
  layers: readonly LayerSelection[],
  dialect: KerasDialect,
  isSource = false,
): Text | null {
  const counts = new Map<string, number>();
  for (const layer of layers) {
    if (layer.disabled === true) continue;
    const count = (counts.get(layer.type) ?? 0) + 1;
    counts.set(layer.type, count);
    const found = reasonIn(layer, dialect, isSource);
    if (found !== null) return refused(`${layer.type}-${count}`, found, programs[dialect]);
  }
  return null;
}

function refused(name: string, reason: Text, program: string): Text {
  return {
    en: `The layer "${name}" cannot be written for ${program}: ${reason.en}`,
    zh: `层“${name}”无法导出到 ${program}：${reason.zh}`,
  };
}

/** Of the layer itself, or of one inside it. */
function reasonIn(given: AnyLayer, dialect: KerasDialect, isSource: boolean): Text | null {
  // Every layer of a list has been parsed by the catalog's schema.
  const layer = given as LayerSelection;
  const own = reasonOf(layer, dialect) ?? (isSource ? reasonInSource(layer, dialect) : null);
  if (own !== null) return own;
  for (const { path } of layerOf(layer).lists?.(layer) ?? []) {
    // At a list's path stands a list of layers, as its definition says.
    const inside = valueAt(layer, path) as readonly AnyLayer[];
    for (const each of inside) {
      const found = each.disabled === true ? null : reasonIn(each, dialect, isSource);
      if (found !== null) return found;
    }
  }
  return null;
}

function reasonOf(layer: LayerSelection, dialect: KerasDialect): Text | null {
  const isTfjs = dialect === "tfjs";
  switch (layer.type) {
    case "lstm":
      if (layer.peepholes) return peepholes;
      break;
    case "gru":
      if (isTfjs && layer.resetAfter) return resetAfter;
      break;
    case "bidirectional": {
      const inside = layer.layers.filter(({ disabled }) => disabled !== true);
      return inside.length === 1 ? null : severalInside;
    }
    default:
  }
  const isRecurrent = layer.type === "lstm" || layer.type === "gru" || layer.type === "simple-rnn";
  const curves = [
    "activation" in layer ? layer.activation : "linear",
    "recurrentActivation" in layer ? layer.recurrentActivation : "linear",
  ];
  for (const curve of curves) {
    if (isTfjs && (isRecurrent ? !isCurveOfTfjs(curve) : curve === "exponential")) return noCurve(curve);
  }
  return null;
}

/** What source code has no constructor for. */
function reasonInSource(layer: LayerSelection, dialect: KerasDialect): Text | null {
  const { type } = layer;
  const isMatrix = type === "dense" || type === "lstm" || type === "gru" || type === "simple-rnn";
  const isOrthogonal = "kernelRegularizer" in layer && layer.kernelRegularizer?.id === "orthogonal";
  if (dialect === "keras") return isOrthogonal && !isMatrix ? onlyMatrices : null;
  const others = [
    "recurrentRegularizer" in layer ? layer.recurrentRegularizer : null,
    "embeddingsRegularizer" in layer ? layer.embeddingsRegularizer : null,
  ];
  if (isOrthogonal || others.some((each) => each?.id === "orthogonal")) return noConstructor;
  if (type === "group-normalization" || type === "rms-normalization") return noConstructor;
  if ("groups" in layer && layer.groups > 1) return noConstructor;
  if (!("kernelConstraint" in layer) || layer.kernelConstraint === null || isMatrix) return null;
  return layer.kernelConstraint.id === "non-negative" ? null : noConstructor;
}

const onlyMatrices: Text = {
  en: "its orthogonal regularizer takes matrices alone. Leave it out, or export PyTorch source.",
  zh: "其正交正则化只支持矩阵。请去掉该设置，或导出 PyTorch 源代码。",
};

const noConstructor: Text = {
  en: "its source has no such layer or setting. Export the TensorFlow.js model itself, or Keras source.",
  zh: "其源代码中没有对应的层或设置。请导出 TensorFlow.js 模型本身，或 Keras 源代码。",
};
const peepholes: Text = {
  en: "its LSTM has no peepholes. Train the model without them, or export it as ONNX.",
  zh: "其 LSTM 没有窥视孔。请关闭窥视孔后重新训练，或导出为 ONNX。",
};
const resetAfter: Text = {
  en: "its GRU only resets before the product. Train with “Reset after the product” off, or export to Keras or ONNX.",
  zh: "其 GRU 只支持在矩阵乘之前重置。请关闭“矩阵乘后重置”再训练，或导出为 Keras 或 ONNX。",
};
const severalInside: Text = {
  en: "its bidirectional layer holds exactly one recurrent layer. Put the others outside, or export the model as ONNX.",
  zh: "其双向层内只能有一个循环层。请把其余的层移到外面，或导出为 ONNX。",
};
const noCurve = (curve: string): Text => ({
  en: `it has no activation "${curve}" there. Choose another, or export to Keras or ONNX.`,
  zh: `此处不支持激活函数“${curve}”。请另选一种，或导出为 Keras 或 ONNX。`,
});
