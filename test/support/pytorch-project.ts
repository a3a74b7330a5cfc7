/** A run that has done some steps, as a project of PyTorch's in a folder. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { layerSelection } from "../../src/catalog/layers/index.ts";
import { lossFor } from "../../src/catalog/losses/index.ts";
import { pytorchProject } from "../../src/engine/export/pytorch/project-files.ts";
import type { ZipContent } from "../../src/engine/export/zip-file.ts";
import { joined } from "../../src/project/file/pieces.ts";
import { projectSchema } from "../../src/project/project.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { type TrainerData, type TrainerOptions, buildTrainer, lossesOf } from "./build-trainer.ts";
import { weightedModel } from "./exported-model.ts";

const STEPS = 3;

/** `training`: as in a project. */
export async function pytorchProjectOf(
  device: Device,
  data: TrainerData,
  layers: TrainerOptions["layers"],
  training: Readonly<Record<string, unknown>> = {},
) {
  const settled = {
    optimizer: { id: "adam", learningRate: 0.01 },
    batchSize: 8,
    epochs: 4,
    loss: lossFor(data.target.task),
    ...training,
  };
  const { trainer } = await buildTrainer(device, data, { layers, training: settled });
  await lossesOf(trainer, STEPS);
  const checkpoint = await trainer.snapshot();
  trainer.dispose();
  const { model } = await weightedModel(data, layers);
  const project = projectSchema.parse({ data: { id: "made" }, training: settled });
  const whole = { ...model, project, layers: layers.map((layer) => layerSelection.parse(layer)) };
  return (await pytorchProject(device, whole, data, checkpoint)).files;
}

export async function writeFolder(folder: string, files: Iterable<readonly [string, ZipContent]>): Promise<void> {
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === "string" ? content : joined(content));
  }
}
