/** Whether a file prepares rows itself: known from the model's record alone, so that nobody is surprised by what was written. */
import type { ExporterSelection } from "../catalog/exporters/index.ts";
import type { PreprocessorSelection } from "../catalog/preprocessors/index.ts";
import type { FittedStep } from "../catalog/preprocessors/preprocessor.ts";
import type { Text } from "../language/text.ts";
import type { ModelRecord } from "./records.ts";
import { scalingOf, stepTitle } from "./scaling.ts";

/** Texts are taken apart by rules that ONNX has no operators for. */
const outside = ["bag-of-words", "tokenize"] as const satisfies readonly PreprocessorSelection["step"][];
export type OutsideOnnx = (typeof outside)[number];
const outsideOnnx: ReadonlySet<string> = new Set(outside);

/** The first step that ONNX has no operators for; null where all can be written. */
export function stepOutsideOnnx(steps: readonly FittedStep[]): string | null {
  return steps.find(({ step, columns }) => columns.length > 0 && outsideOnnx.has(step))?.step ?? null;
}

/** What stays beside a file that was asked to prepare rows itself; null where it does, or where nobody asked. */
export function leftBeside(
  model: Pick<ModelRecord, "inputs" | "preprocess">,
  selection: ExporterSelection,
): Text | null {
  if (!("preparation" in selection) || selection.preparation === "beside") return null;
  switch (selection.format) {
    case "onnx": {
      const step = stepOutsideOnnx(model.preprocess);
      if (step === null) return null;
      const { en, zh } = stepTitle(step);
      return beside(
        { en: `ONNX has no operators for the step “${en}”`, zh: `ONNX 无法表示“${zh}”步骤` },
        { en: "its metadata", zh: "文件元数据" },
      );
    }
    case "keras":
    case "tfjs": {
      const scaling = scalingOf(model);
      if (!("en" in scaling)) return null;
      const isKeras = selection.format === "keras";
      const place = isKeras ? "metadata.json" : "preprocessing.json";
      return beside(scaling, { en: place, zh: place });
    }
    default:
      return selection satisfies never;
  }
}

const beside = (why: Text, place: Text): Text => ({
  en: `The preparation stays beside this file, since ${why.en}: give it rows prepared as “preprocess” in ${place.en} says.`,
  zh: `${why.zh}，因此预处理未包含在文件中：请按${place.zh}中“preprocess”的说明准备输入。`,
});
