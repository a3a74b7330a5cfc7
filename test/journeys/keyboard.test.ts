/** Without a mouse: the focus is never lost, keys undo, and what cannot be trained says where to look. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

async function trainIris(page: Page, name: string): Promise<void> {
  await page.evaluate(
    (given) =>
      window.studio.train({
        name: given,
        data: { id: "iris" },
        model: { architecture: "logistic" },
        training: { optimizer: { id: "adam" }, steps: 3, backend: "cpu" },
      }),
    name,
  );
}

/** The accessible name of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
  });
}

journey(
  "in the library the focus stays at the model that is renamed, and goes on to the next when one goes",
  async ({ studio }) => {
    const page = await studio.visit();
    await trainIris(page, "first");
    await trainIris(page, "second");
    await page.getByRole("link", { name: "Library" }).click();
    await page.getByRole("button", { name: "Rename: second" }).press("Enter");
    await page.keyboard.type("best");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Rename: best" }).waitFor();
    await expect.poll(() => focused(page)).toBe("Rename: best");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("Rename: best");

    await page.getByRole("button", { name: "Delete: best" }).press("Enter");
    await expect.poll(() => focused(page)).toBe("Delete: first");
    await page.keyboard.press("Enter");
    await page.getByText("No models yet").waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  },
);

journey("devices are measured without the popover losing the keyboard", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: /Device/ }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Measur/ }).press("Enter");
  await dialog.getByRole("button", { name: "Measuring devices" }).or(dialog.getByText("examples/s")).first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain("status-device");
});

journey("Ctrl+Z takes an edit back and Ctrl+Shift+Z does it again, but not where text is typed", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Two moons" }).click();
  const epochs = page.getByRole("textbox", { name: "Epochs" });
  await epochs.fill("7");
  await page.getByRole("button", { name: "Train", exact: true }).focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => epochs.inputValue()).toBe("60");
  await page.keyboard.press("Control+Shift+Z");
  await expect.poll(() => epochs.inputValue()).toBe("7");
  await page.getByRole("textbox", { name: "Project name" }).focus();
  await page.keyboard.press("Control+z");
  expect(await epochs.inputValue()).toBe("7");
});

journey("a field that makes no sense holds the training back, and the button leads to it", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Two moons" }).click();
  await page.getByText("More settings").click();
  const seed = page.getByRole("textbox", { name: "Seed" });
  await seed.fill("-1");
  await page.getByText("More settings").click();
  await page.getByRole("button", { name: "Check “Seed” first" }).click();
  await seed.waitFor({ state: "visible" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"))).toBe("true");
  expect(await page.evaluate(() => window.studio.runs.list())).toEqual([]);
  await seed.fill("1");
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
});

journey("when a run has ended, the keyboard is on what comes next", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Fit a line" }).click();
  await page.getByRole("button", { name: "Train", exact: true }).press("Enter");
  await page.getByText("Finished").waitFor();
  await expect.poll(() => focused(page)).toBe("Try it");
});
