/** A stored model's answers for rows, through the very preprocessing that it was trained with. */
import { sizeOf } from "../catalog/layers/layer.ts";
import type { Checkpoint, ModelRecord, Prediction, PredictionRow } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { dispose } from "../tensor/scope.ts";
import { dataProblem } from "./data-problem.ts";
import { type EncodedExamples, encodeExamples } from "./encode-examples.ts";
import { loadProgram, planModel } from "./model-program.ts";
import { separate } from "./order-series.ts";
import { applySteps } from "./preprocess-columns.ts";
import { answer } from "./reference/evaluate.ts";
import { placeModel } from "./reference/generation.ts";
import { chunkLimit } from "./reference/training-setup.ts";
import { columnsOfRows } from "./row-columns.ts";

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
  const raw = columnsOfRows(model.inputs, rows);
  const columns = await applySteps(model.preprocess, raw, separate(raw));
  const examples = encodeExamples(columns, rows.keys());
  const program = await loadProgram(planModel(model.layers, examples.shape));
  const tensors = placeModel(program, checkpoint);
  try {
    const outputs = await answer(device, program, tensors, flat(examples, rows.length), rows.length, {
      target: model.target,
      chunkSize: Math.min(rows.length, 1024, chunkLimit(program.plan, 2, device)),
    });
    const width = outputs.length / rows.length;
    return rows.map((_, row) => predictionOf(model, outputs.subarray(row * width, (row + 1) * width)));
  } finally {
    dispose(tensors.parameters.values());
    dispose(tensors.state.values());
  }
}

function flat(examples: EncodedExamples, rows: number): Float32Array {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) examples.write(row, inputs, row * width);
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
