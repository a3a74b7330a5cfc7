/** A project goes into one file with all that belongs to it, and comes out of it in another browser; a broken one changes nothing. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MANIFEST, pathOf } from "../../../../src/project/file/project-file.ts";
import { ZipWriter, openZip } from "../../../../src/project/file/zip.ts";
import { type Page, openPage } from "../page.ts";
import { type Script, leaveScripted, openScripted } from "../scripted-studio.ts";
import { serveThreads } from "../serve-threads.ts";
import type { Studio } from "../studio.ts";

let page: Page;
let studio: Studio;
let script: Script;

async function enter(): Promise<void> {
  page = openPage();
  ({ studio, script } = await openScripted());
  serveThreads(page);
}
beforeEach(enter);
afterEach(() => leaveScripted(page, studio));

/** Another browser: nothing of this one is there. */
async function goElsewhere(): Promise<void> {
  await leaveScripted(page, studio);
  await enter();
}

const rows = Array.from({ length: 30 }, (_, row) => `${row % 7},${row % 2 ? "odd" : "even"},说 ${row},${row % 2}`);
const table = (): File => new File([`size,kind,said,odd\n${rows.join("\n")}`], "numbers.csv");

async function savedProject(): Promise<{ readonly file: Blob; readonly answer: unknown; readonly modelId: string }> {
  const { id } = await script.data.add(table());
  const project = {
    name: "odd ones",
    data: { id, target: "odd", features: ["size", "kind"] },
    training: { epochs: 2, backend: "cpu" },
  };
  await script.project.open(project);
  const { modelId } = await script.train(project);
  const [answer] = await script.models.predict(modelId!, [{ size: 3, kind: "odd" }]);
  const { file, ...counts } = await script.project.save();
  expect(counts).toEqual({ name: "odd ones.descent.zip", datasets: 1, runs: 1, models: 1 });
  return { file, answer, modelId: modelId! };
}

test("a file brings project, rows, curves and weights into another browser", async () => {
  const { file, answer, modelId } = await savedProject();
  const curves = (await script.runs.get((await script.runs.list())[0]!.id)).history;
  await goElsewhere();
  expect(await script.project.import(file)).toEqual({ name: "odd ones", datasets: 1, runs: 1, models: 1 });
  const [data] = await script.data.list();
  expect(data).toMatchObject({ title: "numbers", rows: 30, builtIn: false });
  expect(await script.project.get()).toMatchObject({ name: "odd ones", data: { id: data!.id } });
  expect((await script.runs.get((await script.runs.list())[0]!.id)).history).toEqual(curves);
  expect(await script.models.predict(modelId, [{ size: 3, kind: "odd" }])).toEqual([answer]);
  const evaluated = await script.models.evaluate(modelId);
  expect(evaluated.rows).toBeGreaterThan(0);
  // A run on the rows that came along is the very run again.
  const again = await script.train(await script.project.get());
  expect((await script.runs.get(again.id)).history.map(({ loss }) => loss)).toEqual(curves.map(({ loss }) => loss));
});

test("what is here already stays as it is; what only has the same id comes in under another", async () => {
  const { file, answer, modelId } = await savedProject();
  expect(await script.project.import(file)).toEqual({ name: "odd ones", datasets: 0, runs: 0, models: 0 });
  const changed = await rewritten(file, (path, content) =>
    /^(?:runs|models)\/0\.json$/.test(path) ? content.replace(/"createdAt":\d+/, '"createdAt":5') : content,
  );
  expect(await script.project.import(changed)).toMatchObject({ datasets: 0, runs: 1, models: 1 });
  const models = await script.models.list();
  expect(models).toHaveLength(2);
  const other = models.find(({ id }) => id !== modelId)!;
  expect(await script.models.predict(other.id, [{ size: 3, kind: "odd" }])).toEqual([answer]);
});

/** The file with its texts changed; null leaves an entry out. */
async function rewritten(file: Blob, change: (path: string, content: string) => string | null): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const zip = new ZipWriter(async (piece) => void pieces.push(piece));
  for (const [path, entry] of await openZip(file)) {
    const bytes = await entry.read();
    const isText = path.endsWith(".json");
    const content = change(path, isText ? new TextDecoder().decode(bytes) : "");
    if (content !== null) await zip.add(path, isText ? new TextEncoder().encode(content) : bytes);
  }
  await zip.end();
  return new Blob(pieces);
}

