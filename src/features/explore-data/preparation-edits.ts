/** What the project does to the values of its columns, and the one-click changes of it. */
import { datasets } from "../../catalog/datasets/index.ts";
import {
  type PreprocessorSelection,
  preprocessorSelection,
  suggestedPreprocess,
} from "../../catalog/preprocessors/index.ts";
import type { Project } from "../../project/project.ts";

type Data = Project["data"];

/** The steps in force: the project's own, else the data set's, else what is suggested for any. */
export function stepsOf({ id, preprocess }: Data): readonly PreprocessorSelection[] {
  if (preprocess !== undefined) return preprocess;
  const own = datasets.find((dataset) => dataset.id === id)?.suggested;
  if (own === undefined || !("preprocess" in own) || own.preprocess === undefined) return suggestedPreprocess;
  return own.preprocess.map((step) => preprocessorSelection.parse(step));
}

export function fillsMissing(data: Data): boolean {
  return stepsOf(data).some(({ step }) => step === "impute");
}

/** Fills missing values before anything else is done. */
export function withFilledGaps(data: Data): Data {
  return { ...data, preprocess: [preprocessorSelection.parse({ step: "impute" }), ...stepsOf(data)] };
}
