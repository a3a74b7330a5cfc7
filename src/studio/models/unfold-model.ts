/** What the project's model will be on its data, or the sentence why a preset does not suit it. */
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { ModelSeam } from "../../catalog/architectures/architecture.ts";
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { presetOf, seamOf } from "../../project/preset.ts";
import type { Project } from "../../project/project.ts";
import { type ModelSurvey, surveyModel } from "../../project/survey-model.ts";

export type UnfoldedModel =
  | {
      readonly layers: readonly AnyLayer[];
      readonly survey: ModelSurvey;
      readonly seam: ModelSeam;
      readonly problem?: never;
    }
  | { readonly problem: Problem; readonly survey?: never };

export function unfoldModel(model: Project["model"], data: DataSummary): UnfoldedModel {
  const seam = seamOf(data.target, data.exampleShape, data.vocabulary);
  try {
    const layers = "layers" in model ? model.layers : presetOf(model).layers(seam);
    return { layers, survey: surveyModel(layers, seam), seam };
  } catch (thrown) {
    if (thrown instanceof StudioError) return { problem: thrown.problem };
    throw thrown;
  }
}
