/** What the project does to the values of its columns, and the one-click changes of it. */
import { type DatasetDefinition, standardizesTarget } from "../../catalog/datasets/dataset.ts";
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
  return (
    preprocess ?? suggestedBy(id)?.preprocess?.map((step) => preprocessorSelection.parse(step)) ?? suggestedPreprocess
  );
}

function suggestedBy(id: string): DatasetDefinition["suggested"] {
  const definition: DatasetDefinition | undefined = datasets.find((dataset) => dataset.id === id);
  return definition?.suggested;
}

/** Whether a number target is taught with mean 0 and deviation 1. */
export function scalesTarget({ id, preprocess, standardizeTarget }: Data): boolean {
  return standardizeTarget ?? (preprocess === undefined && standardizesTarget(suggestedBy(id)));
}

/** Steps of the project's own; null goes back to the suggested ones. What is done to a number target stays. */
export function withSteps(data: Data, steps: readonly PreprocessorSelection[] | null): Data {
  const { preprocess: _steps, standardizeTarget: _scaled, ...rest } = data;
  if (steps === null) return rest;
  return { ...rest, preprocess: [...steps], standardizeTarget: scalesTarget(data) };
}

/** The steps with the one at `from` standing at `to`. */
export function moved<Step>(steps: readonly Step[], from: number, to: number): readonly Step[] {
  const others = steps.filter((_, index) => index !== from);
  return others.toSpliced(to, 0, ...steps.slice(from, from + 1));
}

export function fillsMissing(data: Data): boolean {
  return stepsOf(data).some(({ step }) => step === "impute");
}

/** Fills missing values before anything else is done. */
export function withFilledGaps(data: Data): Data {
  return withSteps(data, [preprocessorSelection.parse({ step: "impute" }), ...stepsOf(data)]);
}

/** Clips the outliers of one column once its gaps are filled, before anything is scaled by them. */
export function withClipped(data: Data, column: string): Data {
  const steps = stepsOf(data);
  const after = steps.findLastIndex(({ step }) => step === "impute") + 1;
  const clip = preprocessorSelection.parse({ step: "clip", columns: [column] });
  return withSteps(data, steps.toSpliced(after, 0, clip));
}

/** Whether a step clips this column's outliers. */
export function clips(data: Data, column: string): boolean {
  return stepsOf(data).some((step) => step.step === "clip" && step.columns?.includes(column) !== false);
}
