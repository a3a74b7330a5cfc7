/** What the page costs before anyone has clicked. */
import { describe, expect, inject } from "vitest";
import { builtFiles, builtText, firstScripts, gzipBytes, pageScripts } from "../support/built-files.ts";
import { journey } from "../support/journey.ts";

const BUDGET_BYTES = 240_000;
/** A name that every build of TensorFlow.js carries. */
const TENSORFLOW = "WEBGL_VERSION";

describe("the first load", () => {
  journey("stays within its budget", () => {
    const folder = inject("builtFolder");
    const sizes = firstScripts(folder).map((name) => ({ name, bytes: gzipBytes(folder, name) }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`first scripts: ${(total / 1000).toFixed(1)} kB gzip`, sizes);
    expect(sizes.length).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  journey("holds no TensorFlow.js, which the worker does hold", () => {
    const folder = inject("builtFolder");
    const holding = builtFiles(folder, /^assets\/.*\.js$/).filter((name) =>
      builtText(folder, name).includes(TENSORFLOW),
    );
    expect(holding).not.toEqual([]);
    expect(firstScripts(folder).filter((name) => holding.includes(name))).toEqual([]);
  });

  journey("loads no more than that until the gallery stands", async ({ studio }) => {
    const page = await studio.visit();
    const folder = inject("builtFolder");
    // What waits for an idle moment holds up nothing: the thread that measures the device, which shares scripts with the page.
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await page.reload();
    await page.getByRole("button", { name: "Handwritten digits" }).waitFor();
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => new URL(name).pathname.slice(1))
        .filter((name) => name.endsWith(".js")),
    );
    const ours = pageScripts(folder);
    const scripts = loaded.filter((name) => ours.has(name));
    expect(scripts).toEqual(expect.arrayContaining([...firstScripts(folder)]));
    const total = scripts.reduce((sum, name) => sum + gzipBytes(folder, name), 0);
    console.log(`until the gallery stands: ${(total / 1000).toFixed(1)} kB gzip`, scripts);
    expect(total).toBeLessThanOrEqual(BUDGET_BYTES);
  });
});
