/** Other data under the same project: a model that was made for the data before. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DataSummary } from "../../../../src/project/data-summary.ts";
import { closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let studio: Studio;
let openData: (id: string) => unknown;

beforeEach(async () => {
  openPage();
  studio = await loadStudio();
  ({ openData } = await import("../../../../src/studio/data/own-data.ts"));
});

afterEach(closePage);

/** What the thread would answer: three classes. */
function described(id: string, seen: Partial<DataSummary>): void {
  const value: DataSummary = {
    id,
    rows: 30,
    target: { task: "classification", name: "kind", classes: ["a", "b", "c"] },
    inputs: [],
    unseen: [],
    steps: [],
    exampleShape: [4],
    parts: { train: 20, validation: 5, test: 5 },
    ...seen,
  };
  studio.studioStore.setState({ data: { status: "ready", value } });
}

const model = () => studio.state().project.model;

test.each([
  ["a table", { exampleShape: [4] }, "mlp"],
  ["words as numbers", { exampleShape: [50], vocabulary: 300 }, "text-pooling"],
  ["windows over a series", { exampleShape: [12, 3] }, "gru-forecaster"],
] as const)(
  "a model for pictures makes way for one that suits %s, and can be brought back",
  (_, seen, architecture) => {
    studio.openProject({ data: { id: "mnist" }, model: { architecture: "vgg-small", config: {} } });
    const before = model();
    openData("iris");
    expect(model()).toEqual(before);
    described("iris", seen);
    expect(model()).toMatchObject({ architecture });
    const notice = studio.state().notices.at(-1);
    expect(notice?.text.en).toMatch(/^The model did not suit this data and has been replaced: /);
    notice?.action?.run();
    expect(model()).toEqual(before);
  },
);

test("undo goes back to the model, and then to the data", () => {
  studio.openProject({ data: { id: "mnist" }, model: { architecture: "cnn", config: {} } });
  openData("iris");
  described("iris", {});
  studio.undoEdit();
  expect(studio.state().project).toMatchObject({ data: { id: "iris" }, model: { architecture: "cnn" } });
  studio.undoEdit();
  expect(studio.state().project.data.id).toBe("mnist");
});

test("a list of layers that ends in as many classes as the data had before is replaced, too", () => {
  studio.openProject({ data: { id: "mnist" }, model: { layers: [{ type: "flatten" }, { type: "dense", units: 10 }] } });
  openData("iris");
  described("iris", {});
  expect(model()).toMatchObject({ architecture: "mlp" });
});

test("a model that suits stays, and so does one that was changed before the data was known", () => {
  studio.openProject({ data: { id: "mnist" }, model: { architecture: "mlp", config: { units: [7] } } });
  openData("iris");
  described("iris", {});
  expect(model()).toMatchObject({ architecture: "mlp", config: { units: [7] } });
  studio.openProject({ data: { id: "mnist" }, model: { architecture: "cnn", config: {} } });
  openData("iris");
  studio.editProject((project) => ({ ...project, model: { architecture: "lenet", config: {} } }));
  described("iris", {});
  expect(model()).toMatchObject({ architecture: "lenet" });
  expect(studio.state().notices).toEqual([]);
});
