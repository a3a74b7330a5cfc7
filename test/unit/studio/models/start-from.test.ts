/** A project that begins with a model of the library: its layers up to a cut, a new head, the rates. */
import { describe, expect, test } from "vitest";
import { layerSelection } from "../../../../src/catalog/layers/index.ts";
import { StudioError } from "../../../../src/language/studio-error.ts";
import type { Target } from "../../../../src/project/records.ts";
import { startingFrom, startingWeightsOf } from "../../../../src/studio/models/start-from.ts";
import { projectOf } from "../../../support/project-of.ts";

const project = projectOf({ data: { id: "fashion-mnist" } });
const source = {
  id: "model-1",
  layers: [
    { type: "conv2d", filters: 4 },
    { type: "max-pooling2d" },
    { type: "conv2d", filters: 8 },
    { type: "flatten" },
    { type: "dense", units: 16, activation: "relu" },
    { type: "dropout", rate: 0.5 },
    { type: "dense", units: 10 },
  ].map((layer) => layerSelection.parse(layer)),
};
const clothes: Target = { task: "classification", name: "label", classes: ["shirt", "shoe", "bag"] };
const data = { target: clothes, exampleShape: [28, 28, 1] };
const typesOf = (model: object) =>
  "layers" in model ? (model.layers as { type: string }[]).map(({ type }) => type) : [];

describe("starting from a model", () => {
  test("takes all but the last layer with weights, and ends in what the data asks for", () => {
    const { model, startFrom, training } = startingFrom(project, source, data);
    expect(model).toEqual({
      layers: [...source.layers.slice(0, 6), layerSelection.parse({ type: "dense", units: 3 })],
    });
    expect(startFrom).toEqual({ model: "model-1", layers: ["conv2d-1", "conv2d-2", "dense-1"] });
    expect(training).toEqual(project.training);
  });

  test("cut after a convolution, it pools what comes out", () => {
    const { model, startFrom } = startingFrom(project, source, data, { upTo: "conv2d-2" });
    expect(typesOf(model)).toEqual(["conv2d", "max-pooling2d", "conv2d", "global-average-pooling2d", "dense"]);
    expect(startFrom?.layers).toEqual(["conv2d-1", "conv2d-2"]);
  });

  test("what is taken stays as it is, or learns the slower the further it is from the head", () => {
    const rates = (choice: object) => startingFrom(project, source, data, choice).training.layerRates;
    expect(rates({ freeze: true })).toEqual({ "conv2d-1": 0, "conv2d-2": 0, "dense-1": 0 });
    expect(rates({ decay: 0.5 })).toEqual({ "conv2d-1": 0.125, "conv2d-2": 0.25, "dense-1": 0.5 });
  });

  test("an unknown layer, a model that is gone and data that do not fit are refused by name", async () => {
    expect(() => startingFrom(project, source, data, { upTo: "conv2d-3" })).toThrow(/Did you mean "conv2d-1"\?/);
    expect(() =>
      startingFrom(project, { ...source, layers: source.layers.slice(6) }, { ...data, exampleShape: [16] }),
    ).toThrow(/no layer to take/);
    expect(() => startingFrom(project, source, { ...data, exampleShape: [4] })).toThrow(StudioError);
    await expect(startingWeightsOf({ ...project, startFrom: { model: "gone" } })).rejects.toThrow(
      /^startFrom\.model: There is no model "gone"/,
    );
  });
});
