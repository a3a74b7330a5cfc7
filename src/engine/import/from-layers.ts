/** A model of layers and weights by their names, in Keras's words, as a model of the library. */
import { type LayerSelection, layOut } from "../../catalog/layers/index.ts";
import type { Text } from "../../language/text.ts";
import type { KerasNode } from "../../project/keras/graph.ts";
import type { ReadModel } from "../../project/keras/read-model.ts";
import type { KerasWeight } from "../../project/keras/read-weights.ts";
import { takeWeights } from "../../project/keras/take-weights.ts";
import { type Untaken, restsInUse, softerBend } from "../../project/keras/translate-layer.ts";
import type { ReadModelFile } from "../../project/imported-model.ts";
import type { Target } from "../../project/records.ts";
import { bareRecord, targetOf } from "./bare-record.ts";
import { OPEN_SIZE, inputFor } from "./example-input.ts";
import { leadingSteps, refuseScaling, rescaling } from "./leading-steps.ts";
import { brightness, scores } from "./remarks.ts";
import { refuse } from "./refuse.ts";

export interface LayeredModel {
  /** Of the model in the library. */
  readonly name: string;
  /** The importer. */
  readonly from: string;
  readonly model: ReadModel;
  readonly weights: ReadonlyMap<string, KerasWeight>;
}

/** Throws a `StudioError` for layers, sizes or weights that do not fit each other, or that there is nothing like here. */
export function modelOfLayers({ name, from, model, weights }: LayeredModel): ReadModelFile {
  const size = sizeOf(model);
  const input = inputFor(size, model);
  checkTaken(model);
  const tensors = takeWeights(model.translated, input.shape, weights);
  const { layers, isChoice } = withoutSoftmax(model.layers);
  const { output } = layOut(layers, input.shape);
  const [answers] = output;
  if (output.length !== 1 || answers === undefined) refuseAnswer(output);
  const front = leadingSteps(model.leading, input.inputs, weights);
  const record = bareRecord({
    name,
    from,
    layers,
    inputs: input.inputs,
    target: scaled(targetOf(answers, isChoice), model.scaling),
    preprocess: [...(front ?? input.usual), ...input.steps],
    tensors,
  });
  return {
    record,
    checkpoint: { step: 0, tensors },
    warnings: warningsOf(model, size, { isPrepared: front !== null, isGuess: answers > 1 && !isChoice }),
  };
}

function warningsOf(
  model: ReadModel,
  size: readonly number[],
  { isPrepared, isGuess }: { readonly isPrepared: boolean; readonly isGuess: boolean },
): readonly Text[] {
  // With weights at hand, a softer bend is made to fit.
  const told = model.untaken.filter((each) => each.text !== softerBend && !isBeside(each, model));
  return [
    ...told.map(worded),
    ...(model.input?.includes(null) === true ? [openSize(size)] : []),
    ...(!isPrepared && size.length === 3 ? [brightness] : []),
    ...(isGuess ? [scores] : []),
  ];
}

function sizeOf({ input }: ReadModel): readonly number[] {
  const last = input?.at(-1);
  if (input === null || input.length === 0 || input.length > 3 || typeof last !== "number") {
    return refuse(
      "model-input",
      "This model takes something else than a list of numbers, a sequence of them or a picture with known channels, or does not say what. Paste its JSON in the model room to take the layers alone.",
      "该模型的输入不是一组数值、数值序列或通道数已知的图像，或者没有说明。可在模型页面粘贴其 JSON，只取层结构。",
    );
  }
  return [...input.slice(0, -1).map((extent) => extent ?? OPEN_SIZE), last];
}

/** What is not known here may be left out only where it does nothing to an answer. */
function checkTaken(model: ReadModel): void {
  const missed = model.untaken.filter((each) => each.isAnswer && !restsInUse(each) && !isBeside(each, model));
  const [first] = missed;
  if (first === undefined) return;
  const all = missed.map(
    ({ layer, className, setting }) => `${layer} (${[className, setting ?? []].flat().join(": ")})`,
  );
  refuse(
    "model-layers",
    `Without these layers or settings the model would answer otherwise, and here is nothing like them: ${all.join(", ")}. Export it as ONNX, which predicts with any layer, or paste its JSON in the model room to take the other layers without weights.`,
    `缺少以下层或设置，模型的回答会不同，而这里没有对应：${all.join("、")}。可将其导出为 ONNX 用于预测，或在模型页面粘贴其 JSON，只取其余的层。`,
  );
}

/** What is no layer here, but a step of preparation, or the scale of the answer. */
function isBeside({ layer }: Untaken, { leading, scaling }: ReadModel): boolean {
  return [...leading, scaling].some((node) => node?.name === layer);
}

function scaled(target: Target, scaling: KerasNode | null): Target {
  if (scaling === null) return target;
  const [map, ...others] = rescaling(scaling);
  if (target.task !== "regression" || map === undefined || others.length > 0 || map.a <= 0)
    return refuseScaling(scaling);
  return { ...target, standardized: { mean: map.b, deviation: map.a } };
}

/** Here a model gives logits, and the answer makes probabilities of them. */
function withoutSoftmax(layers: readonly LayerSelection[]): {
  readonly layers: readonly LayerSelection[];
  readonly isChoice: boolean;
} {
  const last = layers.at(-1);
  if (last === undefined || !("activation" in last) || last.activation !== "softmax") {
    return { layers, isChoice: false };
  }
  const before = layers.slice(0, -1);
  return {
    layers: last.type === "activation" ? before : [...before, { ...last, activation: "linear" }],
    isChoice: true,
  };
}

function refuseAnswer(output: readonly number[]): never {
  return refuse(
    "model-answer",
    `The model ends in ${output.join(" × ")} numbers, and an answer is one list. Save it with a pooling or flatten layer at its end.`,
    `模型最后输出 ${output.join(" × ")} 个数，而答案应为一列数。请在末尾加上池化层或展平层后再保存。`,
  );
}

function worded({ layer, className, text }: Untaken): Text {
  return { en: `${layer} (${className}): ${text.en}`, zh: `${layer}（${className}）：${text.zh}` };
}
const openSize = (size: readonly number[]): Text => ({
  en: `It takes inputs of any size; ${size.join(" × ")} is taken for its own.`,
  zh: `它接受任意大小的输入；此处按 ${size.join(" × ")} 处理。`,
});
