/** Data of the user's own, from the file to a model that predicts. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

/** Two clouds of points with a gap between them, and some cells missing. */
const clouds = [
  "width,height,kind",
  ...Array.from({ length: 200 }, (_, row) => {
    const isLeft = row % 2 === 0;
    const x = (isLeft ? 0 : 3) + (row % 7) / 7;
    return `${x.toFixed(3)},${row % 13 === 0 ? "" : ((row % 11) / 11).toFixed(3)},${isLeft ? "left" : "right"}`;
  }),
].join("\n");

async function addText(page: Page, name: string, text: string) {
  return page.evaluate((given) => window.studio.data.add(new File([given.text], given.name)), { name, text });
}

journey("a CSV file is added, trains, predicts, and is there after a reload", async ({ studio }) => {
  const page = await studio.visit();
  const added = await addText(page, "clouds.csv", clouds);
  expect(added).toMatchObject({ title: "clouds", kind: "table", rows: 200, warnings: [] });
  expect(added.columns).toEqual([
    { name: "width", type: "number", missing: 0, role: "feature" },
    { name: "height", type: "number", missing: 16, role: "feature" },
    { name: "kind", type: "category", missing: 0, role: "target" },
  ]);
  await page.reload();
  expect(await page.evaluate(() => window.studio.data.list())).toContainEqual({
    id: added.id,
    title: "clouds",
    kind: "table",
    rows: 200,
    builtIn: false,
  });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id },
        model: { architecture: "logistic" },
        training: { epochs: 60, batchSize: 16, optimizer: { id: "adam", learningRate: 0.1 } },
      }),
    added.id,
  );
  expect(run.test["accuracy"]).toBe(1);
  const answers = await page.evaluate(
    (id) =>
      window.studio.models.predict(id, [
        { width: 0.2, height: 0.5 },
        { width: 3.5, height: null },
      ]),
    run.modelId ?? "",
  );
  expect(answers.map(({ label }) => label)).toEqual(["left", "right"]);
});

journey(
  "a file that cannot be read says why and leaves nothing; removed data says how to go on",
  async ({ studio }) => {
    const page = await studio.visit();
    const failed = await page.evaluate(async () => {
      const file = new File([Uint8Array.from({ length: 500 }, (_, at) => (at * at) % 256)], "table.csv");
      const told = await window.studio.data.add(file).catch((error: unknown) => String(error));
      return { told, list: await window.studio.data.list() };
    });
    expect(failed.told).toContain("holds binary data");
    expect(failed.list.every(({ builtIn }) => builtIn)).toBe(true);
    const { id } = await addText(page, "clouds.csv", clouds);
    const told = await page.evaluate(async (gone) => {
      await window.studio.data.remove(gone);
      return window.studio.train({ data: { id: gone } }).catch((error: unknown) => String(error));
    }, id);
    expect(told).toContain("is not in this browser");
  },
);
