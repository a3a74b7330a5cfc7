/** Weights in safetensors: alone, with their `config.json` beside them as Hugging Face has it, or in a zip with it. */
import type { ModelFile, ReadModelFile } from "../../project/imported-model.ts";
import { CONFIG, readConfig } from "../export/config-json.ts";
import { readOwnCard } from "../export/model-card.ts";
import { readSafetensors } from "../export/safetensors.ts";
import { sized, textOf, unzipped } from "./given-files.ts";
import { type At, modelOfTensors } from "./read-tensors.ts";

/** Throws a `StudioError` for files that are none, and for weights of no network that is known. */
export async function readSafetensorsModel(given: readonly ModelFile[], at: At): Promise<ReadModelFile> {
  const files = await unzipped(given);
  // A lone one may be called anything.
  const main = files.find(({ name }) => name.endsWith(".safetensors")) ?? files[0]!;
  const { tensors, metadata } = await readSafetensors(sized(main));
  const config = files.find(({ name }) => name.split("/").at(-1) === CONFIG);
  // Programs that save weights again may leave out what the file said of them.
  const card = readOwnCard(metadata) ?? (config === undefined ? null : readConfig(await textOf(config)));
  return modelOfTensors(tensors, card, at);
}
