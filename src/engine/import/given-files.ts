/** The files of a model as they were chosen, and what lies in those that are packed. */
import { isZip, zipEntries } from "../../catalog/readers/zip.ts";
import { headOf, inputFile } from "../../catalog/readers/input-files.ts";
import type { ModelFile } from "../../project/imported-model.ts";
import { MOST_WEIGHT_BYTES } from "../../project/keras/read-weights.ts";
import { refuseSize } from "./check-weights.ts";
import { refuse } from "./refuse.ts";

/** The file, to be read in parts. Throws a `StudioError` for one that is longer than any model that fits here. */
export function sized({ blob }: ModelFile): Blob {
  // Weights take most of it; beside them some description.
  if (blob.size > 1.2 * MOST_WEIGHT_BYTES) refuseSize();
  return blob;
}

/** As `sized`, all of it. */
export async function bytesOf(file: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await sized(file).arrayBuffer());
}

/** Of a description beside weights: the largest known have a few million bytes. */
const MOST_TEXT = 64 * 2 ** 20;

/** Throws a `StudioError` for one that is longer than any description of a model. */
export async function textOf({ name, blob }: ModelFile): Promise<string> {
  if (blob.size <= MOST_TEXT) return blob.text();
  return refuse(
    "model-text",
    `"${name}" is longer than 64 MB, which no description of a model is. Choose the files that were saved with the model.`,
    `“${name}”超过 64 MB，模型说明不会如此之大。请选择与模型一同保存的文件。`,
  );
}

/** What a zip file holds, by the path in it; sizes are counted as it is unpacked. */
export async function entriesOf(file: ModelFile): Promise<Readonly<Record<string, Uint8Array<ArrayBuffer>>>> {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  let bytes = 0;
  for await (const entry of zipEntries(await inputFile(file.name, sized(file)), () => true)) {
    bytes += entry.bytes.length;
    if (bytes > 1.2 * MOST_WEIGHT_BYTES) refuseSize();
    found.set(entry.path, entry.bytes);
  }
  return Object.fromEntries(found);
}

/** With the files in zip files in the place of these. */
export async function unzipped(files: readonly ModelFile[]): Promise<readonly ModelFile[]> {
  const lists = await Promise.all(
    files.map(async (file): Promise<readonly ModelFile[]> => {
      if (!isZip(await headOf(file.blob, 4))) return [file];
      return Object.entries(await entriesOf(file)).map(([name, bytes]) => ({ name, blob: new Blob([bytes]) }));
    }),
  );
  return lists.flat();
}

/** What a model is called by its file: without folders and ending. */
export function titleOf(name: string): string {
  const last = name.split("/").at(-1) ?? "";
  const title = last.replace(/\.[^.]{1,12}$/, "").trim();
  return title === "" ? "model" : title.slice(0, 200);
}
