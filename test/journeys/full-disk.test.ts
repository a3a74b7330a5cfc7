/** The browser has no room left for the studio: training goes on, the user is told, the model in hand is of use. */
import { expect } from "vitest";
import { journey } from "../support/journey.ts";
import { diskLimiter } from "../support/limit-disk.ts";

const iris = {
  name: "iris",
  data: { id: "iris" },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, epochs: 40, batchSize: 16, backend: "wasm" },
};

journey("a full disk costs nobody a model", async ({ studio }) => {
  const page = await studio.visit({}, "#/train");
  await page.evaluate(() => window.studio.ready);
  const limitDisk = await diskLimiter(page);
  await limitDisk(1);
  await page.reload();

  const run = await page.evaluate((project) => window.studio.train(project), iris);
  expect(run.status).toBe("finished");
  expect(run.modelId).not.toBeNull();
  await page.getByText(/The model "iris" could not be stored\. It works until you close this page\./).waitFor();
  const rows = [{ "sepal length": 5.1, "sepal width": 3.5, "petal length": 1.4, "petal width": 0.2 }];
  const [answer] = await page.evaluate(([id, given]) => window.studio.models.predict(id, given), [
    run.modelId ?? "",
    rows,
  ] as const);
  expect(answer?.label).toBe("setosa");

  // Room again: one click keeps it.
  await limitDisk();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText('"iris" is stored.').waitFor();
  await page.reload();
  const models = await page.evaluate(() => window.studio.models.list());
  expect(models.map(({ id }) => id)).toEqual([run.modelId]);
});
