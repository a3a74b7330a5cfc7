/** Where a file goes that is made piece by piece. */
import { download } from "./download.ts";

export interface SaveTarget {
  /** Pieces follow each other. */
  write(piece: Uint8Array<ArrayBuffer> | Blob): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** Nothing is left of it. */
  abort(): Promise<void>;
}

/** Beyond this a file goes to the disk as it is made, where the browser can: memory would hold all of it. */
const LARGE_BYTES = 32 * 2 ** 20;

/** Of https://wicg.github.io/file-system-access/, which TypeScript does not know. */
type Picker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

/**
 * For about so many `bytes`. A large file's place is asked for, so call it as the user presses; null when the user thinks
 * better of it. Elsewhere, and where it is small, it goes to the downloads when it is whole.
 */
export async function openSaveTarget(name: string, bytes: number): Promise<SaveTarget | null> {
  const pick: unknown = Reflect.get(globalThis, "showSaveFilePicker");
  if (bytes < LARGE_BYTES || typeof pick !== "function") return gathering(name);
  try {
    // A browser that has the function has it in this form.
    const handle = await (pick as Picker)({ suggestedName: name });
    const stream = await handle.createWritable();
    return {
      write: (piece) => stream.write(piece),
      close: () => stream.close(),
      abort: () => stream.abort(),
    };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") return null;
    throw thrown;
  }
}

function gathering(name: string): SaveTarget {
  let pieces: (Uint8Array<ArrayBuffer> | Blob)[] = [];
  return {
    write: (piece) => {
      pieces.push(piece);
      return Promise.resolve();
    },
    close: () => {
      download(name, new Blob(pieces));
      return Promise.resolve();
    },
    abort: () => {
      pieces = [];
      return Promise.resolve();
    },
  };
}
