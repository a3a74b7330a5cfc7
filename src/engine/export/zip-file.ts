/** Exported files that are zip files: made entry by entry and handed to the browser as they grow, so that none is held whole. */
import { StudioError } from "../../language/studio-error.ts";
import type { Bytes, Pieces } from "../../project/file/pieces.ts";
import { MOST_SOUND_BYTES, ZipWriter } from "../../project/file/zip.ts";

/** Texts are packed; numbers, which hardly grow smaller, are not. */
export type ZipContent = string | Pieces;

/** From here on a piece is given to the browser at once, which may keep it on the disk. */
const LARGE_BYTES = 2 ** 20;

/** Rejects with a `StudioError` for more than a zip file holds. */
export async function zipFile(entries: Iterable<readonly [path: string, content: ZipContent]>): Promise<Blob> {
  const parts: (Bytes | Blob)[] = [];
  const zip = new ZipWriter((piece) => {
    parts.push(piece.length < LARGE_BYTES ? piece : new Blob([piece]));
    return Promise.resolve();
  });
  for (const [path, content] of entries) {
    if (typeof content === "string") await zip.add(path, new TextEncoder().encode(content));
    else await zip.store(path, content);
    checkZipSize(zip.bytes);
  }
  await zip.end();
  return new Blob(parts);
}

/** Throws a `StudioError` for more than a zip file holds. */
export function checkZipSize(bytes: number): void {
  if (bytes > MOST_SOUND_BYTES) throw new StudioError(tooLarge);
}

const tooLarge = {
  code: "export-too-large",
  text: {
    en: "The file would be larger than 2 GB. Export the weights (safetensors) or the code (PyTorch source), and read the data there.",
    zh: "文件将超过 2 GB。请导出权重（safetensors）或代码（PyTorch 源代码），并在那边读取数据。",
  },
} as const;
