/** A number target is taught with mean 0 and deviation 1, and everything that is said of it is in its own unit. */
import { describe, expect, test } from "vitest";
import { gallery } from "../../../src/catalog/gallery/index.ts";
import { predictRows } from "../../../src/engine/predict-rows.ts";
import { type Target, targetSchema } from "../../../src/project/records.ts";
import { startBackend } from "../../../src/tensor/backends.ts";
import { runProject, steadyClock } from "../../support/run-project.ts";

const penguins = gallery.find(({ id }) => id === "penguins")!.project;
const weigh = (data: Readonly<Record<string, unknown>> = {}) => ({
  ...penguins,
  data: { id: "penguins", target: "Body Mass (g)", ...data },
});
const scaleOf = (target: Target | undefined) => (target?.task === "regression" ? target.standardized : null);
const brief = (project: object) => runProject({ ...project, training: { steps: 2 } });

describe("the body mass of penguins, with the gallery's settings", () => {
  test("is learnt, reported and predicted in grams", async () => {
    const { outcome, events } = await runProject(weigh(), { preferred: ["wasm"], now: steadyClock(50) });
    const { record, checkpoint } = outcome.model!;
    const { r2, mae, loss } = outcome.summary.test;
    expect(r2).toBeGreaterThan(0.6);
    expect(mae).toBeGreaterThan(50);
    expect(Math.sqrt(loss!)).toBeGreaterThan(mae!);
    expect(Math.sqrt(loss!)).toBeLessThan(2 * mae!);
    const scale = scaleOf(targetSchema.parse(record.target))!;
    expect(scale.mean).toBeGreaterThan(3900);
    expect(scale.mean).toBeLessThan(4500);
    const rows = [
      ["Adelie", "Torgersen", 39.1, 18.7, 181, "MALE"],
      ["Gentoo", "Biscoe", 50, 16.3, 230, "MALE"],
    ].map(([species, island, length, depth, flipper, sex]) => ({
      Species: species,
      Island: island,
      "Beak Length (mm)": length,
      "Beak Depth (mm)": depth,
      "Flipper Length (mm)": flipper,
      Sex: sex,
    }));
    const [light, heavy] = await predictRows(await startBackend("cpu"), record, checkpoint, rows);
    expect(Math.abs(light!.value! - 3900)).toBeLessThan(600);
    expect(Math.abs(heavy!.value! - 5700)).toBeLessThan(700);
    const preview = events.flatMap((event) => (event.type === "run-progress" ? (event.preview ?? []) : [])).at(-1)!;
    if (preview.kind !== "numbers") throw new Error(preview.kind);
    for (const { truth, prediction } of preview.examples) {
      // The file has whole quarters of a hundred grams.
      expect(truth % 25).toBe(0);
      expect(Math.abs(truth - prediction)).toBeLessThan(1500);
    }
  });

  test("comes out the same from the project as it was trained", async () => {
    const first = await brief(weigh());
    const { project } = first.outcome.model!.record;
    expect(project.data).toMatchObject({ standardizeTarget: true });
    const again = await runProject(project);
    expect(again.outcome.summary.test).toEqual(first.outcome.summary.test);
  });

  test.each([
    ["steps of its own", { preprocess: [{ step: "impute" }, { step: "one-hot" }] }],
    ["no steps", { preprocess: [], features: ["Flipper Length (mm)"] }],
    ["a project that says so", { standardizeTarget: false }],
  ])("is taught as it stands with %s", async (_, data) => {
    const { outcome } = await brief(weigh(data));
    expect(scaleOf(outcome.model?.record.target)).toBeUndefined();
  });
});

test("a data set that suggests its own preparation keeps its target as it stands", async () => {
  const { outcome } = await brief({ data: { id: "noisy-line" }, model: { architecture: "linear" } });
  expect(scaleOf(outcome.model?.record.target)).toBeUndefined();
});
