/** After the first visit the studio needs no network. */
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

journey("offline: a second visit opens every room and trains without a network", async ({ studio }) => {
  const page = await studio.visit();
  const isIsolated = () => page.evaluate(() => crossOriginIsolated);
  expect(await isIsolated()).toBe(true);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Iris flowers" }).waitFor();
  expect(await isIsolated()).toBe(true);
  const project = { data: { id: "iris" }, training: { backend: "wasm", epochs: 30, batchSize: 16 } };
  const summary = await page.evaluate((given) => window.studio.train(given), project);
  expect(summary.status).toBe("finished");
  for (const room of ["Data", "Model", "Train", "Library", "Predict"]) {
    await page.getByRole("navigation").getByRole("link", { name: room }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
});
