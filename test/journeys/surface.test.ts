/** The loss around where a network has been led: drawn of a real run and of a race, kept over a reload, taken along. */
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey(
  "the surface of a run that has just begun is drawn by itself, turned, read as a table and saved",
  async ({ studio }) => {
    const page = await studio.visit();
    await page.getByRole("button", { name: "Two moons" }).click();
    await page.getByRole("textbox", { name: "Epochs" }).fill("100000");
    await page.getByRole("button", { name: "Train", exact: true }).press("Enter");
    const surface = page.getByRole("region", { name: "Loss surface" });
    await surface.getByRole("button", { name: "Show the surface" }).press("Enter");
    await page.getByRole("button", { name: "Stop", exact: true }).press("Enter");
    await surface.getByText(/This plane holds \d+\.\d% of the variance/).waitFor();
    await surface.getByText(/^Not shown: the other 352 directions/).waitFor();
    const turned = surface.getByRole("slider", { name: /^Turn the surface/ });
    const before = await turned.getAttribute("aria-valuetext");
    await turned.press("ArrowLeft");
    await expect.poll(() => turned.getAttribute("aria-valuetext")).not.toBe(before);
    expect(await accessibilityFaults(page)).toEqual([]);

    for (const [kind, isRight] of [
      ["CSV", (text: string) => text.startsWith("what,lane,step,x,y,loss") && text.includes("\r\npath,")],
      ["SVG", (text: string) => text.startsWith("<svg") && text.split("<path").length > 18],
    ] as const) {
      await surface.getByRole("button", { name: "Download: Loss surface" }).press("Enter");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: kind }).press("Enter"),
      ]);
      expect(isRight(await readFile(await download.path(), "utf8"))).toBe(true);
    }

    await surface.getByRole("radio", { name: "Random" }).press("Space");
    await surface.getByText(/^Two random directions/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Loss surface");
    await surface.getByRole("button", { name: "Close" }).press("Enter");
    await surface.getByRole("button", { name: "Show the surface" }).waitFor();
  },
);

journey("a script draws the surface of a run after a reload, and of a race with all lanes", async ({ studio }) => {
  const page = await studio.visit();
  const project = {
    data: { id: "moons" },
    model: { architecture: "mlp", config: { units: [4] } },
    training: { backend: "wasm", steps: 60, batchSize: 32 },
  };
  const validation = await page.evaluate(async (given) => (await window.studio.train(given)).validation, project);
  await page.reload();
  const { loss, rows, end } = await page.evaluate(async () => {
    const [run] = await window.studio.runs.list();
    const { centre, losses, paths } = await window.studio.runs.surface(run!.id, { points: 5, part: "validation" });
    return { loss: centre.loss, rows: losses, end: paths[0]!.places.at(-1) };
  });
  expect(loss).toBeCloseTo(validation["loss"]!, 4);
  expect(rows.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
  expect(end).toEqual([0, 0]);

  const labels = await page.evaluate(async (given) => {
    const lanes = ["sgd", "adam"].map((id) => ({ label: id, optimizer: { id, learningRate: 0.02 } }));
    const race = await window.studio.race(given, lanes, { seeds: 2 });
    const { paths } = await window.studio.races.surface(race.id, { points: 5 });
    return paths.map(({ label, steps }) => `${label} to step ${steps.at(-1)}`);
  }, project);
  expect(new Set(labels)).toEqual(new Set(["adam to step 60", "sgd to step 60"]));
});
