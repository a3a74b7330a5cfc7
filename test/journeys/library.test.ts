/** The library: models come back after a reload, go with an undo, and go for good without it. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

async function trainIris(page: Page, name: string): Promise<string> {
  const { modelId } = await page.evaluate(
    (given) =>
      window.studio.train({
        name: given,
        data: { id: "iris" },
        model: { architecture: "logistic" },
        training: { optimizer: { id: "adam", learningRate: 0.05 }, batchSize: 16, epochs: 40, backend: "cpu" },
      }),
    name,
  );
  return modelId ?? "";
}

/** Names in the order in which the library shows them. */
function shownNames(page: Page): Promise<string[]> {
  return page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
}

journey("a deleted model comes back by undo, also after a reload; a deleted one stays away", async ({ studio }) => {
  const page = await studio.visit();
  const first = await trainIris(page, "first");
  const second = await trainIris(page, "second");
  await page.getByRole("link", { name: "Library" }).click();
  await page.getByRole("button", { name: "Delete: first" }).waitFor();
  expect(await shownNames(page)).toEqual(["second", "first"]);

  await page.getByRole("button", { name: "Delete: first" }).click();
  await page.getByRole("button", { name: "Delete: first" }).waitFor({ state: "detached" });
  const notices = page.getByRole("region", { name: "Notices" });
  await notices.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Delete: first" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Delete: first" }).waitFor();
  expect(await shownNames(page)).toEqual(["second", "first"]);
  const row = { "sepal length": 5.1, "sepal width": 3.5, "petal length": 1.4, "petal width": 0.2 };
  const [answer] = await page.evaluate(([id, flower]) => window.studio.models.predict(id, [flower]), [
    first,
    row,
  ] as const);
  expect(answer?.label).toBe("setosa");

  await page.getByRole("button", { name: "Delete: second" }).click();
  await page.getByRole("button", { name: "Delete: second" }).waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "Delete: first" }).waitFor();
  expect(await shownNames(page)).toEqual(["first"]);
  expect(await page.evaluate(() => window.studio.models.list())).toMatchObject([{ id: first }]);
  const gone = await page.evaluate(
    (id) => window.studio.models.get(id).catch((error: unknown) => String(error)),
    second,
  );
  expect(gone).toContain(second);
});

journey("a table's model is asked in a form", async ({ studio }) => {
  const page = await studio.visit();
  await trainIris(page, "flowers");
  await page.getByRole("link", { name: "Predict" }).click();
  const answer = page.getByRole("region", { name: "Answer" }).getByRole("status");
  const fill = async (values: Readonly<Record<string, number>>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) {
      const field = page.getByRole("textbox", { name });
      await field.fill(String(value));
      await field.press("Enter");
    }
  };
  await fill({ "sepal length": 5.1, "sepal width": 3.5, "petal length": 1.4, "petal width": 0.2 });
  await answer.filter({ hasText: "setosa" }).waitFor();
  await fill({ "sepal length": 6.7, "sepal width": 3.1, "petal length": 5.6, "petal width": 2.4 });
  await answer.filter({ hasText: "virginica" }).waitFor();
});

journey("no answer stands beside a value that makes no sense, and a value may be unknown", async ({ studio }) => {
  const page = await studio.visit();
  await page.evaluate(() =>
    window.studio.train({ name: "birds", data: { id: "penguins" }, training: { steps: 5, backend: "cpu" } }),
  );
  await page.getByRole("link", { name: "Predict" }).click();
  const answer = page.getByRole("region", { name: "Answer" }).getByRole("status");
  await answer.filter({ hasText: /species: .* sure/i }).waitFor();
  const mass = page.getByRole("textbox", { name: /mass/i });
  await mass.fill("heavy");
  await answer.filter({ hasText: "makes no sense" }).waitFor();
  await page.getByRole("button", { name: "Typical values" }).click();
  await answer.filter({ hasText: /sure/ }).waitFor();
  await mass.fill("");
  await page.getByText("Unknown: taken as").waitFor();
  await answer.filter({ hasText: /sure/ }).waitFor();
});

journey(
  "a model leaves as an ONNX file that ONNX Runtime has read, and the next one without a network",
  async ({ studio }) => {
    const page = await studio.visit();
    await trainIris(page, "flowers");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.getByRole("link", { name: "Library" }).click();
    await page.getByRole("button", { name: "Export: flowers" }).click();
    const save = async (): Promise<string> => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Write, check and save" }).press("Enter");
      await page.getByRole("status").filter({ hasText: "ONNX Runtime read the file and answered 15 rows" }).waitFor();
      return (await download).suggestedFilename();
    };
    expect(await save()).toBe("flowers.onnx");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /float32, exact/ }).click();
    await page.getByRole("option", { name: /float16/ }).click();
    await page.context().setOffline(true);
    expect(await save()).toBe("flowers.onnx");
  },
);
