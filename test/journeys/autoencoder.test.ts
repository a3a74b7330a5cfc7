/** A network that takes noise out of pictures: trained from the gallery, and its pictures looked at. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

/** A drawn picture's brightness, pixel by pixel. */
function pixelsOf(page: Page, name: string): Promise<number[]> {
  return page.getByRole("img", { name }).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, pixel) => data[4 * pixel]!);
  });
}

const distance = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + (value - other[at]!) ** 2, 0) / one.length;

journey("clothes come back without the noise that was put on them", async ({ studio }) => {
  const page = await studio.visit({ colorScheme: "dark" });
  await page.getByRole("button", { name: "Take the noise out" }).click();
  await page.getByRole("textbox", { name: "Epochs" }).fill("3");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor({ timeout: 120_000 });
  await page.getByRole("link", { name: "Predict" }).click();
  const noise = page.getByRole("switch", { name: "Put noise on it" });
  await page
    .getByRole("button", { name: /^Use this/ })
    .first()
    .press("Enter");
  const answer = page.getByRole("region", { name: "What comes back" }).getByRole("status");
  await answer.filter({ hasText: "Mean squared error" }).waitFor();
  const [clean, returned] = [await pixelsOf(page, "What it sees"), await pixelsOf(page, "What comes back")];
  // Nearer to its own picture than an empty one is, which is not all that it gives.
  const empty = clean.map(() => 0);
  expect(distance(returned, clean)).toBeLessThan(0.5 * distance(empty, clean));

  const before = await answer.innerText();
  await noise.press("Space");
  await expect.poll(() => answer.innerText()).not.toBe(before);
  const [noisy, freed] = [await pixelsOf(page, "What it sees"), await pixelsOf(page, "What comes back")];
  expect(distance(freed, clean)).toBeLessThan(0.75 * distance(noisy, clean));
  expect(await accessibilityFaults(page)).toEqual([]);
});