describe("a file that is not sound", () => {
  const textOf =
    (from: RegExp | string, to: string, at = MANIFEST) =>
    (file: Blob) =>
      rewritten(file, (path, content) => (path === at ? content.replace(from, to) : content));
  const without = (gone: string) => (file: Blob) =>
    rewritten(file, (path, content) => (path === gone ? null : content));
  const bytes = (change: (view: DataView) => void) => async (file: Blob) => {
    const buffer = await file.arrayBuffer();
    change(new DataView(buffer));
    return new Blob([buffer]);
  };
  const endOf = (view: DataView): number => view.byteLength - 22;
  const listOf = (view: DataView): number => view.getUint32(endOf(view) + 16, true);
  const cases: Readonly<Record<string, readonly [(file: Blob) => Promise<Blob> | Blob, string]>> = {
    "no zip file": [() => new Blob(["hello"]), "broken-project-file"],
    "an empty file": [() => new Blob([]), "broken-project-file"],
    "cut short": [(file) => file.slice(0, file.size - 100), "broken-project-file"],
    "cut at its head": [(file) => file.slice(500), "broken-project-file"],
    "another zip file": [without(MANIFEST), "not-a-project-file"],
    "another format": [textOf("descent-studio-project", "something"), "not-a-project-file"],
    "a newer version": [textOf('"version":1', '"version":2'), "newer-project-file"],
    "no JSON": [textOf("{", "{{"), "broken-project-file"],
    "a project that is none": [textOf('"epochs":2', '"epochs":-2'), "broken-project-file"],
    "more runs than it has": [textOf('"runs":1', '"runs":2'), "broken-project-file"],
    "more runs than anybody has": [textOf('"runs":1', '"runs":1e9'), "broken-project-file"],
    "without weights": [without(pathOf.weights(0)), "broken-project-file"],
    "without rows": [without(pathOf.chunk(0, 0)), "broken-project-file"],
    "with a model of other layers": [
      textOf('"parameterCount":', '"parameterCount":1', pathOf.model(0)),
      "broken-project-file",
    ],
    "with a layer that is none": [textOf('"type":"dense"', '"type":"dunce"', pathOf.model(0)), "broken-project-file"],
    "with fewer rows than it says": [textOf('"rows":30', '"rows":31', pathOf.dataset(0)), "broken-project-file"],
    "with a code that has no word": [textOf('["even","odd"]', '["even"]', pathOf.dataset(0)), "broken-project-file"],
    "with columns of another kind": [
      textOf('"type":"category"', '"type":"number"', pathOf.dataset(0)),
      "broken-project-file",
    ],
    "with a list beyond its end": [
      bytes((view) => view.setUint32(endOf(view) + 16, 2 ** 31, true)),
      "broken-project-file",
    ],
    "with an entry of four gigabytes": [
      bytes((view) => view.setUint32(listOf(view) + 24, 2 ** 32 - 1, true)),
      "broken-project-file",
    ],
    "with an entry beyond its end": [
      bytes((view) => view.setUint32(listOf(view) + 42, 2 ** 30, true)),
      "broken-project-file",
    ],
    "with a sum that is wrong": [bytes((view) => view.setUint32(listOf(view) + 16, 1, true)), "broken-project-file"],
    "with bytes that unpack to something else": [
      bytes((view) => view.setUint32(90, 0x55555555, true)),
      "broken-project-file",
    ],
    "packed in another way": [bytes((view) => view.setUint16(listOf(view) + 10, 12, true)), "broken-project-file"],
  };

  test("is refused with a sentence, and nothing of it is kept", async () => {
    const { file } = await savedProject();
    await goElsewhere();
    const before = studio.state();
    for (const [name, [spoil, code]] of Object.entries(cases)) {
      const spoilt = await spoil(file);
      await expect(script.project.import(spoilt), name).rejects.toMatchObject({ code });
    }
    const { project, runs, models, datasets } = studio.state();
    expect({ project, runs, models, datasets }).toEqual({
      project: before.project,
      runs: [],
      models: [],
      datasets: [],
    });
    const storage = await studio.openedStorage();
    expect((await storage.loadDatasets()).unfinished).toEqual([]);
    expect(await script.project.import(file)).toMatchObject({ datasets: 1, runs: 1, models: 1 });
  });
});
