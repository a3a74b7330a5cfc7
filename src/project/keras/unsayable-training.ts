/** What of a course of training Keras's or TensorFlow.js's own means cannot say: known before source code is written. */
import type { Text } from "../../language/text.ts";
import type { Project } from "../project.ts";
import type { KerasDialect } from "./unsayable.ts";

type Training = Project["training"];

const optimizers: Readonly<Record<KerasDialect, readonly string[]>> = {
  keras: [
    "sgd",
    "momentum",
    "nesterov",
    "adam",
    "adamw",
    "amsgrad",
    "adamax",
    "rmsprop",
    "adagrad",
    "adadelta",
    "lion",
  ],
  tfjs: ["sgd", "momentum", "nesterov", "adam", "adamax", "rmsprop"],
};
const losses = [
  "categorical-cross-entropy",
  "focal",
  "mse",
  "mae",
  "huber",
  "log-cosh",
  "quantile",
  "poisson",
  "pixel-cross-entropy",
];

/** A sentence, or null where all of it can be written. */
export function unsayableTraining({ data, training }: Project, dialect: KerasDialect): Text | null {
  const program = dialect === "keras" ? "Keras" : "TensorFlow.js";
  const found = thingOf(training, dialect) ?? ((data.augment ?? []).length > 0 ? augmentation : null);
  if (found === null) return null;
  return {
    en: `Source for ${program} cannot say ${found.en} in its own means. Export the model itself, or train without it.`,
    zh: `${program} 源代码无法用其自带功能表达${found.zh}。请导出模型本身，或去掉该设置后训练。`,
  };
}

function thingOf(training: Training, dialect: KerasDialect): Text | null {
  const { optimizer, loss, schedule, wrappers, clip, accumulate, layerRates } = training;
  const lossId = typeof loss === "string" ? loss : loss.id;
  const decay = "weightDecay" in optimizer ? optimizer.weightDecay : 0;
  const isApart = optimizer.id === "adamw" || optimizer.id === "lion";
  if (!optimizers[dialect].includes(optimizer.id)) return called("optimizer", "优化器", optimizer.id);
  if (decay !== 0 && !isApart) return { en: "a weight decay that is added to the gradient", zh: "并入梯度的权重衰减" };
  if (!losses.includes(lossId)) return called("loss", "损失", lossId);
  if (schedule.id === "reduce-on-plateau") return called("schedule", "学习率调度", schedule.id);
  if (wrappers.length > 0) return called("wrapper", "外层", wrappers[0]!.id);
  if (Object.values(layerRates).some((rate) => rate !== 1)) return { en: "rates by layer", zh: "分层学习率" };
  if (dialect === "tfjs" && clip !== null) return { en: "gradient clipping", zh: "梯度裁剪" };
  if (dialect === "tfjs" && accumulate > 1) return { en: "gradients of several batches", zh: "梯度累积" };
  return null;
}

const called = (en: string, zh: string, id: string): Text => ({ en: `the ${en} "${id}"`, zh: `${zh}“${id}”` });
const augmentation: Text = { en: "the random changes to training pictures", zh: "训练图像的随机增强" };
