/** Writes a model in another program's format, and hands it over with what a reader of the file made of it. */
import { exporters, type ExporterSelection } from "../../catalog/exporters/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { StudioError } from "../../language/studio-error.ts";
import { leftBeside } from "../../project/export-preparation.ts";
import { exportRefusal } from "../../project/export-refusal.ts";
import type { ExportedFile } from "../../project/exported-file.ts";
import { fileName } from "../../project/file/file-name.ts";
import type { Checkpoint, ModelRecord } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import { dispose } from "../../tensor/scope.ts";
import { loadProgram, planModel } from "../model-program.ts";
import { gathered } from "../data/encode-rows.ts";
import { answer } from "../reference/evaluate.ts";
import { placeModel } from "../reference/generation.ts";
import type { AskedRows } from "./asked-rows.ts";
import { type Readers, writeModel } from "./exporters.ts";
import type { TrainingExport } from "./pytorch/write-pytorch.ts";

/** As many as show a mistake; a reader of the file need not be fast. */
const MOST_ROWS = 64;

/** Throws a `StudioError` where the format cannot say what the model does. */
export async function exportModel(
  device: Device,
  model: ModelRecord,
  whole: Checkpoint,
  selection: ExporterSelection,
  access: {
    readonly asked: AskedRows;
    readonly readers: Readers;
    readonly withTrainingData: TrainingExport["withData"];
  },
): Promise<ExportedFile> {
  const { asked, readers } = access;
  const refusal = exportRefusal(model, selection);
  if (refusal !== null) throw new StudioError(refusal);
  const program = await loadProgram(planModel(model.layers, asked.examples.shape));
  // What only training goes on from stays behind.
  const tensors = whole.tensors.filter(({ name }) => /^(?:parameter|state)\//.test(name));
  const checkpoint = { step: whole.step, tensors };
  const training = { device, checkpoint: whole, withData: access.withTrainingData };
  const written = await writeModel({ model, program, checkpoint, readers, training }, selection);
  const { extension, mediaType } = findDefinition(exporters, selection.format);
  const made = { name: fileName(model.name, extension, "model"), file: new Blob([written.file], { type: mediaType }) };
  if (written.reader === null) return { ...made, verified: null };
  const rows = Math.min(MOST_ROWS, asked.rows.length);
  const inputs = gathered(asked.examples, asked.rows.subarray(0, rows));
  const raw = Array.from({ length: rows }, (_, at) => asked.raw(at));
  const answered = async (from: Checkpoint, examples = inputs): Promise<Float32Array> => {
    const placed = placeModel(program, from);
    try {
      return await answer(device, program, placed, examples, rows, { target: model.target, chunkSize: rows });
    } finally {
      dispose(placed.parameters.values());
      dispose(placed.state.values());
    }
  };
  const expected = await answered(checkpoint);
  const note = written.note ?? leftBeside(model, selection) ?? undefined;
  const given = await written.read(
    inputs,
    rows,
    (weights, examples) => answered({ ...checkpoint, tensors: weights }, examples),
    raw,
  );
  return {
    ...made,
    ...(note !== undefined && { note }),
    verified: {
      against: written.reader,
      rows,
      isHeldOut: asked.isHeldOut,
      maxAbsDiff: furthest(expected, given),
      ...(model.target.task === "classification" ? { agreement: agreement(expected, given, rows) } : {}),
    },
  };
}

function furthest(expected: Float32Array, given: Float32Array): number {
  if (given.length !== expected.length) throw new Error(`${given.length} answers instead of ${expected.length}`);
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - given[at]!)), 0);
}

function agreement(expected: Float32Array, given: Float32Array, rows: number): number {
  const classes = expected.length / rows;
  const best = (answers: Float32Array, row: number): number => {
    const own = answers.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  };
  const same = Array.from({ length: rows }, (_, row) => best(expected, row) === best(given, row));
  return same.filter(Boolean).length / rows;
}
