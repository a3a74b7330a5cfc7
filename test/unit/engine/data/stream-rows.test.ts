/** A data set that is larger than memory trains to the same numbers as one that is held. */
import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { expect, test } from "vitest";
import type { DatasetAccess, StoredDataset } from "../../../../src/catalog/datasets/dataset.ts";
import { type MemoryLimits, assembleDataset } from "../../../../src/engine/data/assemble-dataset.ts";
import { prepareData } from "../../../../src/engine/data/prepare-data.ts";
import { findSource, resolveData } from "../../../../src/engine/data/resolve-data.ts";
import { readPlaces } from "../../../../src/engine/statistics/read-rows.ts";
import { evaluateElsewhere, evaluateModel } from "../../../../src/engine/evaluation/evaluate-model.ts";
import { streamedRows } from "../../../../src/engine/data/stream-rows.ts";
import type { StoredChunk, StoredData, StoredDataRecord } from "../../../../src/project/stored-data.ts";
import type { RunCheckpoint } from "../../../../src/project/run-checkpoint.ts";
import { startBackend } from "../../../../src/tensor/backends.ts";
import { dataAccess } from "../../../support/data-access.ts";
import { projectOf } from "../../../support/project-of.ts";
import { refusal } from "../../../support/refusal.ts";
import { type Ran, runProject, steadyClock } from "../../../support/run-project.ts";
import { openScratch } from "../../../support/scratch-file.ts";

const held: MemoryLimits = { heldBytes: 1e9, sampleBytes: 1e9 };
/** Nothing is held but a sample, which has every row: what is fitted on it is what is fitted on all. */
const streamed: MemoryLimits = { heldBytes: 0, sampleBytes: 1e9 };
const sampled: MemoryLimits = { heldBytes: 0, sampleBytes: 4000 };

/** Numbers with gaps, classes and a target of classes, in chunks of 300 rows, made whenever they are read. */
function table(rows = 1000, chunkRows = 300, numbers = 2): StoredData {
  const noise = (row: number, column: number): number => ((row * 7919 + column * 104_729 + 13) % 1009) / 1009;
  const chunk = (from: number, count: number): StoredChunk => ({
    rows: count,
    columns: [
      ...Array.from({ length: numbers }, (_, column) => ({
        type: "number" as const,
        values: Float64Array.from({ length: count }, (_row, at) =>
          (from + at) % 50 === column ? Number.NaN : noise(from + at, column) * 10 ** (column % 4),
        ),
      })),
      { type: "codes", codes: Int32Array.from({ length: count }, (_, at) => ((from + at) * 31) % 3) },
      { type: "codes", codes: Int32Array.from({ length: count }, (_, at) => (noise(from + at, 0) > 0.5 ? 1 : 0)) },
    ],
  });
  const column = (name: string, type: "number" | "category", role: "feature" | "target" = "feature") => ({
    name,
    type,
    missing: 0,
    role,
  });
  const record: StoredDataRecord = {
    id: "data-large",
    title: "large",
    kind: "table",
    rows,
    columns: [
      ...Array.from({ length: numbers }, (_, at) => column(`n${at}`, "number")),
      column("colour", "category"),
      column("label", "category", "target"),
    ],
    warnings: [],
    reading: { reader: "csv", options: {} },
    fingerprint: "0123456789abcdef",
    bytes: rows * (8 * numbers + 8),
    fileName: "large.csv",
    createdAt: 0,
  };
  return {
    record,
    dictionaries: [...Array.from({ length: numbers }, () => null), ["red", "green", "blue"], ["no", "yes"]],
    chunks: async function* () {
      for (let from = 0; from < rows; from += chunkRows) {
        yield await Promise.resolve(chunk(from, Math.min(chunkRows, rows - from)));
      }
    },
  };
}

/** Pictures of 4 x 4 and three channels, whose class is how bright they are. */
function pictures(rows = 240): StoredData {
  const code = (row: number): number => (row * 5) % 3;
  return {
    record: {
      ...table(rows).record,
      kind: "images",
      columns: [
        { name: "image", type: "image", missing: 0, role: "feature", shape: [4, 4, 3] },
        { name: "label", type: "category", missing: 0, role: "target" },
      ],
      bytes: rows * 52,
    },
    dictionaries: [null, ["a", "b", "c"]],
    chunks: async function* () {
      for (let from = 0; from < rows; from += 100) {
        const count = Math.min(100, rows - from);
        yield await Promise.resolve({
          rows: count,
          columns: [
            {
              type: "image" as const,
              pixels: Uint8Array.from(
                { length: count * 48 },
                (_, at) => 80 * code(from + Math.floor(at / 48)) + (at % 48),
              ),
            },
            { type: "codes" as const, codes: Int32Array.from({ length: count }, (_, at) => code(from + at)) },
          ],
        });
      }
    },
  };
}

