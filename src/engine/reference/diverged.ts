/** The ways in which training blows up, each with the step and the knob to turn; code "diverged". */
import { formatsFor } from "../../language/format.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { SavedTensor } from "../../project/records.ts";

/** Weights above the square root of the largest float32 number have squares that are no longer finite. */
const LARGEST_WEIGHT = Math.sqrt(3.4028235e38);

/** Whether a checkpoint's tensor can be gone on from: finite, and weights not about to overflow. */
export function isInBounds({ name, values }: SavedTensor): boolean {
  const limit = /^(parameter|raw)\//.test(name) ? LARGEST_WEIGHT : Infinity;
  return values.every((value) => Math.abs(value) < limit);
}

export function lossNotFinite(step: number, loss: number): StudioError {
  const value = Number.isNaN(loss) ? "NaN" : loss > 0 ? "∞" : "-∞";
  return diverged({
    en: `at step ${step} the loss was no longer a finite number (${value})`,
    zh: `第 ${step} 步的损失已不是有限数（${value}）`,
  });
}

/** `reference`: what it was before training, or what a constant answer costs. */
export function lossTooHigh(step: number, loss: number, reference: number): StudioError {
  const say = { en: formatsFor("en").number, zh: formatsFor("zh").number };
  return diverged({
    en: `at step ${step} the loss had risen to ${say.en(loss)}, where not learning at all would cost ${say.en(reference)}`,
    zh: `第 ${step} 步的损失已升至 ${say.zh(loss)}，而完全不学习也只有 ${say.zh(reference)}`,
  });
}

export function weightsOutOfBounds(step: number): StudioError {
  return diverged({
    en: `at step ${step} the weights were too large to compute with`,
    zh: `第 ${step} 步的权重已大到无法计算`,
  });
}

function diverged(what: Text): StudioError {
  return new StudioError({
    code: "diverged",
    text: {
      en: `Training diverged: ${what.en}. The learning rate is too high: try a tenth of it. If the features are large, add a standardize step.`,
      zh: `训练发散：${what.zh}。学习率过高，请尝试降到十分之一；若特征数值很大，请添加标准化步骤。`,
    },
  });
}
