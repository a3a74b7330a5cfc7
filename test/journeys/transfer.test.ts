/** Beginning with what others have learnt: the backbone that ships with the studio, and a model that TensorFlow.js has saved. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import golden from "../fixtures/golden/tfjs-weights.json" with { type: "json" };
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

/** Opens the project in the model room, at what it can start from. */
async function openSources(page: Page, project: object): Promise<void> {
  const packed = Buffer.from(JSON.stringify(project)).toString("base64url");
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/train?project=${packed}`);
  await page.locator('nav a[href="#/model"]').press("Enter");
  await page.getByRole("button", { name: "Start from a trained model" }).press("Enter");
}

async function train(page: Page) {
  await page.getByRole("button", { name: "Go on to Train" }).press("Enter");
  await page.getByRole("button", { name: "Train", exact: true }).press("Enter");
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  return page.evaluate((id) => window.studio.runs.get(id), run?.id ?? "");
}

/** Adds coloured letters as a folder of pictures, so many of each, no two alike. */
function addLetters(page: Page, letters: string, ofEach: number) {
  return page.evaluate(
    async ([all, count]) => {
      const canvas = new OffscreenCanvas(28, 28);
      const pen = canvas.getContext("2d")!;
      const files: { file: Blob; path: string }[] = [];
      for (const letter of all) {
        for (let nth = 0; nth < count; nth++) {
          pen.resetTransform();
          pen.fillStyle = `hsl(${(nth * 67) % 360} 60% 85%)`;
          pen.fillRect(0, 0, 28, 28);
          pen.translate(14 + (nth % 3) - 1, 14 + (nth % 4) - 1);
          pen.rotate(((nth % 7) - 3) * 0.06);
          pen.fillStyle = `hsl(${(nth * 41) % 360} 80% 25%)`;
          pen.font = `${nth % 2 === 0 ? "bold" : "normal"} ${20 + (nth % 4)}px ${nth % 3 === 0 ? "serif" : "sans-serif"}`;
          pen.textAlign = "center";
          pen.textBaseline = "middle";
          pen.fillText(letter, 0, 0);
          files.push({ file: await canvas.convertToBlob(), path: `letters/${letter}/${nth}.png` });
        }
      }
      return window.studio.data.add(files, { title: "letters" });
    },
    [letters, ofEach] as const,
  );
}

journey("the shipped backbone learns letters of one's own, in colour, from a few of each", async ({ studio }) => {
  const page = await studio.visit();
  await page.evaluate(() => window.studio.ready);
  const { id } = await addLetters(page, "AHOX", 16);
  await openSources(page, {
    data: { id, split: { train: 0.6, validation: 0, test: 0.4, by: "row", stratify: true } },
    training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 8, epochs: 12, backend: "wasm" },
  });
  await page.getByText(/Trained on 20,000 pictures of digits .* right on pictures that it had not seen/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Take its layers and weights" }).press("Enter");
  await page.getByText("It begins with the weights of “Small pictures”.").waitFor();
  const run = await train(page);
  expect(run.project.startFrom?.model).toBe("backbone-pictures");
  expect(run.project.training.layerRates["conv2d-1"]).toBe(0);
  expect(run.test["accuracy"]).toBeGreaterThan(0.8);
});

journey("a model of TensorFlow.js joins the library with its weights and is started from", async ({ studio }) => {
  const { json, weights, inputs, outputs } = golden.find(({ name }) => name === "table")!;
  const page = await studio.visit();
  const training = { optimizer: { id: "adam", learningRate: 0.01 }, steps: 5, backend: "cpu" };
  await openSources(page, { data: { id: "iris" }, model: { architecture: "mlp" }, training });
  const files = page.locator('input[type="file"][aria-label="Add a model from a file"]');
  const model = { name: "table.json", mimeType: "application/json", buffer: Buffer.from(json) };
  await files.setInputFiles([model]);
  await page.getByRole("alert").filter({ hasText: "The file weights.bin is missing" }).waitFor();
  const binary = { name: "weights.bin", mimeType: "application/octet-stream", buffer: Buffer.from(weights, "base64") };
  await files.setInputFiles([model, binary]);
  await page.getByText("“table” is in your library now, with its weights.").waitFor();
  await page.getByRole("button", { name: "Take its layers and weights" }).press("Enter");
  await page.getByText("It begins with the weights of “table”.").waitFor();
  const [source] = await page.evaluate(() => window.studio.models.list());
  const run = await train(page);
  expect(run.project.startFrom?.model).toBe(source!.id);

  const answers = await page.evaluate(([of, rows]) => window.studio.models.predict(of, rows), [
    source!.id,
    [inputs.slice(0, 4), inputs.slice(4)],
  ] as const);
  answers.forEach(({ value }, at) => expect(value).toBeCloseTo(outputs[at]!, 4));
  await page.locator('nav a[href="#/library"]').press("Enter");
  await page.getByText("Imported from TensorFlow.js · 3 layers").waitFor();
  await page.getByRole("button", { name: "Evaluate: table" }).press("Enter");
  await page.getByText("add a data set with columns “x1” to “x4” and “answer”").waitFor();
});
