import { afterEach, beforeEach, expect, test } from "vitest";
import type { StoredDataRecord } from "../../../../src/project/stored-data.ts";
import { closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let studio: Studio;

beforeEach(async () => {
  openPage();
  studio = await loadStudio();
});

afterEach(closePage);

test("a name that nobody chose goes with its data", async () => {
  const { openData } = await import("../../../../src/studio/data/own-data.ts");
  studio.openGalleryEntry("digits");
  openData("iris");
  expect(studio.state().project.name).toBe("Iris");
  studio.setLanguage("zh");
  openData("cars");
  expect(studio.state().project.name).toBe("汽车油耗");
  studio.editProject((project) => ({ ...project, name: "Mileage" }));
  openData("iris");
  expect(studio.state().project.name).toBe("Mileage");
});

test("other data brings a course that fits it, and keeps the rest of how to train", async () => {
  const { openData } = await import("../../../../src/studio/data/own-data.ts");
  studio.openProject({
    data: { id: "mnist" },
    training: { optimizer: { id: "momentum", learningRate: 0.02 }, epochs: 1, seed: 3 },
  });
  expect(openData("iris")).toBeNull();
  expect(studio.state().project).toMatchObject({
    data: { id: "iris" },
    training: { optimizer: { id: "momentum", learningRate: 0.02 }, batchSize: 8, epochs: 100, seed: 3 },
  });
  studio.undoEdit();
  expect(studio.state().project).toMatchObject({ data: { id: "mnist" }, training: { batchSize: 128, epochs: 1 } });
});

test.each([
  ["text", "continue", "char-lstm"],
  ["image", "reconstruct", "autoencoder"],
] as const)(
  "data of nothing but a column of type %s opens with a task that it can be trained for",
  async (type, task, architecture) => {
    const { openData } = await import("../../../../src/studio/data/own-data.ts");
    const record = { id: "data-own", title: "own", columns: [{ name: "one", type }] };
    // Of a stored data set, no more is looked at when it is opened.
    studio.studioStore.setState({ datasets: [record as unknown as StoredDataRecord] });
    studio.openGalleryEntry("digits");
    expect(openData("data-own")).toBeNull();
    expect(studio.state().project).toMatchObject({ data: { id: "data-own", task }, model: { architecture } });
    openData("iris");
    expect(studio.state().project.data.task).toBeUndefined();
  },
);
