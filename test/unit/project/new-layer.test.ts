/** A layer that is added fits where it goes, by itself as far as it can. */
import { describe, expect, test } from "vitest";
import type { ModelSeam } from "../../../src/catalog/architectures/architecture.ts";
import { layOut, layers } from "../../../src/catalog/layers/index.ts";
import { StudioError } from "../../../src/language/studio-error.ts";
import { insertLayers } from "../../../src/project/edit-layers.ts";
import { leastLayers, newLayer, placeOfNew } from "../../../src/project/new-layer.ts";
import type { ModelMend } from "../../../src/project/answer-mends.ts";
import { presetOf } from "../../../src/project/preset.ts";
import type { ArchitectureId } from "../../../src/project/project.ts";
import { everySurveyed, type ModelSurvey, surveyModel } from "../../../src/project/survey-model.ts";

const seams: Readonly<Record<string, ModelSeam>> = {
  table: { input: [7], outputs: 3, task: "classification" },
  picture: { input: [9, 8, 3], outputs: 10, task: "classification" },
  dot: { input: [1, 1, 1], outputs: 2, task: "classification" },
  series: { input: [12, 5], outputs: 1, task: "regression" },
  echo: { input: [6, 6, 1], outputs: 36, task: "reconstruction" },
  tale: { input: [20], vocabulary: 50, outputs: 50, task: "generation" },
  text: { input: [20], vocabulary: 50, outputs: 2, task: "classification" },
};

function fits(type: string, { input, vocabulary }: ModelSeam): boolean {
  try {
    layOut([newLayer(type, input, vocabulary)], input);
    return true;
  } catch (thrown) {
    if (thrown instanceof StudioError) return false;
    throw thrown;
  }
}

test.each(layers)("$id can be added anywhere, and fits at once on data it is for", ({ id }) => {
  const fitting = Object.entries(seams).filter(([, seam]) => fits(id, seam));
  expect(fitting.map(([name]) => name)).not.toEqual([]);
});

test.each(Object.entries(seams))("on a %s, the fewest layers answer what is asked", (_name, seam) => {
  const survey = surveyModel(leastLayers(seam), seam);
  expect(survey.answer).toBeNull();
  expect(survey.output?.at(-1)).toBe(seam.outputs);
});

/** Networks as people begin with them. */
const begun: readonly (readonly [string, ArchitectureId, Record<string, unknown>])[] = [
  ["table", "mlp", { units: [8] }],
  ["picture", "cnn", {}],
  ["series", "gru-forecaster", {}],
  ["text", "text-pooling", {}],
  ["text", "text-lstm", {}],
  ["tale", "char-lstm", {}],
];

describe.each(begun)("%s, %s: any layer is added, and whatever it asks for", (kind, architecture, config) => {
  const seam = seams[kind]!;
  const preset = presetOf({ architecture, config }).layers(seam);
  test.each(layers)("$id is mended in a few clicks", ({ id }) => {
    const found = placeOfNew(id, surveyModel(preset, seam).layers, seam);
    let survey = surveyModel(insertLayers(preset, [], found.place, [found.layer]), seam);
    const said: string[] = [];
    for (let mend = firstMend(survey); mend !== undefined; mend = firstMend(survey)) {
      said.push(mend.title.en);
      if (said.length > 4) break;
      survey = surveyModel(mend.layers, seam);
    }
    expect(said.length, said.join(", ")).toBeLessThan(5);
  });
});

function firstMend({ layers: surveyed, answer }: ModelSurvey): ModelMend | undefined {
  const wrong = [...everySurveyed(surveyed)].find(({ mistake }) => mistake !== null)?.mistake ?? answer;
  if (wrong === null || wrong === undefined) return undefined;
  expect(wrong.mends, wrong.problem.text.en).not.toEqual([]);
  return wrong.mends[0];
}

test.each([
  ["picture", "cnn", "conv2d", 4],
  ["picture", "cnn", "residual", 4],
  ["picture", "cnn", "lstm", 4],
  ["picture", "cnn", "dense", 6],
  ["text", "text-pooling", "transformer-block", 1],
  ["text", "text-pooling", "dropout", 3],
  ["series", "gru-forecaster", "conv1d", 0],
] as const)("on a %s, %s takes a new %s at %d", (kind, architecture, type, place) => {
  const seam = seams[kind]!;
  const preset = presetOf({ architecture, config: {} }).layers(seam);
  expect(placeOfNew(type, surveyModel(preset, seam).layers, seam).place).toBe(place);
});

describe("where nobody says, a layer goes before the answer,", () => {
  test.each([
    ["and before the flatten layer where it works on pictures", "conv2d", 0],
    ["behind the flatten layer where it works on numbers", "dense", 1],
    ["as far back as it fits", "dropout", 1],
  ])("%s", (_name, type, place) => {
    const seam = seams["picture"]!;
    const least = leastLayers(seam);
    const found = placeOfNew(type, surveyModel(least, seam).layers, seam);
    expect(found.place).toBe(place);
    const survey = surveyModel(insertLayers(least, [], found.place, [found.layer]), seam);
    expect(survey.answer).toBeNull();
    expect(survey.output).toEqual([10]);
  });
});
