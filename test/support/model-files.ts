/** Model files as the thread is given them. */
import { readFileSync } from "node:fs";
import type { DatasetAccess } from "../../src/catalog/datasets/dataset.ts";
import { importModel } from "../../src/engine/import/import-model.ts";
import type { Means } from "../../src/engine/import/means.ts";
import { startBackend } from "../../src/tensor/backends.ts";
import type { ImportRequest, ReadModelFile } from "../../src/project/imported-model.ts";
import { readDataFile } from "./data-access.ts";
import { projectOf } from "./project-of.ts";
import { openScratch } from "./scratch-file.ts";

type Bytes = Uint8Array<ArrayBuffer>;

function importAccess(): DatasetAccess {
  return {
    signal: new AbortController().signal,
    report: () => undefined,
    readStored: () => Promise.reject(new Error("no stored data")),
    openScratch,
    readFile: (name) => readDataFile(name),
  };
}

export const importMeans: Means = {
  onDevice: async (work, backend = "cpu") => work(await startBackend(backend)),
  onnxRuntimeUrl: undefined,
};

/** The model in the files, read and checked. */
export function imported(request: ImportRequest): Promise<ReadModelFile> {
  return importModel(request, importAccess(), importMeans);
}

export function requestOf(
  format: ImportRequest["format"],
  files: Readonly<Record<string, Bytes | string>>,
): ImportRequest {
  const given = Object.entries(files).map(([name, content]) => ({ name, blob: new Blob([content]) }));
  return { format, files: given, project: projectOf({ data: { id: "iris" } }) };
}

/** Kept under test/fixtures/models. */
export function modelBytes(name: string): Bytes {
  return Uint8Array.from(readFileSync(new URL(`../fixtures/models/${name}`, import.meta.url)));
}

export function modelFile(format: ImportRequest["format"], name: string): ImportRequest {
  return requestOf(format, { [name]: modelBytes(name) });
}
