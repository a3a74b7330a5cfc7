/** Large files on this machine's disk, handed to the page as a user does: by choosing them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Does `work` with a folder that is gone afterwards. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "descent-studio-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface AddedFromDisk {
  /** The data set's id and rows, or the sentence that says why there is none. */
  readonly id: string;
  readonly rows: number;
  readonly refused: string | null;
  readonly ms: number;
  /** The page's longest task meanwhile; 0 when none was long enough to be told of (50 ms). */
  readonly longestTaskMs: number;
}

export async function addFromDisk(page: Page, path: string): Promise<AddedFromDisk> {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement("input"), { type: "file", id: "from-disk" });
    document.body.append(input);
  });
  await page.locator("#from-disk").setInputFiles(path);
  return page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>("#from-disk");
    const file = input?.files?.[0];
    if (file === undefined) throw new Error("no file was chosen");
    input?.remove();
    let longestTaskMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    observer.observe({ type: "longtask" });
    const start = performance.now();
    let added: { readonly id: string; readonly rows: number } = { id: "", rows: 0 };
    let refused: string | null = null;
    try {
      added = await window.studio.data.add(file);
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error);
    }
    const ms = performance.now() - start;
    observer.disconnect();
    return { id: added.id, rows: added.rows, refused, ms, longestTaskMs };
  });
}
