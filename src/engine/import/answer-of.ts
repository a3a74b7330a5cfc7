import type { ReadModelFile } from "../../project/imported-model.ts";
import type { Device } from "../../tensor/backends.ts";
import { dispose } from "../../tensor/scope.ts";
import { loadProgram, planModel } from "../model-program.ts";
import { answer } from "../reference/evaluate.ts";
import { placeModel } from "../reference/generation.ts";

/** What the layers of a model answer to examples [rows, ...shape] that are prepared. */
export async function answerOf(
  device: Device,
  { record, checkpoint }: ReadModelFile,
  shape: readonly number[],
  examples: Float32Array,
  rows: number,
): Promise<Float32Array> {
  const program = await loadProgram(planModel(record.layers, shape));
  const placed = placeModel(program, checkpoint);
  try {
    return await answer(device, program, placed, examples, rows, { target: record.target, chunkSize: rows });
  } finally {
    dispose(placed.parameters.values());
    dispose(placed.state.values());
  }
}
