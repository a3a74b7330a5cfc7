/** A layer that is added fits where it goes, by itself as far as it can. */
import { describe, expect, test } from "vitest";
import type { ModelSeam } from "../../../src/catalog/architectures/architecture.ts";
import { layOut, layers } from "../../../src/catalog/layers/index.ts";
import { StudioError } from "../../../src/language/studio-error.ts";
import { insertLayers } from "../../../src/project/edit-layers.ts";
import { leastLayers, newLayer, placeOfNew } from "../../../src/project/new-layer.ts";
import { surveyModel } from "../../../src/project/survey-model.ts";

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
