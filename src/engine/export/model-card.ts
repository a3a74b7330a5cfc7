/** What travels along with an exported model, so that who gets the file knows what it takes, gives and is worth. */
import type { ModelRecord } from "../../project/records.ts";

export type ExportedModel = Pick<
  ModelRecord,
  "name" | "target" | "inputs" | "preprocess" | "layers" | "project" | "summary" | "studioVersion"
>;

/** Each a text; what is no text is JSON. */
export function modelCard(model: ExportedModel): Readonly<Record<string, string>> {
  const { name, target, inputs, preprocess, layers, project, summary, studioVersion } = model;
  const asText = {
    task: target.task,
    target: target.name,
    inputs: inputs.map(({ name: column, type }) => ({ name: column, type })),
    ...(target.task === "classification" ? { classes: target.classes } : {}),
    ...(target.task === "generation" ? { tokens: target.tokens, by: target.by } : {}),
    preprocess,
    layers,
    data: project.data.id,
    steps: summary.steps,
    test: summary.test,
  };
  const texts = Object.entries(asText).map(
    ([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  return { name, ...Object.fromEntries(texts), madeWith: `Descent Studio ${studioVersion}` };
}
