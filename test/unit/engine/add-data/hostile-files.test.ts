/** Whatever a file does: a sentence or data, and nothing left behind. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { problemOf } from "../../../../src/language/studio-error.ts";
import type { Text } from "../../../../src/language/text.ts";
import type { DataStore } from "../../../../src/project/stored-data.ts";
import { StudioDatabase } from "../../../../src/storage/database.ts";
import { addFiles, freshStore } from "../../../support/add-files.ts";
import type { HostileCase } from "../../../support/hostile-case.ts";
import { hostileCases } from "../../../support/hostile-files.ts";

const cases = hostileCases();
let store: DataStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => {
  vi.unstubAllGlobals();
});

async function leftBehind(): Promise<number[]> {
  const database = new StudioDatabase();
  await database.open();
  const counts = [database.datasets, database.chunks, database.dictionaries].map((table) => table.count());
  const found = await Promise.all(counts);
  database.close();
  return found;
}

test("there are many", () => {
  expect(cases.length).toBeGreaterThan(250);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

/** Why files are refused. "unexpected" is none of them: a user would be told that something went wrong. */
const sentences = [
  "array-length",
  "array-shape",
  "broken-gzip",
  "broken-idx",
  "broken-json",
  "broken-numpy",
  "broken-parquet",
  "broken-spreadsheet",
  "broken-zip",
  "empty-file",
  "idx-size",
  "json-too-deep",
  "no-arrays",
  "no-pictures",
  "no-records",
  "not-text",
  "numpy-size",
  "numpy-type",
  "numpy-pickle",
  "one-file-at-a-time",
  "row-too-long",
  "too-many-columns",
  "too-many-rows",
  "unknown-format",
  "unpacks-too-large",
];

interface Outcome {
  /** Null when it was read. */
  readonly code: string | null;
  readonly texts: readonly Text[];
  readonly rows: number;
}

async function outcomeOf({ files }: HostileCase): Promise<Outcome> {
  try {
    const { record } = await addFiles(files, {}, { store });
    await store.drop(record.id);
    return { code: null, texts: record.warnings, rows: record.rows };
  } catch (thrown) {
    const { code, text } = problemOf(thrown);
    return { code, texts: [text], rows: 1 };
  }
}

/** The promise, in time of the processor: what else the machine does is no matter. */
const MOST_MS = 5000;
/** Of the bombs that do not lie about themselves. */
const CLAIMED_MB = Math.floor(2 ** 27 / 1e6);

// Every case ends by itself within a second or two; the limit is for one that would not.
describe("a hostile file", { timeout: 60_000 }, () => {
  test.each(cases.map((each) => [each.name, each] as const))("%s", async (_name, hostile) => {
    const begun = process.cpuUsage();
    const { code, texts, rows } = await outcomeOf(hostile);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(MOST_MS);
    const { refused, isRead } = hostile;
    expect(refused === undefined ? (isRead === true ? [null] : [null, ...sentences]) : [refused]).toContain(code);
    expect(rows).toBeGreaterThan(0);
    for (const { en, zh } of texts) {
      expect(en.length).toBeLessThan(600);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
    expect(await leftBehind()).toEqual([0, 0, 0]);
  });
});

test.each(cases.filter(({ name, refused }) => name.includes("bomb") && refused === "unpacks-too-large"))(
  "$name is refused before much of it is unpacked",
  async (hostile) => {
    const { texts } = await outcomeOf(hostile);
    // What came out of it is in the sentence, or what it claims: then nothing was unpacked.
    const [, megabytes] = /unpacks to more than (\d+) MB/.exec(texts[0]!.en) ?? [];
    expect(Number(megabytes) < 40 || Number(megabytes) === CLAIMED_MB).toBe(true);
  },
);
