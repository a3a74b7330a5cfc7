/** A stored model's answers for rows, through the very preprocessing that it was trained with. */
import { sizeOf } from "../catalog/layers/layer.ts";
import type { Checkpoint, ModelRecord, Prediction, PredictionRow } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { dispose } from "../tensor/scope.ts";
import { dataProblem } from "./data/data-problem.ts";
import { type EncodedExamples, encodeExamples } from "./data/encode-examples.ts";
import { layOutRows } from "./data/lay-out-rows.ts";
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
  const { columns, series, asked } = layOutRows(model.inputs, rows);
  const examples = encodeExamples(await applySteps(model.preprocess, columns, series), asked);
  const program = await loadProgram(planModel(model.layers, examples.shape));
  const tensors = placeModel(program, checkpoint);
  try {
    const outputs = await answer(device, program, tensors, flat(examples, asked), rows.length, {
      target: model.target,
      chunkSize: Math.min(rows.length, 1024, chunkLimit(program.plan, IN_EVALUATION, device)),
    });
    const width = outputs.length / rows.length;
    return rows.map((_, row) => predictionOf(model, outputs.subarray(row * width, (row + 1) * width)));
  } finally {
    dispose(tensors.parameters.values());
    dispose(tensors.state.values());
  }
}

function flat(examples: EncodedExamples, rows: Int32Array): Float32Array {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, at) => examples.write(row, inputs, at * width));
  return inputs;
}

function predictionOf({ target }: PredictingModel, outputs: Float32Array): Prediction {
  if (target.task === "regression") return { value: outputs[0]! };
  const best = outputs.indexOf(Math.max(...outputs));
  return {
    label: target.classes[best]!,
    probabilities: Object.fromEntries(target.classes.map((name, index) => [name, outputs[index]!])),
  };
}
