/** Every optimizer as a learner meets it: picked, read about in both languages, and trained with. */
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { optimizers } from "../../src/catalog/optimizers/index.ts";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

async function openMoons(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Two moons" }).click();
  await page.getByRole("textbox", { name: "Epochs" }).fill("2");
}

async function pick(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: /Optimizer/ }).click();
  await page.getByRole("option", { name: title, exact: true }).click();
}

function focusedButton(page: Page): Promise<string> {
  return page.locator("button:focus").innerText();
}

/** The card of this title, with its formula and its picture drawn. */
async function expectCard(page: Page, title: string, path: string): Promise<void> {
  const card = page.getByRole("region", { name: title, exact: true });
  await card.getByRole("heading", { name: title, exact: true }).waitFor();
  await card.getByRole("math").first().waitFor();
  await card.getByRole("img", { name: new RegExp(path) }).waitFor();
  expect(await card.locator("mfrac, msub, msup, mo").count()).toBeGreaterThan(1);
  // A step of the path is a point of it.
  expect(await card.getByRole("img").locator("circle").count()).toBeGreaterThan(3);
}

describe("each optimizer is picked, explained in both languages, and trains", () => {
  journey.for(optimizers.map(({ id, title }) => [id, title] as const))("%s", async ([id, title], { studio }) => {
    const page = await studio.visit();
    await openMoons(page);
    await pick(page, title.en);
    await page.getByRole("button", { name: `About ${title.en}`, exact: true }).click();
    await expectCard(page, title.en, "down a narrow valley");
    await page.getByRole("button", { name: "切换为中文" }).click();
    await expectCard(page, title.zh, "狭窄山谷");
    await page.getByRole("button", { name: "Switch to English" }).click();
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText("Finished").waitFor();
    const run = await page.evaluate(async () => {
      const [summary] = await window.studio.runs.list();
      return summary === undefined ? undefined : window.studio.runs.get(summary.id);
    });
    expect(run).toMatchObject({ status: "finished" });
    expect(run?.project.training.optimizer.id).toBe(id);
  });
});

