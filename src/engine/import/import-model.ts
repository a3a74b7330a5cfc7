/** A model in another program's format, or in one of our own, as the library keeps it: read, checked, and not yet stored. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import type { ImportRequest, ReadModelFile } from "../../project/imported-model.ts";
import { readOwnCard } from "../export/model-card.ts";
import { readNpz } from "../export/npz.ts";
import { checkRecord } from "./check-record.ts";
import { entriesOf, titleOf } from "./given-files.ts";
import type { Means } from "./means.ts";
import { importOnnx } from "./onnx/import-onnx.ts";
import { readKeras, readKerasH5 } from "./read-keras.ts";
import { readSafetensorsModel } from "./read-safetensors.ts";
import { modelOfTensors } from "./read-tensors.ts";
import { readTensorflowJs } from "./read-tfjs.ts";

/** Throws a `StudioError` that says what is wrong with the files and what to do. */
export async function importModel(request: ImportRequest, access: DatasetAccess, means: Means): Promise<ReadModelFile> {
  const read = await readFiles(request, access, means);
  // What predicts by its own file has been asked already.
  if (read.record.imported?.program === undefined) await checkRecord(read);
  return read;
}

async function readFiles(
  { format, files, project }: ImportRequest,
  access: DatasetAccess,
  means: Means,
): Promise<ReadModelFile> {
  const [main] = files;
  if (main === undefined) throw new Error("There is no file to read");
  const at = { name: titleOf(main.name), project, access };
  switch (format) {
    case "tensorflow-js":
      return readTensorflowJs(files, means);
    case "keras":
      return readKeras(main);
    case "keras-h5":
      return readKerasH5(main);
    case "safetensors":
      return readSafetensorsModel(files, at);
    case "npz": {
      const { tensors, metadata } = readNpz(await entriesOf(main));
      return modelOfTensors(tensors, readOwnCard(metadata), at);
    }
    case "onnx":
      return importOnnx(files, means);
    default:
      return format satisfies never;
  }
}
