/** What is done to data on its way into a model, from the data room to a prediction. */
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("tomorrow's temperature is told from the last two weeks", async ({ studio }) => {
  const page = await studio.visit({}, "#/data");
  await page.getByRole("radio", { name: /Seattle weather/ }).press("Space");
  await page.getByText("NOAA National Climatic Data Center").waitFor();
  await page.goto(`${studio.address}/#/train`);
  await page.getByRole("textbox", { name: "Epochs" }).fill("20");
  await page.getByRole("textbox", { name: "Epochs" }).press("Enter");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  // Of four years, without the first 14 days; the last tenth is the test.
  expect(run!.examples / run!.epochs).toBe(1155);
  // Always telling the mean of the past would be off by more than 6 degrees.
  expect(run!.test["mae"]).toBeLessThan(3.5);

  await page.goto(`${studio.address}/#/predict`);
  await page.getByText("The last 14 values of each, oldest first.").waitFor();
  const answer = page.getByRole("region", { name: "Answer" });
  await answer.getByText(/temp_max: -?\d/).waitFor();
  const before = await answer.innerText();
  const past = page.getByRole("textbox", { name: "temp_max" });
  await past.fill("20, 20, 21");
  await page.getByText("Enter 14 numbers").waitFor();
  await past.fill(Array.from({ length: 14 }, () => "30").join(", "));
  await answer.getByText(/temp_max: -?\d/).waitFor();
  await expect.poll(() => answer.innerText()).not.toBe(before);
});

journey("a price is told as a range", async ({ studio }) => {
  const page = await studio.visit({}, "#/data");
  await page.getByRole("radio", { name: /House prices/ }).press("Space");
  const scaled = page.getByRole("switch", { name: "Scale the target" });
  await scaled.waitFor();
  expect(await scaled.isChecked()).toBe(true);
  await page.getByRole("switch", { name: "Cut the target into ranges" }).press("Space");
  await page.getByRole("textbox", { name: "Ranges" }).fill("2");
  await page.getByRole("textbox", { name: "Ranges" }).press("Enter");
  // Ranges are classes: these are not scaled, and each has about as many rows.
  await scaled.waitFor({ state: "detached" });
  await page.getByRole("rowheader", { name: /^≥ 2\d/ }).waitFor();
  await page.goto(`${studio.address}/#/train`);
  await page.getByRole("textbox", { name: "Epochs" }).fill("40");
  await page.getByRole("textbox", { name: "Epochs" }).press("Enter");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  expect(run!.test["accuracy"]).toBeGreaterThan(0.75);
});

journey("mails are told apart by their words", async ({ studio }) => {
  const page = await studio.visit();
  const { test, modelId, answers } = await page.evaluate(async () => {
    const run = await window.studio.train({
      data: {
        id: "spam",
        preprocess: [{ step: "bag-of-words", words: 300 }],
        split: { stratify: true },
        balance: { by: "weights" },
      },
      model: { architecture: "logistic" },
      training: { optimizer: { id: "adam", learningRate: 0.03 }, batchSize: 64, epochs: 4 },
    });
    const mails = [
      { mail: "Free money! Click here to claim your guaranteed offer, remove your name by clicking below" },
      { mail: "Re: the patch for the exmh list works, thanks. I wrote the code on linux last night." },
    ];
    return { ...run, answers: await window.studio.models.predict(run.modelId ?? "", mails) };
  });
  // Three quarters are no spam.
  expect(test["accuracy"]).toBeGreaterThan(0.9);
  expect(modelId).not.toBeNull();
  expect(answers.map(({ label }) => label)).toEqual(["spam", "ham"]);
});

journey("classes are weighed by hand, and evenly again", async ({ studio }) => {
  const project = { data: { id: "iris" }, training: { steps: 5, backend: "cpu" } };
  const packed = Buffer.from(JSON.stringify(project)).toString("base64url");
  const page = await studio.visit({}, `#/train?project=${packed}`);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("button", { name: "left as they are What classes count" }).click();
  await page.getByRole("option", { name: /^rare classes count more/ }).click();
  const weights = page.getByRole("group", { name: "Weight of each class" });
  await weights.getByRole("textbox", { name: "virginica" }).fill("5");
  await page.getByRole("link", { name: "Train", exact: true }).click();
  await page.getByText("Classes are weighed, as set in Data.").waitFor();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByText("Finished").waitFor();
  const [run] = await page.evaluate(() => window.studio.runs.list());
  const { balance } = (await page.evaluate((id) => window.studio.runs.get(id), run?.id ?? "")).project.data;
  expect(balance).toMatchObject({ by: "weights", weights: { virginica: 5 } });
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await weights.getByRole("button", { name: "Weigh them evenly again" }).click();
  expect(await weights.getByRole("textbox", { name: "virginica" }).inputValue()).not.toBe("5");
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  expect(await accessibilityFaults(page)).toEqual([]);
});

journey("digits that are turned, shifted and cut are learned, and a run repeats", async ({ studio }) => {
  const page = await studio.visit();
  const runs = await page.evaluate(async () => {
    const project = {
      data: {
        id: "mnist",
        split: { train: 0.1, validation: 0.01, test: 0.01, by: "row" },
        augment: [{ id: "rotate" }, { id: "shift" }, { id: "zoom" }, { id: "cutout" }, { id: "mixup" }],
      },
      model: { architecture: "mlp", config: { units: [32] } },
      training: { optimizer: { id: "adam", learningRate: 0.005 }, batchSize: 64, steps: 150, backend: "wasm" },
    } as const;
    return [await window.studio.train(project), await window.studio.train(project)];
  });
  expect(runs[0]!.test["accuracy"]).toBeGreaterThan(0.7);
  expect(runs[1]!.finalLoss).toBe(runs[0]!.finalLoss);
  expect(runs[1]!.test).toEqual(runs[0]!.test);
});

/** 20 people, 10 days each; the answer is the day's value and something of the person's own. */
const visits = [
  "person,day,value,score",
  ...Array.from({ length: 200 }, (_, row) => {
    const [person, day] = [Math.floor(row / 10), row % 10];
    const value = ((7 * row) % 31) / 31;
    return `p${person},2024-03-${String(day + 1).padStart(2, "0")},${value.toFixed(3)},${(2 * value + person / 100).toFixed(3)}`;
  }),
].join("\n");

journey("whole people, or later days, are kept for the test", async ({ studio }) => {
  const page = await studio.visit();
  const runs = await page.evaluate(async (text) => {
    const { id } = await window.studio.data.add(new File([text], "visits.csv"));
    const trained = (split: object) =>
      window.studio.train({
        data: { id, target: "score", features: ["value"], group: "person", time: "day", split },
        model: { architecture: "linear" },
        training: { optimizer: { id: "adam", learningRate: 0.05 }, batchSize: 16, epochs: 40 },
      });
    return [await trained({ by: "group" }), await trained({ by: "time", folds: { count: 4, held: 4 }, test: 0.2 })];
  }, visits);
  // 16 people of 20; of the first 8 days all but the held slice, which is a whole day.
  expect(runs.map(({ examples, epochs }) => examples / epochs)).toEqual([160, 120]);
  for (const run of runs) expect(run.test["r2"]).toBeGreaterThan(0.9);
});
