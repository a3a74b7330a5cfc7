/** A page that was exported, opened from the disk as by a double-click: it answers as the studio did, and nothing else is fetched. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { Prediction } from "../../src/project/records.ts";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

declare global {
  /** What an exported page offers scripts. */
  var predict: (rows: readonly unknown[]) => Promise<readonly Prediction[]>;
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pages-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Trains in the studio, exports, and gives the file's path with what the studio answers to `row`. */
async function exported(page: Page, project: object, row: unknown): Promise<{ path: string; answer: Prediction }> {
  const { text, answer } = await page.evaluate(
    async ([given, asked]) => {
      const { modelId } = await window.studio.train(given);
      const { file } = await window.studio.models.export(modelId!, "html");
      const answers = asked === null ? [] : await window.studio.models.predict(modelId!, [asked as never]);
      return { text: await file.text(), answer: answers[0] ?? {} };
    },
    [project, row] as const,
  );
  const path = join(folder, `${Math.random()}.html`);
  await writeFile(path, text);
  return { path, answer };
}

/** Without a network, and with whatever goes wrong noted. */
async function opened(browser: Browser, path: string, locale = "en-US") {
  const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 }, offline: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => faults.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) faults.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  const expectClean = async (): Promise<void> => {
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(faults).toEqual([]);
    await context.close();
  };
  return { page, expectClean };
}

const training = { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, backend: "wasm", steps: 40 };

describe("a page that predicts", () => {
  journey("reads a table, in both languages, by keyboard", async ({ studio, browser }) => {
    const row = {
      Island: "Dream",
      "Beak Length (mm)": 50,
      "Beak Depth (mm)": null,
      "Flipper Length (mm)": 195,
      "Body Mass (g)": 3700,
      Sex: "FEMALE",
    };
    const { path, answer } = await exported(await studio.visit(), { data: { id: "penguins" }, training }, row);
    const { page, expectClean } = await opened(browser, path);
    const [given] = await page.evaluate((asked) => predict([asked]), row);
    expect(given!.label).toBe(answer.label);
    for (const [name, share] of Object.entries(answer.probabilities!)) {
      expect(given!.probabilities![name]).toBeCloseTo(share, 5);
    }
    const mass = page.getByRole("textbox", { name: "Body Mass (g)" });
    await mass.fill("heavy");
    await page.getByText("No answer while “Body Mass (g)” makes no sense.").waitFor();
    await mass.fill("9000");
    await page.getByText("Outside of what it was trained on").waitFor();
    await page
      .getByRole("status")
      .filter({ hasText: /^Species: .+ sure$/ })
      .waitFor();
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "答案" }).waitFor();
    expect(await mass.inputValue()).toBe("9000");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("English");
    await page.getByText("关于此模型").click();
    await page.getByRole("row", { name: /^Island 类别 / }).waitFor();
    // It is light or dark as the system is.
    const ground = () => page.evaluate(() => getComputedStyle(document.querySelector(".page")!).backgroundColor);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ground()).not.toBe(light);
    await expectClean();
  });

  journey("sees a drawing and a picture file", async ({ studio, browser }) => {
    const digits = { data: { id: "mnist" }, model: { architecture: "mlp", config: { units: [32] } }, training };
    const { path } = await exported(await studio.visit(), digits, null);
    const { page, expectClean } = await opened(browser, path, "zh-CN");
    const pad = page.getByRole("application", { name: "手写板" });
    await pad.focus();
    for (const key of [" ", ..."1".repeat(9).replaceAll("1", "ArrowDown ").trim().split(" "), " "])
      await pad.press(key);
    await page
      .getByRole("status")
      .filter({ hasText: /^label：\d，把握/ })
      .waitFor();
    await page.getByRole("button", { name: "清空" }).click();
    await page.getByRole("status").filter({ hasText: "动笔试试" }).waitFor();
    const picture = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 40 });
      canvas.getContext("2d")!.fillRect(20, 5, 8, 30);
      return canvas.toDataURL().split(",")[1]!;
    });
    const file = { name: "one.png", mimeType: "image/png", buffer: Buffer.from(picture, "base64") };
    await page.locator("input[type=file]").setInputFiles(file);
    await page
      .getByRole("status")
      .filter({ hasText: /^label：\d，把握/ })
      .waitFor();
    await expectClean();
  });

  journey("writes texts", async ({ studio, browser }) => {
    const names = {
      data: { id: "names", task: "continue" },
      model: { architecture: "char-lstm" },
      training: { ...training, steps: 5 },
    };
    const { path } = await exported(await studio.visit(), names, null);
    const { page, expectClean } = await opened(browser, path);
    await page.getByRole("textbox", { name: "Begins with" }).fill("mar");
    await page.getByRole("spinbutton", { name: "Texts" }).fill("2");
    await page.getByRole("button", { name: "Write" }).click();
    await page.getByRole("button", { name: "Write" }).waitFor();
    const written = page.getByRole("region", { name: "What it writes" }).locator("p:has(b)");
    await expect.poll(() => written.count()).toBe(2);
    expect(await written.first().textContent()).toMatch(/^mar/);
    await expectClean();
  });
});
