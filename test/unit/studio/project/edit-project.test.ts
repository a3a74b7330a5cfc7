import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Project, ProjectInput } from "../../../../src/project/project.ts";
import { closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let studio: Studio;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  openPage();
  studio = await loadStudio();
});

afterEach(() => {
  vi.useRealTimers();
  closePage();
});

function batchSize(value: number): (project: Project) => ProjectInput {
  return (project) => ({ ...project, training: { ...project.training, batchSize: value } });
}

const epochs =
  (value: number) =>
  (project: Project): ProjectInput => ({
    ...project,
    training: { ...project.training, epochs: value },
  });

describe("an edit", () => {
  test("counts when the schema accepts it", () => {
    expect(studio.editProject(batchSize(64))).toBeNull();
    expect(studio.state()).toMatchObject({ project: { training: { batchSize: 64 } }, canUndo: true, canRedo: false });
  });

  test("that is refused keeps the old project and says why", () => {
    const before = studio.state().project;
    expect(studio.editProject(batchSize(-1))?.text).toEqual({
      en: "training.batchSize: must be at least 1, but is -1.",
      zh: "training.batchSize：必须不小于 1，但实际为 -1。",
    });
    expect(studio.state()).toMatchObject({ project: before, canUndo: false });
  });

  test("that changes nothing is no step", () => {
    studio.editProject((project) => structuredClone(project));
    expect(studio.state().canUndo).toBe(false);
  });
});

describe("undo and redo", () => {
  test("lead back and forth through every step", () => {
    const first = studio.state().project;
    studio.editProject(batchSize(64));
    studio.editProject(epochs(9));
    const last = studio.state().project;
    studio.undoEdit();
    expect(studio.state()).toMatchObject({ project: { training: { batchSize: 64, epochs: 3 } }, canRedo: true });
    studio.undoEdit();
    expect(studio.state()).toMatchObject({ project: first, canUndo: false, canRedo: true });
    studio.undoEdit();
    studio.redoEdit();
    studio.redoEdit();
    expect(studio.state()).toMatchObject({ project: last, canUndo: true, canRedo: false });
    studio.redoEdit();
    expect(studio.state().project).toBe(last);
  });

  test("lead back through layers added, changed and taken away in quick succession", () => {
    const dense = (units: number) => ({ type: "dense", units }) as const;
    const withLayers =
      (...layers: readonly { readonly type: "dense"; readonly units: number }[]) =>
      (project: Project): ProjectInput => ({ ...project, model: { layers: [...layers] } });
    const units = () => {
      const { model } = studio.state().project;
      return "layers" in model ? model.layers.map((layer) => ("units" in layer ? layer.units : null)) : null;
    };
    for (const layers of [[3], [8, 3], [9, 3], [10, 3], [3], []]) studio.editProject(withLayers(...layers.map(dense)));
    expect(units()).toEqual([3]);
    studio.undoEdit();
    // The two changes of the same layer's units are one step.
    expect(units()).toEqual([10, 3]);
    studio.undoEdit();
    expect(units()).toEqual([8, 3]);
    studio.undoEdit();
    expect(units()).toEqual([3]);
  });

  test("a new edit ends what could be redone", () => {
    studio.editProject(batchSize(64));
    studio.undoEdit();
    studio.editProject(epochs(9));
    expect(studio.state().canRedo).toBe(false);
  });

  test("a dragged slider is one step, a later change of the same field another", () => {
    const first = studio.state().project;
    for (const value of [100, 90, 80]) studio.editProject(batchSize(value));
    vi.advanceTimersByTime(5_000);
    studio.editProject(batchSize(70));
    studio.undoEdit();
    expect(studio.state().project.training.batchSize).toBe(80);
    studio.undoEdit();
    expect(studio.state().project).toEqual(first);
  });

  test("another project in place of this one is a step too", () => {
    const first = studio.state().project;
    expect(studio.openProject({ data: { id: "iris" } })).toBeNull();
    studio.editProject((project) => ({ ...project, data: { ...project.data, id: "penguins" } }));
    studio.undoEdit();
    expect(studio.state().project.data.id).toBe("iris");
    studio.undoEdit();
    expect(studio.state().project).toEqual(first);
  });

  test("two hundred steps are kept, the newest", () => {
    for (let value = 1; value <= 250; value += 1) {
      vi.advanceTimersByTime(1_000);
      studio.editProject(batchSize(value));
    }
    for (let step = 0; step < 250; step += 1) studio.undoEdit();
    expect(studio.state().project.training.batchSize).toBe(50);
  });
});

test("a gallery entry becomes the project and opens the train room", () => {
  expect(studio.openGalleryEntry("penguins")).toBeNull();
  expect(studio.state()).toMatchObject({ room: "train", project: { name: "penguins", data: { id: "penguins" } } });
});

test("where a data set has taken another's place, undo and redo lead to it, and to nothing that is gone", () => {
  studio.openProject({ name: "first", data: { id: "data-old-1" } });
  studio.editProject((project) => ({ ...project, name: "second" }));
  studio.editProject((project) => ({ ...project, data: { ...project.data, id: "data-new-2" } }));
  studio.replaceDataInHistory("data-old-1", "data-new-2");
  studio.undoEdit();
  studio.undoEdit();
  expect(studio.state().project).toMatchObject({ name: "first", data: { id: "data-new-2" } });
  studio.redoEdit();
  expect(studio.state().project).toMatchObject({ name: "second", data: { id: "data-new-2" } });
});
