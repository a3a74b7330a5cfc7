/** A model that TensorFlow.js has saved joins the library with its weights; it predicts, and others start from it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import golden from "../../../fixtures/golden/tfjs-weights.json" with { type: "json" };
import { type Page, closePage, openPage } from "../page.ts";
import { closeServers, serveThreads } from "../serve-threads.ts";
import { type Studio, loadStudio } from "../studio.ts";

const table = golden.find(({ name }) => name === "table")!;
const files = [
  new File([table.json], "table.json"),
  new File([Buffer.from(table.weights, "base64")], "weights.bin"),
] as const;

let page: Page;
let studio: Studio;
beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
});
afterEach(async () => {
  closeServers();
  for (const thread of page.threads) thread.port.close();
  await studio.closeStorage();
  closePage();
});

test("it gives TensorFlow.js's answers, also in the next visit, and lends its layers", async () => {
  serveThreads(page);
  const { id, warnings } = await studio.createScripting().models.import([...files]);
  expect(warnings).toEqual([]);
  await studio.closeStorage();
  studio = await loadStudio();
  const script = studio.createScripting();
  const [model] = await script.models.list();
  expect(model).toMatchObject({ id, name: "table", parameterCount: 49, target: { task: "regression" } });
  const rows = [table.inputs.slice(0, 4), table.inputs.slice(4)];
  const answers = await script.models.predict(id, rows);
  expect(answers).toEqual(table.outputs.map((value) => ({ value: expect.closeTo(value, 5) as number })));

  const iris = { data: { id: "iris" }, training: { optimizer: { id: "sgd" }, steps: 2, backend: "cpu" } };
  const project = await script.models.startFrom(id, iris, { upTo: "dense-1", freeze: true });
  expect(project.startFrom).toEqual({ model: id, layers: ["dense-1"] });
  const run = await script.train(project);
  expect(run.status).toBe("finished");
  const storage = await studio.openedStorage();
  const kernel = async (of: string) =>
    (await storage.readCheckpoint(of)).tensors.find(({ name }) => name === "parameter/dense-1/kernel")?.values;
  expect(await kernel(run.modelId!)).toEqual(await kernel(id));
});

test("it is measured on data that fits it, and says so where it is asked for its own", async () => {
  serveThreads(page);
  const script = studio.createScripting();
  const { id } = await script.models.import([...files]);
  await expect(script.models.evaluate(id)).rejects.toThrow(/^This model was imported without its data/);
  const row = (from: number) => [...table.inputs.slice(from, from + 4), table.outputs[from / 4]].join();
  const lines = ["x1,x2,x3,x4,answer", row(0), row(4)];
  const { id: fitting } = await script.data.add(new File([lines.join("\n")], "as it answers.csv"));
  const { rows, metrics } = await script.models.evaluate(id, { data: fitting });
  expect(rows).toBe(2);
  expect(metrics["mae"]).toBeCloseTo(0, 5);
});

test("what is no such model leaves nothing behind", async () => {
  serveThreads(page);
  const script = studio.createScripting();
  await script.ready;
  const refused = (given: File[], why: RegExp) => expect(script.models.import(given)).rejects.toThrow(why);
  await refused([files[1]], /^No model was found in "weights\.bin"/);
  await refused([files[0]], /^The file weights\.bin is missing/);
  await refused([files[0], new File(["half"], "weights.bin")], /^weights\.bin: 4 bytes, but/);
  await refused([new File(["{"], "model.json")], /^This is not JSON/);
  expect(await script.models.list()).toEqual([]);
});
