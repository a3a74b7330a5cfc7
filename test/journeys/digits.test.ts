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
  console.log(`digits on ${run?.backend}: ${run?.test["accuracy"]} of the test set in ${run?.elapsedMs} ms`);

  await page.reload();
  await page.getByRole("navigation").getByRole("link", { name: "Library" }).click();
  await page.getByRole("main").getByText("digits").first().waitFor();
  await page.getByRole("main").getByRole("button", { name: "Predict" }).click();
  const pad = page.getByTestId("drawing-pad");
  await draw(page, pad, one);
  await page.getByRole("status").filter({ hasText: "1" }).waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await draw(page, pad, zero);
  await page.getByRole("status").filter({ hasText: "0" }).waitFor();
});
