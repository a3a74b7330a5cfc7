/** How single examples are told: classes as right or wrong, numbers by how far off they are. */
import type { Formats } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";
import type { Preview } from "../../project/records.ts";

/** The previews that show rows of the data. */
export type ExamplesPreview = Extract<Preview, { kind: "examples" | "numbers" }>;

export interface ExampleWords {
  /** Of all the rows shown. */
  readonly head: Text;
  /** In the preview's order. A number is never wrong, only far off. */
  readonly examples: readonly { readonly words: Text; readonly isWrong: boolean }[];
}

export function wordsOf(preview: ExamplesPreview, format: Formats): ExampleWords {
  const count = format.integer(preview.examples.length);
  if (preview.kind === "examples") {
    const right = preview.examples.filter(({ isRight }) => isRight).length;
    return {
      head: rightOf(format.integer(right), count),
      examples: preview.examples.map(({ truth, prediction, isRight }) => ({
        words: isRight ? exampleRight(prediction) : exampleOf(truth, prediction),
        isWrong: !isRight,
      })),
    };
  }
  const errors = preview.examples.map(({ truth, prediction }) => Math.abs(truth - prediction));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return {
    head: offBy(format.number(mean), count),
    examples: preview.examples.map(({ truth, prediction }) => ({
      words: numberOf(format.number(truth), format.number(prediction)),
      isWrong: false,
    })),
  };
}

const rightOf = (right: string, all: string): Text => ({
  en: `${right} of ${all} right`,
  zh: `${all} 个中答对 ${right} 个`,
});
const exampleOf = (truth: string, prediction: string): Text => ({
  en: `${truth}, taken for ${prediction}`,
  zh: `${truth}，被判为 ${prediction}`,
});
const exampleRight = (truth: string): Text => ({ en: `${truth} ✓`, zh: `${truth} ✓` });
const offBy = (error: string, rows: string): Text => ({
  en: `off by ${error} on average (${rows} rows)`,
  zh: `平均偏差 ${error}（${rows} 行）`,
});
const numberOf = (truth: string, prediction: string): Text => ({
  en: `${truth}, predicted ${prediction}`,
  zh: `${truth}，预测 ${prediction}`,
});
