/** The target of a model that learns the input itself: to give it back, or to go on with it. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import type { FittedStep } from "../../catalog/preprocessors/preprocessor.ts";
import { tokenReaderOf } from "../../catalog/preprocessors/tokens-of.ts";
import type { DataTask } from "../../project/project.ts";
import type { Target } from "../../project/records.ts";
import { dataProblem } from "./data-problem.ts";
import type { EncodedExamples } from "./encode-examples.ts";
import type { ResolvedData } from "./resolve-data.ts";

/** Throws a `StudioError` when a text that is to be gone on with does not reach the network as tokens. */
export function ownTarget(
  task: Exclude<DataTask, "predict">,
  features: readonly Column[],
  { vocabulary }: EncodedExamples,
  fitted: readonly FittedStep[],
): Target {
  const name = features.map((column) => column.name).join(", ");
  if (task === "reconstruct") {
    if (vocabulary === undefined) return { task: "reconstruction", name };
    throw dataProblem(
      "tokens-back",
      'data.task: tokens are numbers without an order, so that nothing can be near to them. Set data.task to "continue", or have the text given as one-hot or counted words.',
      "data.task：词元只是编号，没有大小关系，无法重建。请把 data.task 设为 continue，或将文本表示为独热或词袋。",
    );
  }
  const reader = vocabulary === undefined ? null : tokenReaderOf(fitted);
  if (reader !== null) return { task: "generation", name, tokens: [...reader.tokens], by: reader.by };
  throw dataProblem(
    "no-tokens",
    'data.preprocess: to go on with a text, the model needs one column of tokens given as numbers. Leave one text column in the features and add a "tokenize" step.',
    "data.preprocess：续写文本需要一列以序号表示的词元。请只保留一个文本特征，并添加词元化步骤（tokenize）。",
  );
}

/** Throws a `StudioError` for what makes sense only where a target stands beside the input. */
export function checkTask({
  task = "predict",
  balance,
  augment,
}: Pick<ResolvedData, "task" | "balance" | "augment">): void {
  if (task === "predict") return;
  if (balance !== undefined) {
    throw dataProblem(
      "task-balance",
      `data.balance: classes are balanced only where they are predicted. Take it out, or set data.task to "predict".`,
      "data.balance：只有预测类别时才需要平衡类别。请去掉该项，或把 data.task 设为 predict。",
    );
  }
  if (augment?.some(({ id }) => id === "mixup") !== true) return;
  throw dataProblem(
    "task-mixup",
    `data.augment: "mixup" mixes answers, and here the input is the answer. Take it out.`,
    "data.augment：mixup 会混合答案，而此处输入本身就是答案。请去掉该项。",
  );
}
