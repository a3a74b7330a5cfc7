/** What a project learns from its data, and a model that can: chosen together, so that what is shown can be trained. */
import { type PreprocessorInput, suggestedPreprocess } from "../../catalog/preprocessors/index.ts";
import type { DataTask, Project, ProjectInput } from "../../project/project.ts";

const tokens: readonly PreprocessorInput[] = [{ step: "tokenize" }];

/** The project with this task: steps that suit it, and the plainest model for it, where the task is another one. */
export function withTask(project: Project, task: DataTask): ProjectInput {
  const {
    task: before = "predict",
    preprocess: _steps,
    features: _features,
    balance: _balance,
    ...data
  } = project.data;
  if (before === task) return project;
  const { startFrom: _start, ...others } = project;
  switch (task) {
    case "predict":
      return { ...others, data, model: { architecture: "mlp" } };
    case "reconstruct":
      // What a text is cut into for other tasks cannot be given back.
      return {
        ...others,
        data: { ...data, task, preprocess: [...suggestedPreprocess] },
        model: { architecture: "autoencoder" },
      };
    case "continue":
      return { ...others, data: { ...data, task, preprocess: [...tokens] }, model: { architecture: "char-lstm" } };
  }
}
