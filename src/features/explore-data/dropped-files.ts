/** The files behind a drop or a choice, with the folders that they lay in, and which of them belong together. */
import { readers } from "../../catalog/readers/index.ts";
import type { AddedFile } from "../../studio/data/user-data.ts";

/** Every file of a drop, those inside dropped folders too. To be called while the drop is handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly AddedFile[]> {
  // The list of a drop is emptied as soon as its event has been handled.
  const plain = [...transfer.files];
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.every(({ isDirectory }) => !isDirectory)) return plain;
  const files: AddedFile[] = [];
  for (const entry of entries) await collect(entry, files);
  return files;
}

async function collect(entry: FileSystemEntry, into: AddedFile[]): Promise<void> {
  // What systems leave beside the user's files.
  if (entry.name.startsWith(".") || entry.name === "__MACOSX") return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.push({ file, path: entry.fullPath.replace(/^\//, "") });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    // Browsers give a hundred at a time, and nothing at the end.
    for (;;) {
      const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (batch.length === 0) return;
      for (const each of batch) await collect(each, into);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Files that one reader takes together are one data set; of the others each is one. */
export function dataSetsIn(files: readonly AddedFile[]): readonly (readonly AddedFile[])[] {
  const isTogether = readers.some(
    (reader) =>
      reader.takesMany === true &&
      files.every((file) => reader.extensions.some((extension) => hasEnding(pathOf(file), extension))),
  );
  const hasFolders = files.some((file) => pathOf(file).includes("/"));
  return isTogether || hasFolders ? [files] : files.map((file) => [file]);
}

/** MNIST's own files are called "train-images-idx3-ubyte", with a hyphen for the dot, and are often packed. */
function hasEnding(path: string, extension: string): boolean {
  const name = path.toLowerCase().replace(/\.gz$/, "");
  return name.endsWith(`.${extension}`) || name.endsWith(`-${extension}`);
}

function pathOf(file: AddedFile): string {
  if (!(file instanceof Blob)) return file.path;
  return file instanceof File ? file.webkitRelativePath || file.name : "";
}
