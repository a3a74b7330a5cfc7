/** Rows that a model is asked, as its network reads them: through the very preprocessing that it was trained with. */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { FittedStep } from "../../catalog/preprocessors/preprocessor.ts";
import { tokenReaderOf } from "../../catalog/preprocessors/tokens-of.ts";
import type { InputColumn, PredictionRow, Target } from "../../project/records.ts";
import { windowOnto } from "../text/write-text.ts";
import { type EncodedExamples, encodeExamples } from "./encode-examples.ts";
import { layOutRows } from "./lay-out-rows.ts";
import { applySteps } from "./preprocess-columns.ts";

/** As the network reads them; a text to go on with behind a first 0, and cut to its end. */
export async function encodeRows(
  model: {
    readonly inputs: readonly InputColumn[];
    readonly target: Pick<Target, "task">;
    readonly preprocess: readonly FittedStep[];
  },
  rows: readonly PredictionRow[],
): Promise<{ readonly examples: EncodedExamples; readonly asked: Int32Array }> {
  const { columns, series, asked } = layOutRows(model.inputs, rows);
  const reader = model.target.task === "generation" ? tokenReaderOf(model.preprocess) : null;
  if (reader === null) {
    return { examples: encodeExamples(await applySteps(model.preprocess, columns, series), asked), asked };
  }
  const [texts] = columns;
  const textOf = (row: number): string => (texts?.type === "text" ? (texts.values[row] ?? "") : "");
  const examples: EncodedExamples = {
    shape: [reader.length],
    rows: rows.length,
    write: (row, out, at) => out.set(windowOnto(reader.read(textOf(row)), reader.length).inputs, at),
  };
  return { examples, asked };
}

/** These rows end to end. */
export function gathered(examples: EncodedExamples, rows: Int32Array): Float32Array<ArrayBuffer> {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, at) => examples.write(row, inputs, at * width));
  return inputs;
}