journey("the card follows the settings, leads to its neighbours and takes one into use", async ({ studio }) => {
  const page = await studio.visit();
  await openMoons(page);
  await pick(page, "Mini-batch SGD");
  await page.getByRole("button", { name: "About Mini-batch SGD" }).click();
  const card = page.locator("#optimizer-card");
  const update = card.getByRole("group", { name: "Update" });
  await update.getByText("η").waitFor();
  expect(await update.getByText("λ").count()).toBe(0);
  await page.getByText("More settings").click();
  await page.getByRole("textbox", { name: "Weight decay" }).fill("0.1");
  await update.getByText("λ").waitFor();

  const next = optimizers[optimizers.findIndex(({ id }) => id === "sgd") + 1]?.title.en ?? "";
  await card.getByRole("button", { name: `Next: ${next}` }).click();
  await card.getByRole("heading", { name: next, exact: true }).waitFor();
  await card.getByRole("navigation").getByRole("button", { name: "Lion" }).click();
  await card.getByRole("button", { name: "Use Lion" }).click();
  await page.getByRole("button", { name: "About Lion" }).waitFor();

  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await expect.poll(() => focusedButton(page)).toBe("About Lion");
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  journey("a card and the unfolded settings are clean, on a phone too", async ({ studio }) => {
    const page = await studio.visit({ colorScheme });
    await openMoons(page);
    await pick(page, "Adafactor");
    await page.getByRole("button", { name: "About Adafactor" }).click();
    await expectCard(page, "Adafactor", "down a narrow valley");
    await page.getByText("More settings").click();
    for (const name of ["Warm-up", "Gradient clipping", "Early stopping", "Time limit", "Goal reached"]) {
      await page.getByRole("switch", { name }).click();
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await accessibilityFaults(page)).toEqual([]);
    const main = page.locator("main");
    expect(await main.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
});

journey("a schedule that goes by the run is drawn as it goes, with the place where it is", async ({ studio }) => {
  const page = await studio.visit();
  await openMoons(page);
  // It is stopped long before, however fast it goes.
  await page.getByRole("textbox", { name: "Epochs" }).fill("50000");
  await page.getByRole("button", { name: /Learning rate over time/ }).click();
  await page.getByRole("option", { name: "Reduce on plateau" }).click();
  await page.getByRole("textbox", { name: "Patience" }).fill("0");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const course = page.getByRole("img", { name: /^From 0\.01 down to / });
  await course.waitFor();
  await course.locator(".rate-plot-now").waitFor();
  await page.getByText(/Now [\d.]/).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("ended here").first().waitFor();
  await course.locator(".rate-plot-now").waitFor({ state: "detached" });
});

journey("a schedule is drawn where it is picked", async ({ studio }) => {
  const page = await studio.visit();
  await openMoons(page);
  await page.getByRole("button", { name: /Learning rate over time/ }).click();
  await page.getByRole("option", { name: "One cycle" }).click();
  await page.getByRole("img", { name: /^From 0\.0004 up to [\d.]+, then down to / }).waitFor();
});

journey("a learning rate is found on the user's own data, taken with one click, and trains", async ({ studio }) => {
  const page = await studio.visit();
  await openMoons(page);
  await page.getByRole("button", { name: "Find a learning rate" }).press("Enter");
  const test = page.getByRole("region", { name: "Learning-rate test" });
  const take = test.getByRole("button", { name: /^Use 0/ });
  await take.waitFor();
  const rate = (await take.innerText()).replace("Use ", "");
  await test.getByText(`a learning rate of ${rate}.`).waitFor();
  await test.getByText("steepest fall").waitFor();
  const cursor = test.getByRole("slider", { name: "Cursor on Loss by learning rate" });
  await cursor.press("Home");
  expect(await cursor.getAttribute("aria-valuetext")).toMatch(/^Rate 1\u202f×\u202f10⁻⁷, /);
  expect(await accessibilityFaults(page)).toEqual([]);
  await test.getByRole("button", { name: "Table: Loss by learning rate" }).press("Enter");
  await expect.poll(() => test.getByRole("row").count()).toBeGreaterThan(50);

  await take.press("Enter");
  await test.getByRole("button", { name: `${rate} is in use` }).waitFor();
  expect(await page.getByRole("textbox", { name: "Learning rate" }).inputValue()).toBe(rate);
  await page.keyboard.press("Escape");
  await test.waitFor({ state: "detached" });
  await expect.poll(() => focusedButton(page)).toBe("Find a learning rate");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
});

journey("a test of rates can be cancelled, says why it failed, and leaves L-BFGS alone", async ({ studio }) => {
  const page = await studio.visit({ locale: "zh-CN" });
  await page.getByRole("button", { name: "手写数字" }).click();
  // Enough work for the test to be met under way.
  await page.getByRole("textbox", { name: "批量大小" }).fill("16384");
  const find = page.getByRole("button", { name: "寻找合适的学习率" });
  await find.click();
  const test = page.getByRole("region", { name: "学习率测试" });
  await test.getByRole("progressbar").waitFor();
  await test.getByRole("button", { name: "取消" }).click();
  await test.waitFor({ state: "detached" });
  await expect.poll(() => focusedButton(page)).toBe("寻找合适的学习率");

  await page.getByRole("link", { name: "模型", exact: true }).click();
  await page.getByRole("button", { name: /起点/ }).click();
  await page.getByRole("option", { name: "线性回归", exact: true }).click();
  await page.getByRole("link", { name: "训练", exact: true }).click();
  await find.click();
  await test.getByRole("alert").getByText("测试失败").waitFor();
  await test.getByRole("button", { name: "重新测试" }).waitFor();

  await page.getByRole("button", { name: /优化器/ }).click();
  await page.getByRole("option", { name: "L-BFGS（拟牛顿法）", exact: true }).click();
  await find.waitFor({ state: "detached" });
});

journey("a run that diverged offers a rate that makes sense as its next step, in one click", async ({ studio }) => {
  const page = await studio.visit();
  await page.getByRole("button", { name: "Fit a line" }).click();
  await page.getByRole("textbox", { name: "Learning rate" }).fill("1e20");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const buttons = page.getByRole("region", { name: "Progress of the run" }).getByRole("button");
  await page.getByRole("button", { name: "Train at learning rate 0.01" }).waitFor();
  expect(await buttons.allInnerTexts()).toEqual(["Train at learning rate 0.01"]);
  await buttons.click();
  await page.getByText("Finished").waitFor();
  expect(await page.getByRole("textbox", { name: "Learning rate" }).inputValue()).toBe("0.01");
});

journey("a rule that ends a run is told at its end", async ({ studio }) => {
  const page = await studio.visit();
  await openMoons(page);
  await page.getByText("More settings").click();
  await page.getByRole("switch", { name: "Early stopping" }).click();
  await page.getByRole("switch", { name: "Goal reached" }).click();
  await page.getByRole("textbox", { name: "Goal", exact: true }).fill("100");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  expect(run?.reason).toContain("100");
  await page
    .getByRole("region", { name: "Progress of the run" })
    .getByText(run?.reason ?? "")
    .waitFor();
  await page.getByRole("figure", { name: "Loss" }).getByText("ended here").waitFor();
});
