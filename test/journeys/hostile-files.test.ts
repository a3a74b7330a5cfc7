/** Files that are made to hang or fill a page: refused with a sentence, the page awake all the while, nothing kept. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect } from "vitest";
import { addFromDisk, withFolder } from "../support/disk-files.ts";
import { journey } from "../support/journey.ts";
import { pngOf } from "../support/png.ts";

/** The promise; the work is done in a thread, so the page's own tasks stay far below on any machine. */
const LONGEST_TASK_MS = 200;
/** The promise; what is unpacked or parsed before a refusal is bounded, so that these take a tenth of it. */
const LONGEST_MS = 5000;

const hostile: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
  ["million-columns.csv", () => Buffer.from(`${"a,".repeat(1_000_000)}\n1\n`), /10,000/],
  ["bomb.csv.gz", () => gzipSync(Buffer.alloc(2 ** 28, "1,2\n")), /unpacks to more than/],
  ["bomb.zip", () => zipSync({ "a.csv": new Uint8Array(2 ** 28) }), /unpacks to more than/],
  // 16,000 x 16,000 pixels of one bit in 32 kB: decoding it would take seconds and a gigabyte.
  ["wide.png", () => pngOf(16_000, 16_000, 1, new Uint8Array(16_000 * 2001)), /None of the 1 pictures can be read/],
  ["lying.png", () => pngOf(30_000, 30_000, 8, new Uint8Array(100)), /None of the 1 pictures can be read/],
  ["damaged.png", () => pngOf(20, 20, 8, new Uint8Array(420)).subarray(0, 50), /None of the 1 pictures can be read/],
  ["deep.json", () => Buffer.from("[".repeat(2_000_000)), /not valid JSON/],
];

journey.for(hostile)("%s", async ([name, make, sentence], { studio }) => {
  const page = await studio.visit();
  await withFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, make());
    const added = await addFromDisk(page, path);
    expect(added.refused).toMatch(sentence);
    expect(added.ms).toBeLessThan(LONGEST_MS);
    expect(added.longestTaskMs).toBeLessThan(LONGEST_TASK_MS);
  });
  const list = await page.evaluate(() => window.studio.data.list());
  expect(list.every(({ builtIn }) => builtIn)).toBe(true);
});
