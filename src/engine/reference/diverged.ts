import { StudioError } from "../../language/studio-error.ts";

/** Training has blown up: says at which step and which knob to turn. */
export function diverged(step: number, loss: number): StudioError {
  const value = Number.isNaN(loss) ? "NaN" : loss > 0 ? "∞" : "-∞";
  return new StudioError({
    code: "diverged",
    text: {
      en: `Training diverged: at step ${step} the loss was no longer a finite number (${value}). The learning rate is too high: try a tenth of it. If the features are large, add a standardize step.`,
      zh: `训练发散：第 ${step} 步的损失已不是有限数（${value}）。学习率过高，请尝试降到十分之一；若特征数值很大，请添加标准化步骤。`,
    },
  });
}
