/** Running a model without training it: measures over a part of the data, and answers for given inputs. */
import type { Device } from "../../tensor/backends.ts";
import type { Tensor } from "../../tensor/ops.ts";
import { dispose, download, keep, scoped, upload } from "../../tensor/scope.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { EncodedExamples } from "../data/encode-examples.ts";
import type { ModelProgram, TensorMap } from "../model-program.ts";
import type { AnswerSheet } from "../answer-sheet.ts";
import type { Target } from "../../project/records.ts";
import { isChoice, lessonOf } from "../lesson.ts";
import { nextTask } from "../next-task.ts";
import { scaleOf } from "../data/target-scale.ts";
import { type Sums, addSums } from "../trainer.ts";
import { gather } from "./batches.ts";
import { type WeightTensors, lossesOf, place, report, sumsFrom } from "./learn.ts";
import type { TrainingSetup } from "./training-setup.ts";

interface ModelTensors {
  readonly parameters: TensorMap;
  readonly state: TensorMap;
}

const AT_REST = { training: false, seed: 0, step: 0, part: 0 };

/**
 * Loss and metric sums over `rows`, in chunks of one shape, until `isOver` says so; null when there are none. What the
 * model gives is written on the `sheet`, where there is one. `isOver` is told how many rows are done.
 */
export async function evaluateRows(
  device: Device,
  setup: Pick<TrainingSetup, "evaluationChunkSize" | "program" | "loss" | "metrics" | "numbers" | "teaching">,
  tensors: ModelTensors,
  data: { readonly examples: EncodedExamples; readonly targets: Int32Array | Float32Array },
  rows: Int32Array,
  weights: WeightTensors,
  at: { readonly isOver: (done: number) => boolean; readonly sheet: AnswerSheet | null },
): Promise<Sums | null> {
  const { ops } = device;
  const size = Math.min(setup.evaluationChunkSize, rows.length);
  let sums: Sums | null = null;
  for (let from = 0; from < rows.length; from += size) {
    const batch = gather(data, rows.subarray(from, from + size), size);
    const { sheet } = at;
    const { told, outputs } = scoped(() => {
      const { inputs, targets } = place(batch, setup.program.plan.input);
      const lesson = lessonOf(ops, setup.teaching, inputs, targets);
      const { y } = setup.program.forward(ops, tensors, lesson.inputs, AT_REST);
      const share = weights.of(batch.size, batch.count, 1 / batch.count);
      const mask = weights.of(batch.size, batch.count, 1);
      const mean = ops.sum(ops.multiply(lossesOf(ops, setup, y, lesson), share));
      const penalty = setup.program.penalty(ops, tensors.parameters);
      const loss = penalty === null ? mean : ops.add(mean, penalty);
      const isPadded = batch.count < batch.size;
      return {
        told: keep(report(ops, setup, { loss, prediction: y, lesson, mask, isPadded })),
        outputs: sheet === null ? null : keep(y),
      };
    });
    sums = addSums(sums, sumsFrom(await read(told), batch.count, batch.count));
    if (outputs !== null) sheet?.add(rows.subarray(from, from + size), await read(outputs));
    if (device.isSynchronous) await nextTask();
    if (at.isOver(sums.examples)) break;
  }
  return sums;
}

/** Outputs [rows, outputs] as they answer: probabilities for classes, numbers in the target's own unit. */
export async function answer(
  device: Device,
  program: ModelProgram,
  tensors: ModelTensors,
  inputs: Float32Array,
  rows: number,
  at: { readonly target: Target; readonly chunkSize: number },
): Promise<Float32Array> {
  const { ops } = device;
  const width = sizeOf(program.plan.input);
  const outputs = sizeOf(program.plan.output);
  const answers = new Float32Array(rows * outputs);
  for (let from = 0; from < rows; from += at.chunkSize) {
    const count = Math.min(at.chunkSize, rows - from);
    const result = scoped(() => {
      const x = upload(inputs.slice(from * width, (from + count) * width), [count, ...program.plan.input]);
      const { y } = program.forward(ops, tensors, x, AT_REST);
      return keep(isChoice(at.target.task) ? ops.softmax(y) : y);
    });
    answers.set(await read(result), from * outputs);
  }
  const { mean, deviation } = scaleOf(at.target);
  return answers.map((value) => mean + deviation * value);
}

async function read(tensor: Tensor): Promise<Float32Array> {
  const values = await download(tensor);
  dispose([tensor]);
  return values;
}
