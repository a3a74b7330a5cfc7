/** Both halves of the thread boundary over a real channel, without a worker. */
import { expect, test } from "vitest";
import type { Project } from "../../../src/project/project.ts";
import { backendIds } from "../../../src/project/records.ts";
import type { ReadFile } from "../../../src/worker/serve-commands.ts";
import { connect } from "../../support/connect-thread.ts";
import { modelBytes, requestOf } from "../../support/model-files.ts";
import { recordOf } from "../../support/record-of.ts";
import { refusal } from "../../support/refusal.ts";
import { projectOf } from "../../support/project-of.ts";

const moons = (training: object = {}): Project =>
  projectOf({
    data: { id: "moons" },
    model: { architecture: "mlp", config: { units: [8] } },
    training: { optimizer: { id: "adam", learningRate: 0.02 }, epochs: 5, backend: "cpu", ...training },
  });

test("a learning-rate range test comes over, on the project's own device", async () => {
  const { client } = connect();
  const { points, suggestion } = await client.findRate({ project: moons(), preferred: [] });
  expect(points[0]?.rate).toBeCloseTo(1e-7, 12);
  expect(suggestion).toBeGreaterThan(1e-4);
  expect(suggestion).toBeLessThan(10);
  const missing = await refusal(client.findRate({ project: moons({ backend: "webgpu" }), preferred: [] }));
  expect(missing.code).toBe("backend-missing");
});

test("a run goes through, its checkpoint comes over whole, and the model predicts", async () => {
  const { client, events } = connect();
  const outcome = await client.startRun({ id: "a", project: moons(), preferred: [] }, {});
  expect(outcome.summary).toMatchObject({ id: "a", status: "finished", steps: 15 });
  expect(events.every(({ id }) => id === "a")).toBe(true);
  expect(events.map(({ type }) => type)).toContain("run-progress");
  const checkpoint = outcome.model!.checkpoint;
  expect(checkpoint.tensors.map(({ name }) => name)).toContain("optimizer/secondMoment/dense-2/bias");
  const predictions = await client.predict(recordOf(outcome), checkpoint, [[0, 1], { x: 1, y: -0.5 }]);
  expect(predictions.map(({ probabilities }) => Object.keys(probabilities!))).toEqual([
    ["upper", "lower"],
    ["upper", "lower"],
  ]);
});

test("a model whose layers share their weights comes over", async () => {
  const { client } = connect();
  // The second layer of eight units takes the first one's bias, as exporters write two that are the same.
  const shared = Buffer.from(modelBytes("table.onnx")).toString("latin1").replace("3.bias", "0.bias");
  const request = requestOf("onnx", { "shared.onnx": Uint8Array.from(Buffer.from(shared, "latin1")) });
  const { checkpoint, record } = await client.importModel(request);
  expect(record.imported).toEqual({ from: "onnx" });
  const biases = checkpoint.tensors.filter(({ shape }) => shape.join() === "8").map(({ values }) => values);
  expect(biases).toHaveLength(2);
  expect(biases[0]).toEqual(biases[1]);
});

test("a long run is stopped, and one that waits behind it has its turn", async () => {
  const { client } = connect();
  const first = client.startRun(
    { id: "a", project: moons({ epochs: 100_000 }), preferred: [] },
    {
      onProgress: () => client.steerRun("a", "stop"),
    },
  );
  const second = client.startRun({ id: "b", project: moons(), preferred: [] }, {});
  expect((await first).summary.status).toBe("stopped");
  expect((await second).summary.status).toBe("finished");
});

test("what goes wrong comes back as a sentence under its own id", async () => {
  const { client } = connect();
  const data = { ...moons().data, id: "nothing" };
  const unknown = await refusal(client.describeData(data));
  expect(unknown.code).toBe("unknown-dataset");
  expect(unknown.text.zh).toContain("没有名为“nothing”的数据集");
  const wrong = { ...moons(), data: { ...moons().data, target: "z" } };
  await expect(client.startRun({ id: "c", project: wrong, preferred: [] }, {})).rejects.toMatchObject({
    code: "unknown-column",
  });
  expect((await client.describeData(moons().data)).rows).toBe(400);
});

