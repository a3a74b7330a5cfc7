/** A scratch file as Node has them: gone with its name as soon as it is open. */
import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { ScratchFile } from "../../src/catalog/datasets/dataset.ts";

export function openScratch(): Promise<ScratchFile> {
  const path = join(tmpdir(), `descent-${randomUUID()}`);
  const file = openSync(path, "wx+");
  rmSync(path);
  return Promise.resolve({
    write: (bytes, at) => {
      writeSync(file, bytes, 0, bytes.length, at);
    },
    read: (into, at) => {
      if (readSync(file, into, 0, into.length, at) !== into.length) throw new Error(`nothing written at ${at}`);
    },
    close: () => closeSync(file),
  });
}
