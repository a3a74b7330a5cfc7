/** How fast the built application takes in large data, and whether the page stays awake: `npm run bench`. */
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import Papa from "papaparse";
import { zipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { addFromDisk, withFolder } from "../support/disk-files.ts";
import { journey } from "../support/journey.ts";
import { pngOf } from "../support/png.ts";

const ROWS = 1_000_000;
/** With 30 columns of eight bytes, more than is held in memory. */
const MANY_ROWS = 3_000_000;
const PICTURES = 10_000;
const SIDE = 64;
const PIECE = 256 * 1024;

journey("a CSV file of 1,000,000 rows and 20 columns", async ({ browser, studio }) => {
  await withFolder(async (folder) => {
    const path = join(folder, "million.csv");
    await writeTable(path, { rows: ROWS, columns: 20 });
    const page = await studio.visit();
    const added = await addFromDisk(page, path);
    expect(added).toMatchObject({ rows: ROWS, refused: null });
    const peak = await peakMegabytes(browser);
    const alone = await papaparseAlone(path);
    const trained = await train(page, added.id);
    tell("CSV, 1,000,000 x 20", [
      `${rate(ROWS, added.ms)} rows/s into the database; papaparse alone, in Node: ${rate(ROWS, alone)} rows/s`,
      `longest task of the page ${Math.round(added.longestTaskMs)} ms; peak memory of the tab ${peak}`,
      `then trains: ${trained}`,
    ]);
  });
});

journey(
  "a CSV file of 3,000,000 rows and 30 columns, which is trained on from the disk",
  async ({ browser, studio }) => {
    await withFolder(async (folder) => {
      const path = join(folder, "large.csv");
      await writeTable(path, { rows: MANY_ROWS, columns: 30 });
      const page = await studio.visit();
      const added = await addFromDisk(page, path);
      expect(added).toMatchObject({ rows: MANY_ROWS, refused: null });
      const peak = await peakMegabytes(browser);
      const begun = performance.now();
      const trained = await train(page, added.id);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      tell("CSV, 3,000,000 x 30, larger than memory", [
        `${rate(MANY_ROWS, added.ms)} rows/s into the database; peak memory of the tab ${peak}`,
        `then trains from the disk: ${trained} in ${seconds} s, preparation included; peak memory of the tab ${await peakMegabytes(browser)}`,
      ]);
    });
  },
);

journey("a zip file of 10,000 pictures of 64 x 64", async ({ browser, studio }) => {
  await withFolder(async (folder) => {
    const path = join(folder, "pictures.zip");
    await writeFile(path, pictures());
    const page = await studio.visit();
    const added = await addFromDisk(page, path);
    expect(added).toMatchObject({ rows: PICTURES, refused: null });
    const peak = await peakMegabytes(browser);
    const trained = await train(page, added.id);
    tell("pictures, 10,000 of 64 x 64", [
      `${rate(PICTURES, added.ms)} pictures/s into the database`,
      `longest task of the page ${Math.round(added.longestTaskMs)} ms; peak memory of the tab ${peak}`,
      `then trains: ${trained}`,
    ]);
  });
});

async function writeTable(path: string, size: { readonly rows: number; readonly columns: number }): Promise<void> {
  const stream = createWriteStream(path);
  const names = Array.from({ length: size.columns - 2 }, (_, column) => `n${column}`);
  stream.write(`${[...names, "colour", "label"].join(",")}\n`);
  let state = 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let row = 0; row < size.rows; row += 1000) {
    const lines = Array.from({ length: 1000 }, () => {
      const numbers = names.map((_, column) => (random() * 10 ** (column % 4)).toFixed(4));
      return [...numbers, ["red", "green", "blue"][Math.floor(3 * random())], random() < 0.5 ? "yes" : "no"].join(",");
    });
    if (!stream.write(`${lines.join("\n")}\n`))
      await new Promise((resolve) => stream.once("drain", () => resolve(null)));
  }
  stream.end();
  await finished(stream);
}

function pictures(): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (let at = 0; at < PICTURES; at++) {
    const rows = new Uint8Array((SIDE + 1) * SIDE);
    for (let index = 0; index < rows.length; index++) {
      rows[index] = index % (SIDE + 1) === 0 ? 0 : (index * (at % 13) + at) % 251;
    }
    files[`shapes/${at % 10}/${at}.png`] = pngOf(SIDE, SIDE, 8, rows);
  }
  return zipSync(files, { level: 0 });
}

async function papaparseAlone(path: string): Promise<number> {
  const text = await readFile(path, "utf8");
  const parser = new Papa.Parser({ delimiter: ",", newline: "\n" });
  const start = performance.now();
  let rows = 0;
  for (let at = 0; at < text.length;) {
    // papaparse types what it gives as any.
    const { data, meta } = parser.parse(text.slice(at, at + PIECE), 0, at + PIECE < text.length) as Papa.ParseResult<
      string[]
    >;
    rows += data.length;
    at += meta.cursor;
  }
  expect(rows).toBeGreaterThanOrEqual(ROWS);
  return performance.now() - start;
}

async function train(page: Page, id: string): Promise<string> {
  const run = await page.evaluate(
    (data) =>
      window.studio.train({
        data: { id: data, split: { train: 0.8, validation: 0.01, test: 0.01, by: "row" } },
        model: { architecture: "mlp", config: { units: [16] } },
        training: { steps: 50, batchSize: 128, backend: "wasm" },
      }),
    id,
  );
  return `${run.status}, ${run.steps} steps`;
}

/** The largest that any tab's process has been, where the system tells (Linux). */
async function peakMegabytes(browser: Browser): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = await Promise.all(
    processInfo
      .filter(({ type }) => type === "renderer")
      .map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
        return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
      }),
  );
  const peak = Math.round(Math.max(...peaks));
  return peak > 0 ? `${peak} MB` : "unknown here";
}

function rate(count: number, ms: number): string {
  return Math.round((1000 * count) / ms).toLocaleString("en");
}

function tell(name: string, lines: readonly string[]): void {
  console.log(`${name}\n  ${lines.join("\n  ")}`);
}
