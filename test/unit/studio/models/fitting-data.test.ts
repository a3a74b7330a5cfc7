/** Which data sets a model can be measured on beside its own. */
import { expect, test } from "vitest";
import { parseProject } from "../../../../src/project/parse-project.ts";
import type { InputColumn, ModelRecord, Target } from "../../../../src/project/records.ts";
import { fittingData } from "../../../../src/studio/models/evaluate-model.ts";

async function fitting(trainedOn: string, inputs: readonly InputColumn[], target: Target): Promise<readonly string[]> {
  const { project } = parseProject({ data: { id: trainedOn } });
  // What a model reads and answers is all that is asked of it.
  const model = { project, inputs, target, preprocess: [] } as unknown as ModelRecord;
  return (await fittingData(model, [])).map(({ id }) => id);
}

test("a line fits a model of a wave, and the wave itself is no other data", async () => {
  const x: InputColumn = { type: "number", name: "x", typical: 0, minimum: -1, maximum: 1 };
  expect(await fitting("sine", [x], { task: "regression", name: "y" })).toEqual(["noisy-line"]);
});

test("pictures fit by their size and by what is told apart, also where the model brings no data of its own", async () => {
  const image = (side: number): InputColumn => ({ type: "image", name: "picture", shape: [side, side, 1] });
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  const digits: Target = { task: "classification", name: "class", classes };
  expect(await fitting("data-of-another", [image(28)], digits)).toEqual(["mnist"]);
  expect(await fitting("data-of-another", [image(32)], digits)).toEqual([]);
});
