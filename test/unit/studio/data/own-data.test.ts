import { afterEach, beforeEach, expect, test } from "vitest";
import { closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let studio: Studio;

beforeEach(async () => {
  openPage();
  studio = await loadStudio();
});

afterEach(closePage);

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