test("an error that no command caught fails what is under way, once, and later requests are served", async () => {
  const { client, server, events } = connect();
  const run = client.startRun(
    { id: "a", project: moons({ epochs: 100_000 }), preferred: [] },
    {
      onProgress: () => server.fail(new Error("a rejection that nobody heard")),
    },
  );
  await expect(run).rejects.toMatchObject({ code: "unexpected" });
  expect((await client.startRun({ id: "b", project: moons(), preferred: [] }, {})).summary.status).toBe("finished");
  const ends = events.filter(({ id, type }) => id === "a" && (type === "failed" || type === "run-ended"));
  expect(ends.map(({ type }) => type)).toEqual(["failed"]);
});

test("loading tells its share, and stopping while loading ends the run", async () => {
  const fractions: (number | undefined)[] = [];
  const readFile: ReadFile = (_, signal, report) => {
    report(0.25);
    client.steerRun("a", "stop");
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
  };
  const { client } = connect({ readFile });
  const outcome = await client.startRun(
    { id: "a", project: projectOf({ data: { id: "iris" } }), preferred: [] },
    {
      onPreparing: (_stage, fraction) => fractions.push(fraction),
    },
  );
  expect(outcome.summary.status).toBe("stopped");
  expect(fractions).toContain(0.25);
});

test.each([true, false])("backends are measured: what Node has, and why not the others (first: %s)", async (first) => {
  const { client } = connect();
  const backends = await client.measureBackends(backendIds, first);
  expect(backends.map(({ id, available }) => [id, available])).toEqual([
    ["webgpu", false],
    ["wasm", true],
    ["webgl", false],
    ["cpu", true],
  ]);
  const [webgpu, wasm, webgl, cpu] = backends;
  for (const there of [wasm, cpu]) expect(there?.score).toBeGreaterThan(0);
  for (const missing of [webgpu, webgl]) {
    expect(missing?.explanation?.en).toBe(missing?.reason);
    expect(missing?.explanation?.zh).toContain("不可用");
  }
});

test("a look measures what it is asked for", async () => {
  const { client } = connect();
  expect(await client.measureBackends(["cpu"], false)).toMatchObject([{ id: "cpu", available: true, software: false }]);
});

test("a data set is described, and its rows come in pages, in a column's order", async () => {
  const { client, events } = connect();
  const { data } = projectOf({ data: { id: "penguins" } });
  const summary = await client.describeDataset(data);
  expect(summary).toMatchObject({ rows: 344, roles: { target: "Species" }, duplicateRows: 0 });
  const sex = summary.columns.find(({ name }) => name === "Sex");
  expect(sex).toMatchObject({ type: "category", distinct: 2, flags: ["has-missing"] });
  expect(events.filter(({ type }) => type === "run-preparing").length).toBeGreaterThan(3);
  const mass = summary.columns.findIndex(({ name }) => name === "Body Mass (g)");
  const heaviest = await client.readRows(data, 0, 3, { column: "Body Mass (g)", isDescending: true });
  expect(heaviest.cells.map((cells) => cells[mass])).toEqual([6300, 6050, 6000]);
  const last = await client.readRows(data, 343, 100, { column: "Body Mass (g)", isDescending: false });
  expect(last.cells.map((cells) => cells[mass])).toEqual([null]);
});

test("describe-data and training agree on the parts", async () => {
  const { client } = connect();
  const summary = await client.describeData(projectOf({ data: { id: "penguins" } }).data);
  expect(summary).toMatchObject({ rows: 344, parts: { train: 275, validation: 34, test: 35 }, exampleShape: [9] });
  expect(summary.balance?.train.reduce((sum, rows) => sum + rows, 0)).toBe(275);
});
