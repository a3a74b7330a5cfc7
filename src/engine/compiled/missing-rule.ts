/** Why a run cannot be compiled, as a sentence's end; null when it can. The reference trainer takes such a run. */
import type { Text } from "../../language/text.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { chunkSizeFor } from "../reference/batches.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";

export function missingRule(setup: TrainingSetup, data: Pick<PreparedData, "classWeights" | "augmenter">): Text | null {
  if (setup.whole !== null) {
    return { en: "the optimizer decides during a step how far to go", zh: "优化器在每一步中途决定步长" };
  }
  if (data.augmenter !== undefined) return { en: "pictures are changed as they are drawn", zh: "图像在取样时会被增强" };
  if (data.classWeights !== undefined) return { en: "classes are weighed", zh: "类别带有权重" };
  const { batchSize } = setup.course.after(setup.totalSteps - 1);
  if (chunkSizeFor(batchSize, setup.memoryChunkSize) < batchSize) {
    return { en: "a step's batch is computed in parts", zh: "每一步的批次需分块计算" };
  }
  return null;
}
