/** The first way through the studio: open, train, reload, find the model, draw a digit and have it read. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

type Point = readonly [x: number, y: number];

/** Draws on the pad as a hand would; coordinates are shares of its width and height. */
async function draw(page: Page, pad: Locator, points: readonly Point[]): Promise<void> {
  const box = await pad.boundingBox();
  if (box === null) throw new Error("The pad is not visible");
  const [first, ...others] = points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}

const one: readonly Point[] = [
  [0.52, 0.2],
  [0.5, 0.5],
  [0.48, 0.8],
];

const zero: readonly Point[] = Array.from({ length: 25 }, (_, index): Point => {
  const angle = (index / 24) * 2 * Math.PI;
  return [0.5 - 0.2 * Math.sin(angle), 0.5 - 0.3 * Math.cos(angle)];
});

journey("digits: trained by two clicks, found after a reload, and it reads what is drawn", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Handwritten digits" }).click();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  expect(run?.validation["accuracy"]).toBeGreaterThan(0.9);
  expect(run?.test["accuracy"]).toBeGreaterThan(0.96);
  expect(run?.examples).toBe(165_000);
  // The tests' GPU is played by software, which "auto" never takes.
  expect(run).toMatchObject({ trainer: "compiled", backend: "wasm" });
  console.log(`digits on ${run?.backend}: ${run?.test["accuracy"]} of the test set in ${run?.elapsedMs} ms`);

  await page.reload();
  await page.getByRole("navigation").getByRole("link", { name: "Library" }).click();
  await page.getByRole("button", { name: "Predict: digits" }).click();
  const pad = page.getByRole("application", { name: "Drawing pad" });
  const answer = page.getByRole("region", { name: "Answer" }).getByRole("status");
  await draw(page, pad, one);
  await answer.filter({ hasText: "label: 1," }).waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await draw(page, pad, zero);
  await answer.filter({ hasText: "label: 0," }).waitFor();
});

journey(
  "digits: the pictures are fetched once, and come from the browser's own store after a reload",
  async ({ studio }) => {
    const page = await studio.visit();
    const fetched: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/data/mnist")) fetched.push(request.url());
    });
    const trainOneStep = () =>
      page.evaluate(() =>
        window.studio.train({ data: { id: "mnist" }, training: { steps: 1, batchSize: 8, backend: "cpu" } }),
      );
    expect((await trainOneStep()).status).toBe("finished");
    expect(fetched).toHaveLength(4);
    await page.reload();
    expect((await trainOneStep()).status).toBe("finished");
    expect(fetched).toHaveLength(4);
  },
);

journey("digits: a run is stopped, and what it has learned by then stays", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Handwritten digits" }).click();
  // More than any machine does until it is stopped.
  await page.getByRole("textbox", { name: "Epochs" }).fill("100000");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  // The first figures show that it has learned something.
  await page
    .getByText(/examples\/s/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Train again" }).waitFor();
  const [stopped] = await page.evaluate(() => window.studio.runs.list());
  expect(stopped).toMatchObject({ status: "stopped" });
  expect(stopped?.steps).toBeGreaterThan(0);
  expect(stopped?.steps).toBeLessThan(43_000_000);
  const models = await page.evaluate(() => window.studio.models.list());
  expect(models.map(({ id }) => id)).toEqual([stopped?.modelId]);
  await page.getByRole("button", { name: "Train again" }).click();
  await page
    .getByText(/examples\/s/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Train again" }).waitFor();
  expect(await page.evaluate(() => window.studio.runs.list())).toHaveLength(2);
});
