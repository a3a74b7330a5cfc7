/** A run as a zipped project of PyTorch's. */
import type { Text } from "../../../language/text.ts";
import { openZip } from "../../../project/file/zip.ts";
import type { Checkpoint, SavedTensor } from "../../../project/records.ts";
import type { Device } from "../../../tensor/backends.ts";
import type { ExportedModel } from "../model-card.ts";
import { readSafetensors } from "../safetensors.ts";
import { zipFile } from "../zip-file.ts";
import { type TrainingData, WEIGHTS, pytorchProject } from "./project-files.ts";

/** What training goes on from. */
export interface TrainingExport {
  readonly device: Device;
  /** With the optimizer's state. */
  readonly checkpoint: Checkpoint;
  /** Rejects with a `StudioError` when the data is gone. */
  readonly withData: <Result>(work: (data: TrainingData) => Promise<Result>) => Promise<Result>;
}

const fromWeights: Text = {
  en: "Only the weights are there, not what the optimizer remembers: the project begins a new run from them.",
  zh: "只有权重，没有优化器状态：该项目将从这些权重开始新的训练。",
};

const goesOn = (step: number): Text => ({
  en: `The project goes on from step ${step}, with what the optimizer remembers. There, “python train.py --check” compares PyTorch with the studio.`,
  zh: `该项目将从第 ${step} 步继续，并包含优化器状态。在其中运行“python train.py --check”可核对 PyTorch 与本应用的结果。`,
});

/** Its weights are read again out of the file. */
export async function writePytorch(model: ExportedModel, { device, checkpoint, withData }: TrainingExport) {
  const { file, step } = await withData(async (data) => {
    const { files, step: at } = await pytorchProject(device, model, data, checkpoint);
    return { file: await zipFile(files), step: at };
  });
  const read = async (
    _examples: Float32Array<ArrayBuffer>,
    _rows: number,
    answer: (weights: readonly SavedTensor[]) => Promise<Float32Array>,
  ): Promise<Float32Array> => {
    const weights = await (await openZip(file)).get(WEIGHTS)!.read();
    return answer((await readSafetensors(new Blob([weights]))).tensors);
  };
  return { file, read, note: step === 0 ? fromWeights : goesOn(step) };
}
