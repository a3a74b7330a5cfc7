/**
 * Files of the training thread's own, in the origin's private file system: the only place of a browser that is read
 * without waiting. A file is open to one thread, and what a thread has left behind is removed by the next.
 */
import type { ScratchFile } from "../catalog/datasets/dataset.ts";
import { StudioError } from "../language/studio-error.ts";

const FOLDER = "scratch";

/** What only a worker's own types know; the page's program reads this file, too. */
declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<SyncFile>;
  }
  interface FileSystemDirectoryHandle {
    keys(): AsyncIterable<string>;
  }
}

interface SyncFile {
  read(into: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  close(): void;
}

/** Throws a `StudioError` when there are no `bytes` left for the studio, or no such file system. */
export async function openScratch(bytes: number): Promise<ScratchFile> {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    await removeLeft(folder);
    const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
    if (usage + bytes > quota) throw noRoom(bytes);
    const name = crypto.randomUUID();
    const file = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
    return {
      write: (values, at) => {
        if (written(() => file.write(values, { at })) !== values.length) throw noRoom(bytes);
      },
      read: (into, at) => {
        if (file.read(into, { at }) !== into.length) throw new Error(`nothing written at ${at}`);
      },
      close: () => {
        file.close();
        // Nobody waits for it; what fails here is removed by the next thread.
        folder.removeEntry(name).catch(() => undefined);
      },
    };
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError({ ...noFiles, cause: String(cause) });
  }

  function written(write: () => number): number {
    try {
      return write();
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === "QuotaExceededError") return -1;
      throw cause;
    }
  }
}

async function removeLeft(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) {
    try {
      await folder.removeEntry(name);
    } catch (cause) {
      // Another thread's, which is at work.
      if (!(cause instanceof DOMException) || cause.name !== "NoModificationAllowedError") throw cause;
    }
  }
}

function noRoom(bytes: number): StudioError {
  const gigabytes = Math.max(0.1, bytes / 1e9).toFixed(1);
  return new StudioError({
    code: "no-room-for-rows",
    text: {
      en: `The data set is larger than memory, and training on it takes ${gigabytes} GB of this disk, which the browser does not give. Free some space, remove data sets, or use fewer rows or columns.`,
      zh: `数据集超出内存容量，训练时需占用 ${gigabytes} GB 磁盘空间，而浏览器无法提供。请清理磁盘、删除一些数据集，或减少行数或列数。`,
    },
  });
}

const noFiles = {
  code: "no-scratch-file",
  text: {
    en: "The data set is larger than memory, and this browser gives no file to train from (some private windows do not). Open the studio in an ordinary window, or use fewer rows or columns.",
    zh: "数据集超出内存容量，而此浏览器未提供训练所需的临时文件（某些无痕窗口如此）。请在普通窗口中打开，或减少行数或列数。",
  },
};
