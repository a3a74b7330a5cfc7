/** A file of each kind that the studio reads, from the choice of the file to a trained model. */
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { fixtureBytes } from "../support/fixture-bytes.ts";
import { journey } from "../support/journey.ts";

/** Files as a script hands them over: the bytes do not cross from Node to the page as they are. */
interface Given {
  readonly path: string;
  readonly base64: string;
}

function fixture(name: string, path = name): Given {
  return { path, base64: Buffer.from(fixtureBytes(name)).toString("base64") };
}

function add(page: Page, files: readonly Given[], options: Readonly<Record<string, unknown>> = {}) {
  return page.evaluate(
    ([given, reading]) => {
      const added = given.map(({ path, base64 }) => ({
        file: new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], path),
        path,
      }));
      return window.studio.data.add(added, reading);
    },
    [files, options] as const,
  );
}

const tables = [
  "table.csv",
  "table.csv.gz",
  "table.zip",
  "table.json",
  "table.jsonl",
  "table.parquet",
  "table-gzip.parquet",
  "table-zstd.parquet",
  "table.xlsx",
];

journey.for(tables)("%s", async (name, { studio }) => {
  const page = await studio.visit();
  const added = await add(page, [fixture(name)]);
  expect(added).toMatchObject({ rows: 60, warnings: [] });
  const run = await page.evaluate(
    (id) => window.studio.train({ data: { id, target: "flags" }, training: { epochs: 2, backend: "cpu" } }),
    added.id,
  );
  expect(run).toMatchObject({ status: "finished", epochs: 2 });
  expect(run.finalLoss).toBeGreaterThan(0);
});

journey("a zip of pictures in every format: classes by folder, the damaged one named", async ({ studio }) => {
  const page = await studio.visit();
  const added = await add(page, [fixture("pictures.zip")]);
  expect(added).toMatchObject({ title: "pictures", kind: "images", rows: 40 });
  expect(added.columns).toMatchObject([
    { name: "picture", type: "image", shape: [10, 12, 3] },
    { name: "class", type: "category", role: "target" },
  ]);
  expect(added.warnings).toEqual(['"colours/cold/damaged.png" is damaged, and was left out.']);
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id },
        training: { epochs: 40, batchSize: 8, backend: "cpu", optimizer: { id: "adam", learningRate: 0.01 } },
      }),
    added.id,
  );
  expect(run.test["accuracy"]).toBe(1);
  const warm = Uint8Array.from({ length: 10 * 12 * 3 }, (_, at) => [200, 40, 30][at % 3] ?? 0);
  const [answer] = await page.evaluate(([id, pixels]) => window.studio.models.predict(id, [Uint8Array.from(pixels)]), [
    run.modelId ?? "",
    [...warm],
  ] as const);
  expect(answer?.label).toBe("warm");
});

journey("a folder of pictures, made smaller and gray as asked", async ({ studio }) => {
  const page = await studio.visit();
  const given = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(200, 100);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    const files = [];
    for (const [index, shade] of [30, 220, 40, 210, 50, 200].entries()) {
      context.fillStyle = `rgb(${shade} ${shade} ${shade})`;
      context.fillRect(0, 0, 200, 100);
      const part = index < 4 ? "train" : "test";
      const path = `shades/${part}/${shade < 128 ? "dark" : "light"}/${index}.png`;
      files.push({ file: await canvas.convertToBlob(), path });
    }
    return window.studio.data.add(files, { width: 8, height: 8 });
  });
  expect(given).toMatchObject({ title: "shades", rows: 6, reading: { options: { colour: "gray" } } });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id, split: { train: 1, validation: 0, test: 0, by: "source" } },
        training: { epochs: 60, batchSize: 4, backend: "cpu", optimizer: { id: "adam", learningRate: 0.01 } },
      }),
    given.id,
  );
  expect(run.test["accuracy"]).toBe(1);
});

