/** Optimizers let loose on landscapes: by hand, by keys, step by step, on the user's own formula too. */
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

/** Walking takes as long as the machine takes. */
const SOON = { timeout: 60_000 };

/** Where each walker stands, by the table. */
async function standings(page: Page): Promise<readonly string[]> {
  const rows = page.getByRole("group", { name: "Where they are now" }).getByRole("row");
  return (await rows.allInnerTexts()).slice(1);
}

async function choose(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: /Landscape$/ }).click();
  await page.getByRole("option", { name: title }).click();
}

journey("a walk is released, scrubbed and explained without a mouse", async ({ studio }) => {
  const page = await studio.visit({}, "#/landscapes");
  // Whoever wants no motion sees the whole paths at once.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await choose(page, "Himmelblau’s function");
  await expect.poll(() => standings(page), SOON).toHaveLength(4);
  const step = page.getByRole("slider", { name: "Step", exact: true });
  await step.press("End");
  await expect
    .poll(async () => (await standings(page)).map((row) => /-2\.80\d, 3\.13\d/.test(row)), SOON)
    .toContain(true);

  await step.press("Home");
  expect(await step.getAttribute("aria-valuetext")).toBe("step 0 of 150");
  await expect
    .poll(async () => (await standings(page)).every((row) => row.includes("-0.400, -0.600")), SOON)
    .toBe(true);
  await step.press("ArrowRight");
  await expect
    .poll(async () => (await standings(page)).some((row) => row.includes("-0.400, -0.600")), SOON)
    .toBe(false);

  await page.getByRole("button", { name: /Explain$/ }).press("Enter");
  await page.getByRole("option", { name: "Adam" }).press("Enter");
  await page.getByRole("group", { name: "In numbers, for x" }).getByRole("math").waitFor();
  await page.getByText("Step 2", { exact: true }).first().waitFor();

  const start = page.getByRole("slider", { name: /^Start of the paths/ });
  await start.press("ArrowUp");
  await expect.poll(() => start.getAttribute("aria-valuetext")).toBe("x -0.4, y -0.4");
  await page.getByRole("textbox", { name: "Start, x" }).fill("-3");
  await expect.poll(() => start.getAttribute("aria-valuetext")).toBe("x -3, y -0.4");
  await step.press("Home");
  await expect
    .poll(async () => (await standings(page)).every((row) => row.includes("-3.000, -0.400")), SOON)
    .toBe(true);

  const surface = page.getByRole("slider", { name: /^Turn the surface/ });
  const before = await surface.getAttribute("aria-valuetext");
  await surface.press("ArrowLeft");
  expect(await surface.getAttribute("aria-valuetext")).not.toBe(before);

  await page.getByText("100/s").click();
  await page.getByRole("button", { name: "Play" }).press("Enter");
  await expect.poll(() => step.inputValue(), SOON).toBe("150");
});

journey("a click sets the start, and walkers come, go and change their rate", async ({ studio }) => {
  const page = await studio.visit({}, "#/landscapes");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(() => standings(page), SOON).toHaveLength(4);
  const map = page.getByRole("slider", { name: /^Start of the paths/ });
  await map.click({ position: { x: 40, y: 200 } });
  await page.getByRole("button", { name: "Back to its own start" }).press("Enter");
  await expect.poll(() => map.getAttribute("aria-valuetext")).toBe("x -1.7, y 2.6");

  await page.getByRole("button", { name: "Remove RMSprop" }).press("Enter");
  await expect.poll(() => standings(page), SOON).toHaveLength(3);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  await page.getByRole("button", { name: /Add an optimizer$/ }).click();
  await page.getByRole("option", { name: "Lion" }).click();
  await expect.poll(() => standings(page), SOON).toHaveLength(4);

  const adam = page.getByRole("group", { name: "Adam", exact: true });
  await adam.getByRole("textbox", { name: "Rate" }).fill("0.25");
  await adam.getByRole("button", { name: "Fit the rate of Adam" }).waitFor();
  await expect.poll(async () => (await standings(page)).some((row) => /Adam\s+0\.25\s/.test(row)), SOON).toBe(true);
});

journey("full batch, mini-batch and single example fit a line, on the map and over the data", async ({ studio }) => {
  const page = await studio.visit({}, "#/landscapes");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(() => standings(page), SOON).toHaveLength(4);
  await choose(page, "Linear regression");
  const lines = page.getByRole("img", { name: /^The data with the fitted lines: / });
  const said = async () => (await lines.getAttribute("aria-label"))?.match(/[-\d.]+(?= x)/g)?.map(Number) ?? [];
  await expect.poll(async () => (await said()).length, SOON).toBe(3);
  expect((await standings(page)).map((row) => row.split("\t")[0]?.trim())).toEqual([
    "Gradient descent",
    "Mini-batch SGD",
    "SGD, one example",
  ]);
  await page.getByText("sees 10 points a step").waitFor();
  const step = page.getByRole("slider", { name: "Step", exact: true });
  await step.press("Home");
  await expect.poll(said).toEqual([-0.8, -0.8, -0.8]);
  await step.press("End");
  // Least squares of these points; the others wander around it.
  await expect.poll(async () => (await said())[0]).toBe(1.91);
  await page.getByRole("button", { name: /Explain$/ }).press("Enter");
  await page.getByRole("option", { name: "SGD, one example" }).press("Enter");
  await page.getByRole("group", { name: "In numbers, for w" }).getByRole("math").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  // Those who walk on formulas are there again.
  await choose(page, "Rosenbrock’s valley");
  await expect.poll(() => standings(page), SOON).toHaveLength(4);
});

journey("a formula of one's own is walked on, and one that cannot be read says why", async ({ studio }) => {
  const page = await studio.visit({}, "#/landscapes");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await choose(page, "Your own formula");
  const formula = page.getByRole("textbox", { name: "f(x, y) =" });
  await formula.fill("(x - 1)^2 + 3*(y + 2)^2 + z");
  await page.getByText("“z”; known are x, y, pi and e").first().waitFor();
  await formula.fill("(x - 1)^2 + 3*(y + 2)^2");
  await expect.poll(() => page.getByText("known are x, y, pi and e").count()).toBe(0);
  await page.getByRole("slider", { name: "Step", exact: true }).press("End");
  await expect.poll(async () => (await standings(page)).some((row) => row.includes("1.000, -2.000")), SOON).toBe(true);
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  journey("the room is clean while it explains, on a phone too", async ({ studio }) => {
    const page = await studio.visit({ colorScheme, locale: "zh-CN" }, "#/landscapes");
    await page.getByRole("button", { name: /讲解$/ }).click();
    await page.getByRole("option", { name: "Adam" }).click();
    await page.getByRole("group", { name: "代入数值：x" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("navigation", { name: "导航" }).getByRole("button", { name: "更多" }).click();
    await page.getByRole("dialog", { name: "更多" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("link", { name: "模型库" }).click();
    await page.getByRole("heading", { name: "模型库", level: 1 }).waitFor();
  });
});
