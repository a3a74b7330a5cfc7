/** Which presets suit the data, and why the others do not. */
import { architectures } from "../../catalog/architectures/index.ts";
import type { Definition } from "../../catalog/definition.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import type { Project } from "../../project/project.ts";
import { everySurveyed } from "../../project/survey-model.ts";
import { unfoldModel } from "./unfold-model.ts";

export interface JudgedPreset extends Pick<Definition, "id" | "title" | "summary"> {
  /** Null: it suits. */
  readonly problem: Problem | null;
}

export function judgePresets(data: DataSummary): readonly JudgedPreset[] {
  return architectures.map(({ id, title, summary }) => ({
    id,
    title,
    summary,
    problem: problemOfModel({ architecture: id, config: {} }, data),
  }));
}

/** Why a model cannot be trained on this data; null when it can. */
export function problemOfModel(model: Project["model"], data: DataSummary): Problem | null {
  const { problem, survey } = unfoldModel(model, data);
  if (problem !== undefined) return problem;
  const [first] = [...everySurveyed(survey.layers)].flatMap(({ mistake }) => (mistake === null ? [] : [mistake]));
  return (first ?? survey.answer)?.problem ?? null;
}