/** Format: http://yann.lecun.com/exdb/mnist, unsigned bytes. */
function idx(path: string, shape: readonly number[], values: readonly number[]): Given {
  const sizes = shape.flatMap((extent) => [extent >> 24, extent >> 16, extent >> 8, extent].map((byte) => byte & 255));
  return { path, base64: Buffer.from([0, 0, 8, shape.length, ...sizes, ...values]).toString("base64") };
}

journey(
  "IDX files, one of them packed: pictures that are bright on the left or the right are told apart",
  async ({ studio }) => {
    const page = await studio.visit();
    const rows = 120;
    const labels = Array.from({ length: rows }, (_, row) => (row * 7) % 2);
    const pixels = labels.flatMap((label, row) =>
      Array.from({ length: 36 }, (_, at) => (at % 6 < 3 === (label === 0) ? 180 : 20) + ((row * 13 + at * 5) % 40)),
    );
    const packed = gzipSync(Buffer.from(idx("", [rows, 6, 6], pixels).base64, "base64")).toString("base64");
    const added = await add(page, [
      { path: "bars-idx3-ubyte.gz", base64: packed },
      idx("bars-idx1-ubyte", [rows], labels),
    ]);
    expect(added).toMatchObject({
      kind: "images",
      rows,
      columns: [{ shape: [6, 6, 1] }, { name: "label", type: "category", role: "target" }],
    });
    const run = await page.evaluate(
      (id) =>
        window.studio.train({
          data: { id },
          model: { architecture: "logistic" },
          training: { epochs: 20, batchSize: 16, backend: "cpu", optimizer: { id: "adam", learningRate: 0.05 } },
        }),
      added.id,
    );
    expect(run.test["accuracy"]).toBe(1);
  },
);

journey("a plain text becomes a model that goes on with it", async ({ studio }) => {
  const page = await studio.visit();
  const lines = Array.from({ length: 80 }, (_, at) => `${"abcd".repeat(5)}${"abcd"[at % 4] ?? ""}`);
  const added = await add(page, [{ path: "rhyme.txt", base64: Buffer.from(lines.join("\n")).toString("base64") }]);
  expect(added).toMatchObject({ title: "rhyme", kind: "text", rows: 80, columns: [{ name: "text", type: "text" }] });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id, task: "continue", preprocess: [{ step: "tokenize", by: "character", length: 16, as: "numbers" }] },
        model: { architecture: "char-lstm", config: { units: 16 } },
        training: { epochs: 10, batchSize: 16, backend: "cpu", optimizer: { id: "adam", learningRate: 0.02 } },
      }),
    added.id,
  );
  expect(run.status).toBe("finished");
  // Which of four letters comes next is certain but for the first: far below the logarithm of 4.
  expect(run.test["loss"]).toBeLessThan(0.7);
});

journey("NumPy arrays with a test part of their own", async ({ studio }) => {
  const page = await studio.visit();
  const numpy = await add(page, [fixture("pictures.npz")]);
  expect(numpy).toMatchObject({ kind: "images", rows: 14 });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id, split: { train: 1, validation: 0, test: 0, by: "source" } },
        training: { epochs: 2, backend: "cpu" },
      }),
    numpy.id,
  );
  expect(run).toMatchObject({ status: "finished", test: { accuracy: expect.any(Number) as number } });
});

journey("a series in a CSV file learns from its numbers; its time is kept out", async ({ studio }) => {
  const page = await studio.visit();
  const rows = Array.from({ length: 120 }, (_, day) => {
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date};${String(day % 7).replace(".", ",")};${(3 * (day % 7) + 1).toFixed(2).replace(".", ",")}`;
  });
  const text = Buffer.from(`date;weekday;price\n${rows.join("\n")}`).toString("base64");
  const added = await add(page, [{ path: "prices.csv", base64: text }]);
  expect(added).toMatchObject({ kind: "series", columns: [{ type: "time", role: "ignore" }, {}, { role: "target" }] });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id },
        model: { architecture: "linear" },
        training: { epochs: 200, batchSize: 32, backend: "cpu", optimizer: { id: "adam", learningRate: 0.1 } },
      }),
    added.id,
  );
  expect(run.test["r2"]).toBeGreaterThan(0.99);
});
