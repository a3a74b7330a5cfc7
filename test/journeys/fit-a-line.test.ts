/** Linear regression as a learner meets it: the same noisy line by five ways of descending. */
import { describe, expect } from "vitest";
import { journey } from "../support/journey.ts";

describe("a noisy line is fitted in the interface", () => {
  // The optimizers' own first settings are for many problems; these take larger steps.
  for (const [optimizer, rate, epochs] of [
    ["Gradient descent", "0.5", "60"],
    ["SGD, one example", "0.02", "30"],
    ["Mini-batch SGD", "0.02", "30"],
    ["SGD with momentum", "0.02", "30"],
    ["Adam", "0.05", "30"],
  ] as const) {
    journey(`by ${optimizer}`, async ({ studio }) => {
      const page = await studio.visit();
      await page.getByRole("button", { name: "Fit a line" }).click();
      await page.getByRole("button", { name: /Optimizer/ }).click();
      await page.getByRole("option", { name: optimizer, exact: true }).click();
      await page.getByRole("textbox", { name: "Learning rate" }).fill(rate);
      await page.getByRole("textbox", { name: "Learning rate" }).press("Enter");
      await page.getByRole("textbox", { name: "Epochs" }).fill(epochs);
      await page.getByRole("button", { name: "Train", exact: true }).click();
      await page.getByText("Finished").waitFor();
      const [run] = await page.evaluate(() => window.studio.runs.list());
      expect(run).toMatchObject({ status: "finished" });
      expect(run?.test["r2"]).toBeGreaterThan(0.8);
      const [atZero, atOne] = await page.evaluate(
        (id) => window.studio.models.predict(id, [[0], [1]]),
        run?.modelId ?? "",
      );
      const slope = atOne!.value! - atZero!.value!;
      expect(slope).toBeGreaterThan(1.85);
      expect(slope).toBeLessThan(2.15);
      // The picture follows the run a moment later; what it shows in the end is the model that was kept.
      const seen = page.getByRole("region", { name: "What it sees now" });
      const figure = async (words: RegExp) => Number(words.exec(await seen.innerText())?.[1]);
      await expect.poll(() => figure(/y = (-?[\d.]+) x/)).toBeCloseTo(slope, 2);
      expect(await figure(/mean squared error ([\d.]+) over 100 points/)).toBeLessThan(0.2);
      // A setting for the next run does not take the picture of this one away.
      await page.getByRole("textbox", { name: "Epochs" }).fill("61");
      await page.getByRole("textbox", { name: "Epochs" }).press("Enter");
      await page.getByText("Settings changed since this run").waitFor();
      expect(await figure(/y = (-?[\d.]+) x/)).toBeCloseTo(slope, 2);
    });
  }
});
