/** What presets ask of the data, with the sentence for data that does not suit. */
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { LayerInput } from "../layers/index.ts";
import type { ModelSeam } from "./architecture.ts";

function unsuited(en: string, zh: string): StudioError {
  return new StudioError({ code: "architecture-input", text: { en, zh } });
}

/** [height, width, channels]. Throws a `StudioError` for anything else; `preset` begins its sentence. */
export function pictureInput(preset: Text, { input }: ModelSeam): readonly [number, number, number] {
  const [height, width, channels] = input;
  if (input.length === 3 && height !== undefined && width !== undefined && channels !== undefined) {
    return [height, width, channels];
  }
  throw unsuited(
    `${preset.en} needs pictures, but this data is ${input.length === 1 ? "a table" : "a sequence"}. Pick a multi-layer perceptron or a model for sequences.`,
    `${preset.zh}需要图像数据，但当前数据是${input.length === 1 ? "表格" : "序列"}。请选择多层感知机或序列模型。`,
  );
}

/** The first layers of a model that reads steps: tokens get vectors of `width` numbers; numbers stay as they are. */
export function sequenceStart(preset: Text, seam: ModelSeam, width: number): readonly LayerInput[] {
  if (seam.vocabulary !== undefined) return tokenStart(preset, seam, width);
  if (seam.input.length === 2) return [];
  throw unsuited(
    `${preset.en} needs a sequence, but this data is ${seam.input.length === 3 ? "pictures" : "a table"}. Add a step that makes windows of a series, or tokens of a text.`,
    `${preset.zh}需要序列数据，但当前数据是${seam.input.length === 3 ? "图像" : "表格"}。请添加把序列切成窗口或把文本切成词元的步骤。`,
  );
}

/** An embedding of the tokens. Throws a `StudioError` when the data is no text. */
export function tokenStart(preset: Text, { vocabulary }: ModelSeam, width: number): readonly LayerInput[] {
  if (vocabulary !== undefined) {
    return [{ type: "embedding", inputDim: vocabulary, outputDim: width, maskZero: true }];
  }
  throw unsuited(
    `${preset.en} needs tokens, but this data has none. Add a step that makes tokens of a text.`,
    `${preset.zh}需要词元序列，但当前数据没有。请添加把文本切成词元的步骤。`,
  );
}

/** A dropout layer, or none. */
export function dropoutOf(rate: number): readonly LayerInput[] {
  return rate > 0 ? [{ type: "dropout", rate }] : [];
}
