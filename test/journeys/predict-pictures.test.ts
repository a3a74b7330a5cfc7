/** A model of pictures in colour is asked pictures from the disk: chosen, pasted, or drawn. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

/** A PNG of one colour. */
function filled(page: Page, colour: string, width: number, height: number): Promise<string> {
  return page.evaluate(
    ([fill, wide, high]) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: wide, height: high });
      const context = canvas.getContext("2d")!;
      context.fillStyle = fill;
      context.fillRect(0, 0, wide, high);
      return canvas.toDataURL("image/png").replace(/^.*,/, "");
    },
    [colour, width, height] as const,
  );
}

/** Pictures told apart by their colour. */
async function trainOnColours(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(10, 8);
    const context = canvas.getContext("2d")!;
    const files = [];
    for (const [index, fill] of ["red", "blue", "darkred", "darkblue", "tomato", "navy"].entries()) {
      context.fillStyle = fill;
      context.fillRect(0, 0, 10, 8);
      files.push({ path: `${index % 2 === 0 ? "red" : "blue"}/${index}.png`, file: await canvas.convertToBlob() });
    }
    const { id } = await window.studio.data.add(files, { width: 8, height: 8 });
    await window.studio.train({
      name: "colours",
      data: { id, split: { train: 1, validation: 0, test: 0, by: "row" } },
      model: { layers: [{ type: "flatten" }, { type: "dense", units: 2 }] },
      training: { optimizer: { id: "adam", learningRate: 0.05 }, steps: 60, batchSize: 6, backend: "cpu" },
    });
  });
}

journey("a picture is chosen from the disk, or pasted, and the pad is there too", async ({ studio }) => {
  const page = await studio.visit();
  await trainOnColours(page);
  await page.getByRole("link", { name: "Predict" }).click();
  const answer = page.getByRole("region", { name: "Answer" }).getByRole("status");
  const blue = Buffer.from(await filled(page, "blue", 40, 30), "base64");
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a picture" }).press("Enter");
  await (await choosing).setFiles({ name: "sky.png", mimeType: "image/png", buffer: blue });
  await page.getByRole("status").filter({ hasText: "“sky.png”" }).waitFor();
  await answer.filter({ hasText: "blue" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  const red = await filled(page, "red", 30, 40);
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], "rose.png"));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
  }, red);
  await answer.filter({ hasText: "red" }).waitFor();

  const again = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a picture" }).click();
  await (await again).setFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await page.getByText("“notes.png” is no picture that this browser can read.").waitFor();

  await page.getByRole("application", { name: "Drawing pad" }).focus();
  for (const key of ["Space", "ArrowDown", "ArrowDown", "Space"]) await page.keyboard.press(key);
  await page.getByRole("switch", { name: "Swap light and dark" }).waitFor({ state: "detached" });
  await answer.filter({ hasText: "sure" }).waitFor();
  expect(await page.getByText("notes.png").count()).toBe(0);
});
