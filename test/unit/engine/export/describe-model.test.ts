/** The description beside an exported model tells what is known of it, and no more. */
import { expect, test } from "vitest";
import { describeModel } from "../../../../src/engine/export/describe-model.ts";
import { weightedModel } from "../../../support/exported-model.ts";
import { presetOnFittingData } from "../../../support/preset-training.ts";

test("of a model of another program neither data nor training is told", async () => {
  const { data, layers } = presetOnFittingData("mlp");
  const { model } = await weightedModel(data, layers);
  const handling = {
    input: [1],
    output: [1],
    use: { text: { en: "", zh: "" }, code: "", language: "" },
    preparedBy: "",
  };
  const told = (dataFingerprint: string): string => describeModel({ ...model, dataFingerprint }, handling, "en");
  for (const label of ["Data", "Loss", "Optimizer", "Steps × batch", "Seed"]) {
    expect(told("known")).toContain(`**${label}**`);
    expect(told("")).not.toContain(`**${label}**`);
  }
  expect(told("")).toContain("**Network**");
});
