/** Adding, removing and bringing back data sets of the user's, with the real thread behind the page. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Problem } from "../../../../src/language/studio-error.ts";
import { StudioDatabase } from "../../../../src/storage/database.ts";
import { threadAccess } from "../../../support/thread-access.ts";
import { failOperation } from "../../storage/fail-operation.ts";
import { type Page, closePage, openPage } from "../page.ts";
import { closeServers, serveThreads } from "../serve-threads.ts";
import { type Studio, loadStudio } from "../studio.ts";
import { until } from "../until.ts";

let page: Page;
let studio: Studio;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  await studio.startStudio();
});

afterEach(async () => {
  closeServers();
  await studio.closeStorage();
  closePage();
});

const table = (rows: number): Blob =>
  new Blob([
    `size,kind\n${Array.from({ length: rows }, (_, row) => `${row},${row % 2 === 0 ? "even" : "odd"}`).join("\n")}`,
  ]);
const named = (rows = 20, path = "numbers.csv") => ({ file: table(rows), path });

/** The studio's modules are loaded anew for each test, so its errors are known by what they carry. */
async function refusal(work: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Error) || !("problem" in thrown)) throw new Error("it was not refused", { cause: thrown });
  // What a StudioError carries.
  return thrown.problem as Problem;
}

/** Rows in the database: of the list, of chunks, of dictionaries. */
async function counts(): Promise<number[]> {
  const database = new StudioDatabase();
  await database.open();
  const found = await Promise.all(
    [database.datasets, database.chunks, database.dictionaries].map((each) => each.count()),
  );
  database.close();
  return found;
}

test("a file becomes a data set: in the list, described, trained on", async () => {
  serveThreads(page);
  const told: number[] = [];
  const record = await studio.addData([named()], {}, { onProgress: ({ bytes }) => told.push(bytes) });
  expect(record).toMatchObject({ title: "numbers", rows: 20, fileName: "numbers.csv" });
  expect(record.id).toMatch(/^data-numbers-[a-z0-9]{4}$/);
  expect(studio.state()).toMatchObject({ datasets: [record], adding: [] });
  expect(told.length).toBeGreaterThan(0);
  expect(page.locks.held.size).toBe(0);
  studio.editProject((project) => ({ ...project, data: { id: record.id, seed: 1 } }));
  await studio.describeData();
  expect(studio.state().data).toMatchObject({ status: "ready", value: { target: { name: "kind" } } });
});

test("a file that is refused stays in the list of what is being added until it is dismissed", async () => {
  serveThreads(page);
  const problem = await refusal(studio.addData([{ file: new Blob(["x"]), path: "a.xyz" }]));
  expect(problem.code).toBe("unknown-format");
  expect(studio.state().adding).toMatchObject([{ title: "a", problem: { code: "unknown-format" } }]);
  studio.dismissAdding(studio.state().adding[0]!.id);
  expect(studio.state().adding).toEqual([]);
  expect(await counts()).toEqual([0, 0, 0]);
});

test("cancelling leaves nothing", async () => {
  serveThreads(page);
  const abort = new AbortController();
  const adding = studio.addData([named(300_000)], {}, { signal: abort.signal, onProgress: () => abort.abort() });
  expect((await refusal(adding)).code).toBe("add-cancelled");
  expect(studio.state()).toMatchObject({ adding: [], datasets: [] });
  expect(await counts()).toEqual([0, 0, 0]);
});

test("a thread that dies half-way leaves nothing", async () => {
  const adding = refusal(studio.addData([named()]));
  const thread = await page.thread();
  const command = await thread.next();
  if (command.type !== "add-data") throw new Error(command.type);
  const store = await threadAccess().openDataStore();
  await store.begin(command.request.id);
  await store.write(command.request.id, 0, { rows: 1, columns: [] });
  thread.die("out of memory");
  expect((await adding).code).toBe("thread-died");
  expect(await counts()).toEqual([0, 0, 0]);
});

describe("a disk that is full at write", () => {
  test.each([1, 2, 3, 4])("%i: nothing is kept, and the sentence says what to do", async (nth) => {
    serveThreads(page);
    const failing = failOperation(nth);
    const adding = refusal(studio.addData([named()]));
    const problem = await adding.finally(failing.mend);
    expect(problem.code).toBe("storage-full");
    expect(problem.text.zh).toContain("数据集");
    expect(await counts()).toEqual([0, 0, 0]);
  });
});

describe("what an earlier visit left half-done", () => {
  const leaveHalf = async (id: string): Promise<void> => {
    const store = await threadAccess().openDataStore();
    await store.begin(id);
    await store.write(id, 0, { rows: 1, columns: [] });
  };

  test("is swept at the start; what another tab is adding is left alone", async () => {
    await leaveHalf("data-left-1");
    await leaveHalf("data-alive-2");
    page.locks.held.add("descent-studio/live/data-alive-2");
    await studio.closeStorage();
    studio = await loadStudio();
    await studio.startStudio();
    expect(await counts()).toEqual([1, 1, 0]);
    expect(studio.state().datasets).toEqual([]);
  });
});

describe("removing", () => {
  test("can be undone; the rooms follow what has gone and come back", async () => {
    serveThreads(page);
    const { id } = await studio.addData([named()]);
    studio.editProject((project) => ({ ...project, data: { id, seed: 1 } }));
    await studio.describeData();
    expect(await studio.removeData(id)).toBeNull();
    expect(studio.state().datasets).toEqual([]);
    await until(studio, ({ data }) => data.status === "failed");
    expect(studio.state().data).toMatchObject({ problem: { code: "data-missing" } });
    expect(await studio.restoreData(id)).toBeNull();
    await until(studio, ({ data }) => data.status === "ready");
    expect(studio.state().datasets).toMatchObject([{ id }]);
  });

  test("takes the rows when its notice goes", async () => {
    serveThreads(page);
    const { id } = await studio.addData([named()]);
    await studio.removeData(id);
    studio.dismissNotice(studio.state().notices[0]!.id);
    await expect.poll(counts).toEqual([0, 0, 0]);
    expect((await studio.removeData(id))?.code).toBe("data-missing");
  });
});

test("another tab hears of what was added and removed", async () => {
  serveThreads(page);
  const other = await loadStudio();
  await other.startStudio();
  const { id } = await studio.addData([named()]);
  await until(other, ({ datasets }) => datasets.some((each) => each.id === id));
  await studio.removeData(id);
  await until(other, ({ datasets }) => datasets.length === 0);
  expect(other.state().notices).toEqual([]);
  await other.closeStorage();
});
