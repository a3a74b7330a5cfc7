import { weightsTooLarge } from "../../project/keras/read-weights.ts";
import type { SavedTensor } from "../../project/records.ts";
import { refuse } from "./refuse.ts";

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

/** Throws a `StudioError` for weights of more than `MOST_WEIGHT_BYTES`. */
export function refuseSize(): never {
  return refuse("model-too-large", weightsTooLarge.en, weightsTooLarge.zh);
}
