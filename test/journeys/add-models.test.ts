/** Models of other programs join the library by its one door, and predict. */
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import keras from "../fixtures/models/keras-3.json" with { type: "json" };
import onnx from "../fixtures/models/onnx.json" with { type: "json" };
import graph from "../fixtures/models/graph/answers.json" with { type: "json" };
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

const path = (name: string): string => fileURLToPath(new URL(`../fixtures/models/${name}`, import.meta.url));

journey("a Keras model is added to the library and predicts", async ({ studio }) => {
  const page = await studio.visit({}, "#/library");
  await page.getByText("No models yet").waitFor();
  const files = page.locator('input[type="file"][aria-label="Add a model"]');
  await files.setInputFiles(path("make-keras-files.py"));
  await page.getByRole("alert").filter({ hasText: "No model was found in" }).waitFor();
  await files.setInputFiles(path("table.keras"));
  await page.getByText("“table” is in your library now.").waitFor();
  await page.getByText("Imported from Keras 3 · 3 layers").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  // What was told stays, in whichever language is on.
  await page.getByRole("button", { name: "切换为中文" }).click();
  await page.getByText("“table”已加入模型库。").waitFor();
  await page.getByRole("button", { name: "Switch to English" }).click();
  await page.getByRole("button", { name: "Predict with it" }).press("Enter");
  await page.getByRole("textbox", { name: "x1" }).first().waitFor();
  const { inputs, outputs } = keras.models.find(({ file }) => file === "table.keras")!;
  const answers = await page.evaluate(
    async (row) => {
      const [model] = await window.studio.models.list();
      return window.studio.models.predict(model!.id, [row]);
    },
    inputs.slice(0, 4),
  );
  expect(answers[0]?.value).toBeCloseTo(outputs[0]!, 4);
});

journey("what is no list of layers here predicts by its own file, and says what it cannot do", async ({ studio }) => {
  const page = await studio.visit({}, "#/library");
  const files = page.locator('input[type="file"][aria-label="Add a model"]');
  await files.setInputFiles(path("series.onnx"));
  await page.getByText("“series” is in your library now.").waitFor();
  await page.getByText(/It predicts by its own file/).waitFor();
  await files.setInputFiles([path("graph/group1-shard1of1.bin"), path("graph/model.json")]);
  await page.getByText("“model” is in your library now.").waitFor();
  expect(await page.getByRole("button", { name: "Original file: series" }).count()).toBe(1);
  const { inputs, outputs } = onnx.models.find(({ file }) => file === "series.onnx")!;
  const told = await page.evaluate(
    async ([columns, pixels]) => {
      const models = await window.studio.models.list();
      const [series, pictures] = ["series", "model"].map((name) => models.find((model) => model.name === name)!.id);
      const refused = await window.studio.models.evaluate(series!).then(
        () => "",
        (error: unknown) => String(error),
      );
      const [number] = await window.studio.models.predict(series!, [columns]);
      const [shares] = await window.studio.models.predict(pictures!, [Uint8Array.from(pixels)]);
      return { refused, value: number!.value, shares: Object.values(shares!.probabilities!) };
    },
    [
      [0, 1].map((column) => inputs.slice(0, 12).filter((_, at) => at % 2 === column)),
      graph.inputs.slice(0, 64),
    ] as const,
  );
  expect(told.refused).toContain("cannot be measured");
  expect(told.value).toBeCloseTo(outputs[0]!, 4);
  told.shares.forEach((share, at) => expect(share).toBeCloseTo(graph.outputs[at]!, 4));
});