function accessTo(dataset: StoredDataset, changes: Partial<DatasetAccess> = {}): DatasetAccess {
  return { ...dataAccess(), readStored: () => Promise.resolve(dataset), ...changes };
}

function told({ points, outcome }: Ran) {
  return {
    points: points.map((point) => ({ ...point, elapsedMs: 0 })),
    tensors: outcome.model?.checkpoint.tensors.map(({ name, values }) => [name, [...values]]),
    test: outcome.summary.test,
    preprocess: outcome.model?.record.preprocess,
  };
}

const onTable = {
  data: {
    id: "data-large",
    preprocess: [{ step: "impute" }, { step: "standardize" }, { step: "one-hot" }, { step: "pca", components: 3 }],
    balance: { by: "weights", weights: "balanced" },
  },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 3 },
};
const onPictures = {
  data: { id: "data-large", preprocess: [{ step: "normalize-pixels" }], augment: [{ id: "flip" }, { id: "mixup" }] },
  model: { architecture: "mlp", config: { units: [8] } },
  training: { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 3 },
};

test.each([
  ["a table with gaps and classes", table(), onTable],
  ["pictures that are augmented", pictures(), onPictures],
])("%s: the same weights, curves and figures whether held or read from the disk", async (_, stored, project) => {
  const run = async (limits: MemoryLimits) => {
    const dataset = await assembleDataset(stored, limits);
    return runProject(project, { access: accessTo(dataset), now: steadyClock(40) });
  };
  const inMemory = await run(held);
  const fromDisk = await run(streamed);
  expect(inMemory.outcome.summary.status).toBe("finished");
  expect(told(fromDisk)).toEqual(told(inMemory));
  const noteOf = ({ events }: Ran) => events.find((event) => event.type === "run-started")?.plan.note?.en;
  expect(noteOf(fromDisk)).toContain("larger than memory");
  expect(noteOf(inMemory) ?? "").not.toContain("memory");
});

test("a run over rows on the disk that breaks off goes on as if it had not", async () => {
  const access = accessTo(await assembleDataset(table(), sampled));
  const expected = told(await runProject(onTable, { access, now: steadyClock(40) }));
  let broken: RunCheckpoint | null = null;
  const before = await runProject(onTable, {
    access,
    now: steadyClock(40),
    onEvent: (event, stop, steering) => {
      if (event.type === "run-progress" && event.progress.step >= 20) steering.pause();
      if (event.type !== "run-checkpoint" || !event.isPaused) return;
      broken = structuredClone(event.checkpoint);
      stop();
    },
  });
  expect(broken).not.toBeNull();
  // Opened anew, as after a reload: other files, the same numbers.
  const again = accessTo(await assembleDataset(table(), sampled));
  const after = await runProject(onTable, { access: again, now: steadyClock(40), from: broken! });
  expect(told(after).tensors).toEqual(expected.tensors);
  expect(told(after).test).toEqual(expected.test);
  expect(before.outcome.summary.steps).toBeLessThan(after.outcome.summary.steps);
});

test("a sample stands for all rows where people look, spread evenly, and steps learn from its training rows alone", async () => {
  const stored = table(10_000);
  const dataset = await assembleDataset(stored, sampled);
  const { sampleOf, rows } = dataset;
  // 10,000 rows of four columns of eight bytes: an 80th of them in 4,000 bytes.
  expect(rows).toBe(125);
  expect(sampleOf?.rows).toBe(10_000);
  sampleOf!.sampled.forEach((row, place) => expect(Math.floor(row / 80)).toBe(place));
  const all = await assembleDataset(stored, held);
  const [first] = dataset.columns;
  const [whole] = all.columns;
  if (first?.type !== "number" || whole?.type !== "number") throw new Error("wrong columns");
  expect([...first.values]).toEqual(Array.from(sampleOf!.sampled, (row) => whole.values[row]!));

  const project = projectOf({
    ...onTable,
    data: { id: "data-large", preprocess: [{ step: "impute", numbers: "mean" }] },
  });
  const access = accessTo(dataset);
  const data = resolveData(project.data, await findSource("data-large", access));
  const source = await streamedRows(dataset, sampleOf!, data, access);
  const prepared = await prepareData(dataset, { ...data, features: ["n0"] }, source);
  const isTrain = new Set(prepared.parts.train);
  const seen = Array.from(sampleOf!.sampled)
    .filter((row) => isTrain.has(row))
    .map((row) => whole.values[row]!)
    .filter((value) => !Number.isNaN(value));
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  expect(prepared.preprocess[0]?.columns[0]?.values["number"]).toBeCloseTo(mean, 10);
  expect(prepared.parts.train.length + prepared.parts.validation.length + prepared.parts.test.length).toBe(10_000);
  source.close();
});

