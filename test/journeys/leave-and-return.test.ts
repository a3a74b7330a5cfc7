/** A model leaves by the library's Export panel as weights with their description, and joins the library again. */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("weights leave with their config.json, and the zip or the pair is the model again", async ({ studio }) => {
  const page = await studio.visit();
  await page.evaluate(async () => {
    const training = { steps: 20, backend: "wasm" } as const;
    await window.studio.train({ data: { id: "penguins" }, training }, { name: "first" });
    location.hash = "#/library";
  });
  await page.getByRole("button", { name: "Export: first" }).press("Enter");
  await page.getByRole("radio", { name: "safetensors" }).press("Space");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Write, check and save" }).press("Enter");
  const zip = await readFile(await (await download).path());
  await page.getByText(/^Descent Studio read the file and answered .* to the last digit/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  const files = Object.entries(unzipSync(zip)).map(([name, bytes]) => ({
    name,
    mimeType: "",
    buffer: Buffer.from(bytes),
  }));
  const pair = files.filter(({ name }) => name === "config.json" || name === "model.safetensors");
  expect(pair).toHaveLength(2);
  const door = page.locator('input[type="file"][aria-label="Add a model"]');
  for (const given of [[{ name: "first.zip", mimeType: "", buffer: zip }], pair]) {
    await door.setInputFiles(given);
    await page.getByText("“first” is in your library now.").waitFor();
    await page.reload();
  }
  const answers = await page.evaluate(async () => {
    const models = await window.studio.models.list();
    const row = { Island: "Dream", "Beak Length (mm)": 50, "Flipper Length (mm)": 195, Sex: null };
    return Promise.all(models.map(({ id }) => window.studio.models.predict(id, [row])));
  });
  expect(answers).toHaveLength(3);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});
