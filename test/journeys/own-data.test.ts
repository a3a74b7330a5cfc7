/** Data of the user's own, from the file to a model that predicts. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { journey } from "../support/journey.ts";
import { diskLimiter } from "../support/limit-disk.ts";

/** Two clouds of points with a gap between them, and some cells missing. */
const clouds = [
  "width,height,kind",
  ...Array.from({ length: 200 }, (_, row) => {
    const isLeft = row % 2 === 0;
    const x = (isLeft ? 0 : 3) + (row % 7) / 7;
    return `${x.toFixed(3)},${row % 13 === 0 ? "" : ((row % 11) / 11).toFixed(3)},${isLeft ? "left" : "right"}`;
  }),
].join("\n");

async function addText(page: Page, name: string, text: string) {
  return page.evaluate((given) => window.studio.data.add(new File([given.text], given.name)), { name, text });
}

journey("a CSV file is added, trains, predicts, and is there after a reload", async ({ studio }) => {
  const page = await studio.visit();
  const added = await addText(page, "clouds.csv", clouds);
  expect(added).toMatchObject({ title: "clouds", kind: "table", rows: 200, warnings: [] });
  expect(added.columns).toEqual([
    { name: "width", type: "number", missing: 0, role: "feature" },
    { name: "height", type: "number", missing: 16, role: "feature" },
    { name: "kind", type: "category", missing: 0, role: "target" },
  ]);
  await page.reload();
  expect(await page.evaluate(() => window.studio.data.list())).toContainEqual({
    id: added.id,
    title: "clouds",
    kind: "table",
    rows: 200,
    builtIn: false,
  });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id },
        model: { architecture: "logistic" },
        training: { epochs: 60, batchSize: 16, optimizer: { id: "adam", learningRate: 0.1 } },
      }),
    added.id,
  );
  expect(run.test["accuracy"]).toBe(1);
  const answers = await page.evaluate(
    (id) =>
      window.studio.models.predict(id, [
        { width: 0.2, height: 0.5 },
        { width: 3.5, height: null },
      ]),
    run.modelId ?? "",
  );
  expect(answers.map(({ label }) => label)).toEqual(["left", "right"]);
});

journey(
  "a file that cannot be read says why and leaves nothing; removed data says how to go on",
  async ({ studio }) => {
    const page = await studio.visit();
    const failed = await page.evaluate(async () => {
      const file = new File([Uint8Array.from({ length: 500 }, (_, at) => (at * at) % 256)], "table.csv");
      const told = await window.studio.data.add(file).catch((error: unknown) => String(error));
      return { told, list: await window.studio.data.list() };
    });
    expect(failed.told).toContain("holds binary data");
    expect(failed.list.every(({ builtIn }) => builtIn)).toBe(true);
    const { id } = await addText(page, "clouds.csv", clouds);
    const told = await page.evaluate(async (gone) => {
      await window.studio.data.remove(gone);
      return window.studio.train({ data: { id: gone } }).catch((error: unknown) => String(error));
    }, id);
    expect(told).toContain("is not in this browser");
  },
);

journey("a full disk keeps nothing of a file, says what to do, and the rest goes on", async ({ studio }) => {
  const page = await studio.visit();
  await page.evaluate(() => window.studio.ready);
  const limitDisk = await diskLimiter(page);
  // Random numbers, since a database packs what repeats.
  await limitDisk(3_000_000);
  await page.reload();
  const told = await page.evaluate(async () => {
    const lines = Array.from({ length: 200_000 }, () => `${Math.random()},${Math.random()},${Math.random()}`);
    const file = new File([`a,b,c\n${lines.join("\n")}`], "random.csv");
    return window.studio.data.add(file).catch((error: unknown) => String(error));
  });
  expect(told).toContain("storage for this page is full");
  const list = await page.evaluate(() => window.studio.data.list());
  expect(list.every(({ builtIn }) => builtIn)).toBe(true);
  await limitDisk();
  await page.reload();
  expect(await addText(page, "clouds.csv", clouds)).toMatchObject({ rows: 200 });
});

journey("a tab that dies while a file is read leaves nothing for the next visit", async ({ studio }) => {
  const page = await studio.visit();
  await page.evaluate(async () => {
    const line = `${"1.5,".repeat(19)}2\n`;
    const file = new File([`${"n,".repeat(19)}m\n`, line.repeat(400_000)], "large.csv");
    // Half-way: rows are in the database, and the page goes.
    await new Promise<void>((resolve) => {
      void window.studio.data
        .add(file, { onProgress: ({ rows }) => rows > 100_000 && resolve() })
        .catch(() => undefined);
    });
  });
  const next = await page.context().newPage();
  await page.close();
  await next.goto(studio.address);
  await next.evaluate(() => window.studio.ready);
  const rows = await next.evaluate(async () => {
    const opening = indexedDB.open("descent-studio");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.addEventListener("success", () => resolve(opening.result));
      opening.addEventListener("error", () => reject(opening.error ?? new Error("not opened")));
    });
    const counted = database.transaction("chunks").objectStore("chunks").count();
    const count = await new Promise<number>((resolve) => {
      counted.addEventListener("success", () => resolve(counted.result));
    });
    database.close();
    return count;
  });
  expect(rows).toBe(0);
});

journey("messages in a table are told apart by their words", async ({ studio }) => {
  const page = await studio.visit();
  const openings = ["please look at", "this is about", "we talk of", "here comes", "a word on"];
  const topics = { garden: ["roses", "soil", "seeds", "bees"], kitchen: ["soup", "oven", "salt", "knives"] };
  const rows = Array.from({ length: 120 }, (_, row) => {
    const [kind, words] = Object.entries(topics)[row % 2]!;
    return `"${openings[row % 5]} ${words[row % 4]} and ${words[(row >> 2) % 4]}, number ${row}",${kind}`;
  });
  const added = await addText(page, "messages.csv", `message,topic\n${rows.join("\n")}\n`);
  expect(added).toMatchObject({ kind: "text", columns: [{ type: "text", role: "feature" }, { role: "target" }] });
  const run = await page.evaluate(
    (id) =>
      window.studio.train({
        data: { id },
        model: { architecture: "logistic" },
        training: { epochs: 40, batchSize: 16, backend: "cpu", optimizer: { id: "adam", learningRate: 0.1 } },
      }),
    added.id,
  );
  expect(run.test["accuracy"]).toBe(1);
  const [answer] = await page.evaluate(
    (id) => window.studio.models.predict(id, [{ message: "roses and bees" }]),
    run.modelId ?? "",
  );
  expect(answer?.label).toBe("garden");
});
