/** The preparation that stands in a `.keras` file, taken from its layers as the import does. */
import { openZip } from "../../../project/file/zip.ts";
import { readKerasModel } from "../../../project/keras/read-model.ts";
import type { PredictionRow } from "../../../project/records.ts";
import { encodeRows, gathered } from "../../data/encode-rows.ts";
import { leadingSteps } from "../../import/leading-steps.ts";
import type { ExportedModel } from "../model-card.ts";

/** Rows as the network behind the file's first layers reads them, one behind the other. */
export async function preparedByFile(
  file: Blob,
  { inputs, target, preprocess }: ExportedModel,
  rows: readonly PredictionRow[],
): Promise<Float32Array<ArrayBuffer>> {
  const config = await (await openZip(file)).get("config.json")!.read();
  const { leading } = readKerasModel(new TextDecoder().decode(config));
  // How many rows a window holds, the shape of the input says.
  const windows = preprocess.filter(({ step }) => step === "windows");
  const steps = leadingSteps(leading, inputs, new Map()) ?? [];
  const { examples, asked } = await encodeRows({ inputs, target, preprocess: [...steps, ...windows] }, rows);
  return gathered(examples, asked);
}
