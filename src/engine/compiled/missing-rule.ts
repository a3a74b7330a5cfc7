/** Why a run cannot be compiled, as a sentence's end; null when it can. The reference trainer takes such a run. */
import { everyLayer, MOST_UNROLLED } from "../../catalog/layers/layer.ts";
import type { Text } from "../../language/text.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { isInParts } from "./step-source.ts";

export function missingRule(setup: TrainingSetup, { augmenter }: Pick<PreparedData, "augmenter">): Text | null {
  if (setup.whole !== null) {
    return { en: "the optimizer decides during a step how far to go", zh: "优化器在每一步中途决定步长" };
  }
  if (augmenter?.mixes === true) return { en: "pictures are mixed with one another", zh: "图像之间会相互混合" };
  if (setup.ascents.length > 0 && isInParts(setup)) {
    return {
      en: "a step takes its gradient twice, over a batch that is computed in parts",
      zh: "每一步要对分块计算的批次求两次梯度",
    };
  }
  for (const { name, plan } of everyLayer(setup.program.plan.layers)) {
    if (plan.unrolled !== undefined && plan.unrolled > MOST_UNROLLED) {
      return {
        en: `the layer "${name}" reads a sequence of ${plan.unrolled} steps, and at most ${MOST_UNROLLED} are written out`,
        zh: `层“${name}”要读取 ${plan.unrolled} 步的序列，而编译最多展开 ${MOST_UNROLLED} 步`,
      };
    }
  }
  return null;
}
