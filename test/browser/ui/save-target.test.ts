/** A large file goes to the place that the user picks, piece by piece; who thinks better of it gets none. */
import { afterEach, expect, test, vi } from "vitest";
import { openSaveTarget } from "../../../src/ui/save-target.ts";

const LARGE = 2 ** 30;
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a large file is written to the disk, and read there", async () => {
  const folder = await navigator.storage.getDirectory();
  // Stands for the dialog: what it gives is a handle of the browser's own.
  const pick = vi.fn<(options: { suggestedName: string }) => Promise<FileSystemFileHandle>>(({ suggestedName }) =>
    folder.getFileHandle(suggestedName, { create: true }),
  );
  vi.stubGlobal("showSaveFilePicker", pick);
  const target = await openSaveTarget("large.zip", LARGE);
  await target!.write(Uint8Array.of(1, 2, 3));
  await target!.write(new Blob([Uint8Array.of(4)]));
  await target!.close();
  const file = await (await folder.getFileHandle("large.zip")).getFile();
  expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([1, 2, 3, 4]);
  await folder.removeEntry("large.zip");
});

test("nothing is saved where the user closes the dialog", async () => {
  vi.stubGlobal("showSaveFilePicker", () => Promise.reject(new DOMException("closed", "AbortError")));
  expect(await openSaveTarget("large.zip", LARGE)).toBeNull();
});

test("a small file needs no dialog: it goes to the downloads when it is whole", async () => {
  const pick = vi.fn<() => void>();
  vi.stubGlobal("showSaveFilePicker", pick);
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  const target = await openSaveTarget("small.json", 10);
  await target!.write(Uint8Array.of(5));
  await target!.close();
  expect(names).toEqual(["small.json"]);
  expect(pick).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
