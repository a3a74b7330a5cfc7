/** Optimizers side by side on one project: a line-up, a race to its verdict, kept, opened again, taken along. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("five optimizers race on penguins to a verdict, which is kept, reopened and exported", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Penguins" }).click();
  await page.getByRole("link", { name: "Race" }).click();
  await page.getByText("5 lanes × 3 seeds = 15 runs").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Start the race" }).press("Enter");
  await page.getByRole("button", { name: "Race again" }).waitFor();
  const verdict = page.getByRole("region", { name: "Verdict" });
  expect(await verdict.innerText()).toMatch(/was first below .* lowest/s);
  const board = page.getByRole("table", { name: "Standings" });
  expect(await board.getByRole("row").count()).toBe(6);
  expect(await board.getByRole("row").nth(1).innerText()).toMatch(/^1\s+RMSprop 0\.01/);
  await page.getByRole("figure", { name: "Time to the target" }).waitFor();
  await page.getByRole("figure", { name: "Lane by lane" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole("button", { name: "Rename: penguins" }).press("Enter");
  await page.getByRole("textbox", { name: "New name of the race" }).fill("the first five");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Open: the first five/ }).waitFor();
  const words = await verdict.innerText();
  await page.reload();
  await page.getByRole("button", { name: /^Open: the first five/ }).press("Enter");
  expect(await verdict.innerText()).toBe(words);

  const rows = (await saved(page, "All curves as CSV")).split("\r\n");
  expect(rows[0]).toMatch(/^lane,optimizer,learning rate,seed,status,step,epoch,examples,elapsed ms,loss,validation /);
  expect(new Set(rows.slice(1, -1).map((row) => row.split(",")[1])).size).toBe(5);

  const file = await saved(page, "Race file, with curves");
  await page.getByRole("button", { name: "Delete: the first five" }).press("Enter");
  await page.getByText('"the first five" was deleted.').waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).last().press("Enter");
  await page.getByRole("button", { name: /^Open: the first five/ }).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open a race file" }).press("Enter"),
  ]);
  await chooser.setFiles({ name: "first.race.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await page
    .getByRole("button", { name: /^Open: the first five/ })
    .nth(1)
    .waitFor();
  expect(await verdict.innerText()).toBe(words);
});

/** The text of the file that an entry of "Save or share" hands over. */
async function saved(page: Page, entry: string): Promise<string> {
  await page.getByRole("button", { name: "Save or share" }).press("Enter");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: entry }).press("Enter"),
  ]);
  return readFile(await download.path(), "utf8");
}

journey("a line-up is put together, paused under way, left and joined by lanes, and stopped", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Two moons" }).click();
  await page.getByRole("textbox", { name: "Epochs" }).fill("100000");
  await page.getByRole("link", { name: "Race" }).click();
  await page.getByRole("button", { name: "Add lanes" }).press("Enter");
  await page.getByRole("menuitem", { name: "Remove all" }).press("Enter");
  await page.getByText("No lanes yet.").waitFor();
  await page.getByRole("button", { name: "Add lanes" }).press("Enter");
  await page.getByRole("menuitem", { name: "A sweep of learning rates" }).press("Enter");
  await page.getByRole("textbox", { name: "Lanes" }).fill("3");
  await page.getByRole("button", { name: "Add the sweep" }).press("Enter");
  await page.getByText("3 lanes × 3 seeds = 9 runs").waitFor();
  await page.getByRole("button", { name: "Settings of Adam 0.01" }).press("Enter");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("the bold one");
  await page.getByRole("button", { name: "Remove Adam 0.0001" }).press("Enter");
  await page.getByRole("textbox", { name: "Seeds a lane" }).fill("1");
  await page.getByText("2 lanes × 1 seed = 2 runs").waitFor();

  await page.getByRole("button", { name: "Start the race" }).press("Enter");
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Resume" }).waitFor();
  await page.getByRole("button", { name: "Add lanes" }).press("Enter");
  await page.getByRole("menuitem", { name: "My current settings" }).press("Enter");
  await page.getByText("3 lanes × 1 seed = 3 runs").waitFor();
  await page.getByRole("button", { name: "Resume" }).press("Enter");
  await page.getByRole("button", { name: "Drop the bold one from the race" }).press("Enter");
  await page.getByText("dropped").waitFor();
  await page.getByRole("button", { name: "Stop" }).press("Enter");
  await page.getByRole("button", { name: "Race again" }).waitFor();
  await page.getByText("Stopped by you.").waitFor();

  await page.getByRole("button", { name: "Go on" }).press("Enter");
  await page.getByRole("button", { name: "Stop", exact: true }).press("Enter");
  await page.getByText("Stopped by you.").waitFor();
  await page.getByText("dropped").waitFor();
});
