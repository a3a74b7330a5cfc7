/** Does what a test says with scratch files; only a worker of its own may have them. */
import { openScratch } from "../../src/worker/scratch-file.ts";
import type { ScratchFile } from "../../src/catalog/datasets/dataset.ts";
import { StudioError } from "../../src/language/studio-error.ts";

const open: ScratchFile[] = [];

/** How many files there are. */
async function count(): Promise<number> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("scratch", { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names.length;
}

async function answer(order: { readonly open?: number; readonly write?: readonly number[]; readonly close?: true }) {
  try {
    if (order.open !== undefined) open.push(await openScratch(order.open));
    const file = open.at(-1);
    const read = new Uint8Array(4);
    if (order.write !== undefined) {
      file!.write(Uint8Array.from(order.write), 0);
      file!.write(Uint8Array.from(order.write), 1_000_000);
      file!.read(read, 1_000_000);
    }
    if (order.close === true) file!.close();
    return { read: [...read], files: await count() };
  } catch (thrown) {
    return { code: thrown instanceof StudioError ? thrown.problem.code : String(thrown) };
  }
}

addEventListener("message", ({ data }) => {
  void answer(data as Parameters<typeof answer>[0]).then((told) => {
    postMessage(told);
  });
});