test("memory holds the sample and a few numbers a row, whatever the columns are", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const arrays = (): number => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const numbers = 100;
  const rows = 20_000;
  const before = arrays();
  const dataset = await assembleDataset(table(rows, 1000, numbers), { heldBytes: 1e6, sampleBytes: 1e6 });
  const project = projectOf({
    ...onTable,
    data: { id: "data-large", preprocess: [{ step: "impute" }, { step: "one-hot" }] },
  });
  const access = accessTo(dataset);
  const data = resolveData(project.data, await findSource("data-large", access));
  const source = await streamedRows(dataset, dataset.sampleOf!, data, access);
  const prepared = await prepareData(dataset, data, source);
  // Whole: 16 MB of columns, and 8 MB of what the network reads of them.
  expect(prepared.examples.shape).toEqual([103]);
  // What is given up is swept a moment later.
  await expect.poll(() => arrays() - before).toBeLessThan(3e6);
  source.close();
});

test("a model is evaluated on the very rows that its run held back", async () => {
  const dataset = await assembleDataset(table(), sampled);
  const access = accessTo(dataset);
  const { outcome } = await runProject(onTable, { access, now: steadyClock(40) });
  const { record, checkpoint } = outcome.model!;
  const resolved = resolveData(record.project.data, await findSource("data-large", access));
  const device = await startBackend("cpu");
  const at = { access, part: "test" as const, tell: () => undefined, signal: access.signal };
  const evaluation = await evaluateModel(device, record, checkpoint, { dataset, resolved }, at);
  expect(evaluation?.rows).toBe(100);
  expect(evaluation?.loss).toBeCloseTo(outcome.summary.test["loss"]!, 6);
  // Rows go by their place among all of them: those that are held can be shown, the others not.
  const there = dataset.sampleOf!.sampled;
  const places = [there[3]!, there.findIndex((row, place) => row !== place), there.at(-1)!];
  const whole = await assembleDataset(table());
  const [name] = dataset.columns.map((column) => column.name);
  const shown = readPlaces(dataset, places, [name!]);
  expect(shown.places).toEqual(places.filter((place) => there.includes(place)));
  expect(shown).toEqual(readPlaces(whole, shown.places, [name!]));
  // A model that was trained elsewhere is measured on the rows that are held.
  const elsewhere = await evaluateElsewhere(device, record, checkpoint, dataset, at);
  expect(elsewhere).toMatchObject({ part: "all", rows: dataset.rows, partRows: 1000 });
});

test("windows need the rows before them, and say so", async () => {
  const dataset = await assembleDataset(table(), sampled);
  const project = { ...onTable, data: { id: "data-large", preprocess: [{ step: "windows", length: 4, horizon: 1 }] } };
  const { code, text } = await refusal(runProject(project, { access: accessTo(dataset) }));
  expect(code).toBe("windows-too-large");
  expect(text.en).toContain("larger");
});

test("a value that no network can read is named by its row among all", async () => {
  const dataset = await assembleDataset(table(), sampled);
  let closed = 0;
  const access = accessTo(dataset, {
    openScratch: async () => {
      const file = await openScratch();
      return { ...file, close: () => (closed++, file.close()) };
    },
  });
  const project = { ...onTable, data: { id: "data-large", features: ["n1"], preprocess: [] } };
  const { text } = await refusal(runProject(project, { access }));
  expect(text.en).toMatch(/column "n1" has no value in row (2|52|102|\d+2|\d*52)\./);
  expect(closed).toBe(1);
});

test("a data set that is damaged is not trained on", async () => {
  const stored = table();
  const cut = { ...stored, record: { ...stored.record, rows: 1001 } };
  await expect(assembleDataset(cut, sampled)).rejects.toThrow('"data-large" has 1000 rows stored, not 1001');
});
