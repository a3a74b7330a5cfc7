import type { SavedTensor } from "../../project/records.ts";
import { refuse } from "./refuse.ts";

/** Bytes of all weights of a model as they are used, more than which is not taken. */
export const MOST_WEIGHT_BYTES = 512 * 2 ** 20;

/** Throws a `StudioError` that names the tensor with a number that is none, or has no end. */
export function checkFinite(tensors: readonly SavedTensor[]): void {
  for (const { name, values } of tensors) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    refuse(
      "model-weights",
      `The weights "${name}" hold ${values[at]} at place ${at + 1}. A model with such a number answers nothing; save it at a step where it was sound.`,
      `权重“${name}”的第 ${at + 1} 个数为 ${values[at]}。含有这种数的模型无法给出回答；请改用训练正常时保存的版本。`,
    );
  }
}
