/** Language and theme change where one stands, and are kept. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

function look(page: Page) {
  return page.evaluate(() => ({
    lang: document.documentElement.lang,
    ground: getComputedStyle(document.documentElement).backgroundColor,
  }));
}

/** Relative brightness of a CSS colour "rgb(r, g, b)", 0 to 255. */
function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return (red + green + blue) / 3;
}

journey("the language switches live, in the middle of a run, and is kept", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Two moons" }).click();
  await page.getByRole("textbox", { name: "Epochs" }).fill("1000000");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page
    .getByText(/examples\/s/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "切换为中文" }).click();
  expect((await look(page)).lang).toBe("zh-Hans");
  await page.getByRole("link", { name: "模型库" }).waitFor();
  await page
    .getByText(/样本\/秒/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "停止" }).click();
  await page.getByRole("button", { name: "再次训练" }).waitFor();
  expect(await page.evaluate(() => window.studio.runs.list())).toMatchObject([{ status: "stopped" }]);
  await page.reload();
  await page.getByRole("button", { name: "训练", exact: true }).waitFor();
  expect((await look(page)).lang).toBe("zh-Hans");
  await page.getByRole("button", { name: "Switch to English" }).click();
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  expect((await look(page)).lang).toBe("en");
});

journey("a Chinese browser is greeted in Chinese", async ({ studio }) => {
  const page = await studio.visit({ locale: "zh-CN" });
  await page.getByRole("button", { name: "手写数字" }).waitFor();
  expect((await look(page)).lang).toBe("zh-Hans");
});

journey("the theme follows the system until it is chosen, and is kept", async ({ studio }) => {
  const page = await studio.visit({ colorScheme: "dark" });
  await page.getByRole("button", { name: "Theme: as the system" }).waitFor();
  expect(brightness((await look(page)).ground)).toBeLessThan(64);
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).waitFor();
  expect(brightness((await look(page)).ground)).toBeGreaterThan(192);
  await page.reload();
  await page.getByRole("button", { name: "Theme: light" }).waitFor();
  expect(brightness((await look(page)).ground)).toBeGreaterThan(192);
});

journey("by keyboard alone: from the gallery through training to an answer", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Iris flowers" }).waitFor();
  await tabTo(page, "Iris flowers");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  await tabTo(page, "Train");
  await page.keyboard.press("Enter");
  await page.getByText("Finished").waitFor();
  await tabTo(page, "Try it");
  await page.keyboard.press("Enter");
  await page
    .getByRole("region", { name: "Answer" })
    .getByRole("status")
    .filter({ hasText: /species: \w+/ })
    .waitFor();
});

/** Presses Tab until a button of this name has the focus, as someone without a mouse does, and sees that it shows. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator("button:focus");
    if ((await focused.count()) === 1 && (await focused.innerText()).trim() === name) {
      expect(await showsFocus(page, focused), `the focus on ${name} is visible`).toBe(true);
      return;
    }
  }
  throw new Error(`60 presses of Tab do not reach "${name}"`);
}

/** Whether the screen looks another way than without the focus; leaves the focus where it was. */
async function showsFocus(page: Page, focused: Locator): Promise<boolean> {
  const element = await focused.elementHandle();
  if (element === null) return false;
  const withFocus = await page.screenshot({ animations: "disabled" });
  await element.evaluate((node) => {
    if (node instanceof HTMLElement) node.blur();
  });
  const without = await page.screenshot({ animations: "disabled" });
  await element.focus();
  return !withFocus.equals(without);
}
