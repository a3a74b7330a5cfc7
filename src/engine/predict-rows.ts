/** A stored model's answers for rows, through the very preprocessing that it was trained with. */
import type { Checkpoint, Prediction, PredictionRow } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { dispose } from "../tensor/scope.ts";
import { dataProblem } from "./data/data-problem.ts";
import { encodeRows, gathered } from "./data/encode-rows.ts";
import { loadProgram, planModel } from "./model-program.ts";
import { type PredictingModel, predictionOf } from "./read-answer.ts";
import { answer } from "./reference/evaluate.ts";
import { placeModel } from "./reference/generation.ts";
import { IN_EVALUATION, chunkLimit } from "./reference/training-setup.ts";

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
    const inputs = gathered(examples, asked);
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
