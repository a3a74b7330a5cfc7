/** A stored model's answers for rows, through the very preprocessing that it was trained with. */
import { sizeOf } from "../catalog/layers/layer.ts";
import type { Checkpoint, ModelRecord, Prediction, PredictionRow } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { dispose } from "../tensor/scope.ts";
import { dataProblem } from "./data/data-problem.ts";
import { type EncodedExamples, encodeExamples } from "./data/encode-examples.ts";
import { layOutRows } from "./data/lay-out-rows.ts";
import { windowOnto } from "./text/write-text.ts";
import { tokenReaderOf } from "../catalog/preprocessors/tokens-of.ts";
import { loadProgram, planModel } from "./model-program.ts";
import { applySteps } from "./data/preprocess-columns.ts";
import { answer } from "./reference/evaluate.ts";
import { placeModel } from "./reference/generation.ts";
import { IN_EVALUATION, chunkLimit } from "./reference/training-setup.ts";

export type PredictingModel = Pick<ModelRecord, "layers" | "inputs" | "target" | "preprocess">;

/** One prediction a row, in order. Throws a `StudioError` that names the row and the column for a row that does not fit. */
export async function predictRows(
  device: Device,
  model: PredictingModel,
  checkpoint: Checkpoint,
  rows: readonly PredictionRow[],
): Promise<readonly Prediction[]> {
  if (!Array.isArray(rows)) {
    throw dataProblem("rows-kind", "Rows must be an array, one entry a row.", "rows 必须是数组，每个元素为一行。");
  }
  if (rows.length === 0) return [];
  const { examples, asked } = await encodeRows(model, rows);
  const program = await loadProgram(planModel(model.layers, examples.shape));
  const tensors = placeModel(program, checkpoint);
  try {
    const inputs = flat(examples, asked);
    const outputs = await answer(device, program, tensors, inputs, rows.length, {
      target: model.target,
      chunkSize: Math.min(rows.length, 1024, chunkLimit(program.plan, IN_EVALUATION, device)),
    });
    const rowOf = (values: Float32Array, row: number) =>
      values.subarray((row * values.length) / rows.length, ((row + 1) * values.length) / rows.length);
    return rows.map((_, row) => predictionOf(model, rowOf(outputs, row), rowOf(inputs, row), examples));
  } finally {
    dispose(tensors.parameters.values());
    dispose(tensors.state.values());
  }
}

/** As the network reads them; a text to go on with behind a first 0, and cut to its end. */
export async function encodeRows(
  model: Pick<PredictingModel, "inputs" | "target" | "preprocess">,
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

function flat(examples: EncodedExamples, rows: Int32Array): Float32Array {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, at) => examples.write(row, inputs, at * width));
  return inputs;
}

function predictionOf(
  { target }: PredictingModel,
  outputs: Float32Array,
  inputs: Float32Array,
  { bytesOf }: EncodedExamples,
): Prediction {
  switch (target.task) {
    case "regression":
      return { value: outputs[0]! };
    case "classification":
      return chosenOf(target.classes, outputs);
    case "reconstruction":
      return { values: [...(bytesOf?.(outputs) ?? outputs)], error: meanSquare(outputs, inputs) };
    case "generation": {
      // What follows the whole text stands at the place of its last token, or of the 0 before an empty one.
      const place = Math.max(
        0,
        inputs.findLastIndex((token) => token > 0),
      );
      const width = target.tokens.length;
      const shares = outputs.subarray(place * width, (place + 1) * width);
      // The end of a text goes by "", and what is not known has no name to go by.
      return chosenOf([target.tokens[0]!, ...target.tokens.slice(2)], Float32Array.of(shares[0]!, ...shares.slice(2)));
    }
  }
}

function chosenOf(names: readonly string[], probabilities: Float32Array): Prediction {
  const best = probabilities.indexOf(Math.max(...probabilities));
  return {
    label: names[best]!,
    probabilities: Object.fromEntries(names.map((name, index) => [name, probabilities[index]!])),
  };
}

/** How far apart, as the network sees them. */
function meanSquare(outputs: Float32Array, inputs: Float32Array): number {
  return outputs.reduce((sum, value, at) => sum + (value - inputs[at]!) ** 2, 0) / outputs.length;
}
