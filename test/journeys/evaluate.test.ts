/** A trained model is looked at: its scores, which class it takes for which, and the rows behind a field. */
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("from a finished run to the mistakes of its model, by keyboard", async ({ studio }) => {
  const page = await studio.visit();
  const modelId = await page.evaluate(async () => {
    const summary = await window.studio.train({
      data: { id: "iris", split: { train: 0.4, validation: 0.2, test: 0.4 } },
      training: { backend: "cpu", epochs: 40, batchSize: 16, optimizer: { id: "adam", learningRate: 0.02 } },
    });
    return summary.modelId!;
  });
  const scripted = await page.evaluate((id) => window.studio.models.evaluate(id), modelId);
  await page.goto(page.url().replace(/#.*$/, "") + "#/library");
  await page.getByRole("button", { name: /^Evaluate/ }).click();
  const accuracy = page.getByRole("definition").first();
  await accuracy.waitFor();
  expect(await accuracy.textContent()).toBe(`${(100 * scripted.metrics["accuracy"]!).toFixed(1)}%`);

  const grid = page.getByRole("table", { name: "Taken for what" });
  await grid.waitFor();
  const cells = await grid.getByRole("cell").allTextContents();
  expect(cells.map((text) => Number(text || 0)).reduce((sum, count) => sum + count, 0)).toBe(scripted.rows);
  await grid.getByRole("button", { name: /^setosa taken for setosa/ }).focus();
  for (const key of ["ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  await page.getByRole("heading", { name: /^versicolor, rightly$/ }).waitFor();
  const rows = page.getByRole("region", { name: "Rows" }).getByRole("row");
  await rows.nth(1).waitFor();
  // The second fifty of the file are versicolor.
  const [first] = await rows.nth(1).getByRole("rowheader").allTextContents();
  expect(Math.ceil(Number(first) / 50)).toBe(2);
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole("radio", { name: "Training" }).check({ force: true });
  await page.getByText("Over 60 rows.").waitFor();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  expect(page.url()).toContain(`#/evaluate/${modelId}`);
});

journey("a model is held against a file that it has never seen", async ({ studio }) => {
  const page = await studio.visit();
  await page.evaluate(async () => {
    const flowers =
      "5.1,3.5,1.4,0.2,setosa\n6.7,3.1,5.6,2.4,virginica\n5.9,3.2,4.8,1.8,versicolor\n6,3,4.8,1.8,ensata\n";
    const names = "sepal length,sepal width,petal length,petal width,species\n";
    await window.studio.data.add(new File([names + flowers], "found outside.csv"));
    await window.studio.data.add(new File(["height,width\n1,2\n3,4\n"], "boxes.csv"));
    await window.studio.train({ data: { id: "iris" }, training: { backend: "cpu", epochs: 20, batchSize: 16 } });
  });
  await page.goto(page.url().replace(/#.*$/, "") + "#/evaluate");
  await page.getByText("Over 15 rows.").waitFor();
  await page.getByRole("button", { name: /Data set/ }).press("Enter");
  // What has other columns is not to be chosen.
  expect(await page.getByRole("option").locator("visible=true").allInnerTexts()).toEqual([
    expect.stringContaining("Iris"),
    expect.stringContaining("found outside"),
  ]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("Over 3 rows. Left out: 1").waitFor();
  const grid = page.getByRole("table", { name: "Taken for what" });
  await grid.getByRole("button", { name: /^setosa taken for setosa: 1/ }).click();
  await page.getByRole("region", { name: "Rows" }).getByRole("cell", { name: "5.1" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

journey("thirty classes are a picture to walk in, a list to search, and files to take along", async ({ studio }) => {
  const page = await studio.visit();
  const { rows, confusion } = await page.evaluate(async () => {
    const names = Array.from({ length: 30 }, (_, at) => `kind ${at}`);
    const lines = Array.from(
      { length: 600 },
      (_, at) => `${at % 6},${Math.floor((at % 30) / 6)},${names[(at + (at % 7 === 0 ? 1 : 0)) % 30]}`,
    );
    const { id } = await window.studio.data.add(new File([`u,v,kind\n${lines.join("\n")}\n`], "kinds.csv"));
    const { modelId } = await window.studio.train({
      data: { id, target: "kind", split: { train: 0.5, validation: 0, test: 0.5, by: "row" } },
      training: { backend: "cpu", steps: 60, batchSize: 32, optimizer: { id: "adam", learningRate: 0.03 } },
    });
    const evaluation = await window.studio.models.evaluate(modelId!);
    if (!("confusion" in evaluation)) throw new Error("The target has classes");
    return { rows: evaluation.rows, confusion: evaluation.confusion };
  });
  await page.goto(page.url().replace(/#.*$/, "") + "#/evaluate");
  const figure = page.getByRole("figure", { name: "Taken for what" });
  const cursor = figure.getByRole("button", { name: /^kind .* taken for/ });
  await cursor.focus();
  for (const key of ["ArrowDown", "PageDown", "End", "Home", "ArrowRight"]) await page.keyboard.press(key);
  expect(await cursor.getAttribute("aria-label")).toMatch(/^kind 11 taken for kind 1: /);

  const mistakes = page.getByRole("list", { name: "Most frequent mistakes" });
  const [most] = confusion
    .flatMap((row, truth) => row.map((count, answer) => ({ truth, answer, count: truth === answer ? 0 : count })))
    .toSorted((a, b) => b.count - a.count);
  expect(await mistakes.getByRole("button").first().innerText()).toMatch(new RegExp(`: ${most!.count} rows?$`));
  await page.getByRole("searchbox", { name: "Find a class" }).fill(`kind ${most!.truth}`);
  const own = mistakes.getByRole("button", { name: `kind ${most!.truth} taken for kind ${most!.answer}:` });
  await own.press("Enter");
  await page.getByRole("heading", { name: `kind ${most!.truth}, taken for kind ${most!.answer}` }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  const saved = async (kind: string): Promise<string> => {
    await figure.getByRole("button", { name: /^Download/ }).press("Enter");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: kind }).press("Enter"),
    ]);
    return readFile(await file.path(), "utf8");
  };
  const lines = (await saved("CSV")).trim().split("\r\n").slice(1);
  expect(lines.reduce((sum, line) => sum + Number(line.split(",")[2]), 0)).toBe(rows);
  const drawing = await saved("SVG");
  expect(drawing).toContain("kind 10");
  expect(drawing).toMatch(/fill="rgb/);
  expect((await saved("PNG")).slice(1, 4)).toBe("PNG");
});

journey("a model of a number is held against the truth", async ({ studio }) => {
  const page = await studio.visit({ locale: "zh-CN" });
  await page.evaluate(() =>
    window.studio.train({
      data: { id: "noisy-line" },
      model: { architecture: "linear" },
      training: { backend: "cpu" },
    }),
  );
  await page.goto(page.url().replace(/#.*$/, "") + "#/evaluate");
  await page.getByRole("figure", { name: "预测值与真实值" }).waitFor();
  await page
    .getByRole("figure", { name: "误差分布" })
    .getByRole("button", { name: /^表格|^以表格|表/ })
    .first()
    .click();
  await page.getByRole("columnheader", { name: "误差下限" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});
