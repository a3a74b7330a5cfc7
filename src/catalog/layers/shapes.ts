/** What layers ask of their input, with the sentence for one that does not fit. */
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Shape } from "../../tensor/ops.ts";

export function inputProblem(en: string, zh: string): StudioError {
  return new StudioError({ code: "layer-input", text: { en, zh } });
}

/** "28 × 28 × 1" */
export function printShape(shape: Shape): string {
  return shape.join(" × ");
}

/** [height, width, channels]; `layer` is its title in a sentence, "convolution". */
export function pictureOf(layer: Text, input: Shape): readonly [number, number, number] {
  const [height, width, channels] = input;
  if (input.length === 3 && height !== undefined && width !== undefined && channels !== undefined) {
    return [height, width, channels];
  }
  throw inputProblem(
    `A ${layer.en} layer needs a picture (height × width × channels), but gets ${printShape(input)}.`,
    `${layer.zh}层需要图像输入（高 × 宽 × 通道），但得到 ${printShape(input)}。`,
  );
}

/** [steps, features] */
export function sequenceOf(layer: Text, input: Shape): readonly [number, number] {
  const [steps, features] = input;
  if (input.length === 2 && steps !== undefined && features !== undefined) return [steps, features];
  throw inputProblem(
    `A ${layer.en} layer needs a sequence (steps × features), but gets ${printShape(input)}.`,
    `${layer.zh}层需要序列输入（步数 × 特征），但得到 ${printShape(input)}。`,
  );
}

/** How many numbers lie along the last axis. */
export function lastOf(input: Shape): number {
  return input[input.length - 1]!;
}
