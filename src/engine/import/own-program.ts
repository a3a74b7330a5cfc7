/** A model that predicts by its own file: what goes in and what comes out. */
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { Checkpoint, ModelRecord, OwnProgram, Prediction, PredictionRow } from "../../project/records.ts";
import { askOnnxProgram } from "../export/onnx/ask-program.ts";
import { encodeRows, gathered } from "../data/encode-rows.ts";
import type { Means } from "./means.ts";
import { askStored } from "./graph-model.ts";
import { predictRows } from "../predict-rows.ts";
import { predictionOf } from "../read-answer.ts";

/** One prediction a row, in order, by the model's layers or by its own file. */
export function predictModel(
  means: Means,
  model: ModelRecord,
  checkpoint: Checkpoint,
  rows: readonly PredictionRow[],
): Promise<readonly Prediction[]> {
  const program = model.imported?.program;
  return program === undefined
    ? means.onDevice((device) => predictRows(device, model, checkpoint, rows))
    : predictByProgram(model, program, checkpoint, { rows, means });
}

async function predictByProgram(
  model: ModelRecord,
  program: OwnProgram,
  { files = [] }: Checkpoint,
  { rows, means }: { readonly rows: readonly PredictionRow[]; readonly means: Means },
): Promise<readonly Prediction[]> {
  if (rows.length === 0) return [];
  const { examples, asked } = await encodeRows(model, rows);
  const inputs = gathered(examples, asked);
  const given = turned(inputs, program);
  const outputs =
    program.by === "onnx"
      ? await askOnnxProgram(program, files, given, means.onnxRuntimeUrl)
      : await askStored(program, files, given, means);
  const answers = outputs.length / rows.length;
  const shown = program.gives === "scores" ? softmaxed(outputs, answers) : outputs;
  const width = inputs.length / rows.length;
  return rows.map((_, row) =>
    predictionOf(
      model,
      shown.subarray(row * answers, (row + 1) * answers),
      inputs.subarray(row * width, (row + 1) * width),
      examples,
    ),
  );
}

/** Examples with channels last as the file takes them. */
export function turned(
  examples: Float32Array<ArrayBuffer>,
  { shape, isChannelsFirst }: OwnProgram,
): Float32Array<ArrayBuffer> {
  const [channels, ...rest] = shape;
  if (!isChannelsFirst || channels === undefined) return examples;
  const places = sizeOf(rest);
  const out = new Float32Array(examples.length);
  for (let from = 0; from < examples.length; from += places * channels) {
    for (let place = 0; place < places; place++) {
      for (let channel = 0; channel < channels; channel++) {
        out[from + channel * places + place] = examples[from + place * channels + channel]!;
      }
    }
  }
  return out;
}

/** Each run of `classes` numbers as shares of one. */
export function softmaxed(scores: Float32Array, classes: number): Float32Array {
  const shares = new Float32Array(scores.length);
  for (let from = 0; from < scores.length; from += classes) {
    const own = scores.subarray(from, from + classes);
    const most = Math.max(...own);
    const powers = own.map((score) => Math.exp(score - most));
    const total = powers.reduce((sum, power) => sum + power, 0);
    shares.set(
      powers.map((power) => power / total),
      from,
    );
  }
  return shares;
}
