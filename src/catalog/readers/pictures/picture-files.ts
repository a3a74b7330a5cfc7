/** The pictures among the given files or in the given zip, with the class that each one's folder names. */
import { headOf } from "../input-files.ts";
import { type InputFile, extensionOf } from "../reader.ts";
import { isZip, zipEntries, zipPaths } from "../zip.ts";

export interface PictureFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the given files, how many bytes have been read by now. */
  readonly readBytes: number;
}

export interface PictureFiles {
  readonly paths: readonly string[];
  /** Those of the source's own test set last. */
  read(): AsyncIterable<PictureFile>;
}

const ENDINGS = new Set(["png", "jpg", "jpeg", "webp", "gif", "bmp"]);

export function isPicturePath(path: string): boolean {
  return ENDINGS.has(extensionOf(path));
}

export async function pictureFiles(files: readonly InputFile[]): Promise<PictureFiles> {
  const [first] = files;
  if (files.length === 1 && first !== undefined && isZip(await headOf(first, 4))) return ofZip(first);
  const pictures = files.filter(({ path }) => isPicturePath(path));
  const ordered = [...pictures.filter(({ path }) => !isTest(path)), ...pictures.filter(({ path }) => isTest(path))];
  return { paths: ordered.map(({ path }) => path), read: () => readAll(ordered) };
}

async function ofZip(file: InputFile): Promise<PictureFiles> {
  const paths = (await zipPaths(file)).filter(isPicturePath);
  const hasTest = paths.some(isTest);
  return {
    paths,
    read: async function* () {
      for await (const entry of zipEntries(file, (path) => isPicturePath(path) && !isTest(path))) {
        yield { ...entry, readBytes: hasTest ? entry.packedBytes / 2 : entry.packedBytes };
      }
      if (!hasTest) return;
      for await (const entry of zipEntries(file, (path) => isPicturePath(path) && isTest(path))) {
        yield { ...entry, readBytes: (file.size + entry.packedBytes) / 2 };
      }
    },
  };
}

async function* readAll(files: readonly InputFile[]): AsyncGenerator<PictureFile> {
  let readBytes = 0;
  for (const file of files) {
    readBytes += file.size;
    const blob = await file.blob();
    yield { path: file.path, bytes: new Uint8Array(await blob.arrayBuffer()), readBytes };
  }
}

/** In a folder called test, beside one called train or not. */
export function isTest(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((folder) => /^(?:test|testing|val|valid|validation)$/i.test(folder));
}

/** The class of each path: the folder that it lies in. None where all lie in one. */
export function classesOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const folderOf = (path: string): string => path.split("/").at(-2) ?? "";
  const folders = new Set(paths.map(folderOf));
  return new Map(folders.size < 2 ? [] : paths.map((path) => [path, folderOf(path)]));
}
