/** A stored model's texts, written on whatever device there is. */
import { tokenReaderOf } from "../../catalog/preprocessors/tokens-of.ts";
import type { Sampling } from "../../project/generation.ts";
import type { Checkpoint, ModelRecord } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import { dispose } from "../../tensor/scope.ts";
import { dataProblem } from "../data/data-problem.ts";
import { loadProgram, planModel } from "../model-program.ts";
import { nextTask } from "../next-task.ts";
import { answer } from "../reference/evaluate.ts";
import { placeModel } from "../reference/generation.ts";
import { IN_EVALUATION, chunkLimit } from "../reference/training-setup.ts";
import { writeTexts } from "./write-text.ts";

type WritingModel = Pick<ModelRecord, "layers" | "target" | "preprocess">;

/** As often as an eye can follow. */
const TELL_MS = 60;

export interface Writing {
  /** Ends it with what is written by then. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** What each text has got since the last time. */
  readonly tell: (pieces: readonly string[]) => void;
}

/** The whole texts, without their prompt. Throws a `StudioError` for a model that writes none. */
export async function generateText(
  device: Device,
  { layers, target, preprocess }: WritingModel,
  checkpoint: Checkpoint,
  sampling: Sampling,
  { signal, now, tell }: Writing,
): Promise<readonly string[]> {
  const reader = tokenReaderOf(preprocess);
  if (target.task !== "generation" || reader === null) throw noWriter();
  const program = await loadProgram(planModel(layers, [reader.length]));
  const tensors = placeModel(program, checkpoint);
  const chunkSize = Math.min(1024, chunkLimit(program.plan, IN_EVALUATION, device));
  const ask = (inputs: Float32Array, rows: number) =>
    answer(device, program, tensors, inputs, rows, { target, chunkSize });
  const texts = Array.from({ length: sampling.count }, () => "");
  let told = [...texts];
  let toldAt = now();
  const tellNews = (): void => {
    tell(texts.map((text, at) => text.slice(told[at]!.length)));
    told = [...texts];
  };
  try {
    const prompt = reader.read(sampling.prompt);
    for await (const pieces of writeTexts(ask, reader.length, target, { sampling, prompt })) {
      pieces.forEach((piece, at) => (texts[at] += piece));
      if (now() - toldAt < TELL_MS) continue;
      tellNews();
      // Whoever wants it to stop is heard here.
      await nextTask();
      if (signal.aborted) break;
      toldAt = now();
    }
    tellNews();
    return texts;
  } finally {
    dispose(tensors.parameters.values());
    dispose(tensors.state.values());
  }
}

function noWriter(): Error {
  return dataProblem(
    "no-writer",
    'This model writes no texts. Train one with data.task "continue", such as the gallery\'s names.',
    "此模型不能生成文本。请训练 data.task 为 continue 的模型，例如图库中的名字实验。",
  );
}
