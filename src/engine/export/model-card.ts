/** What travels along with an exported model, so that who gets the file knows what it takes, gives and is worth. */
import { z } from "zod";
import { answerUnit, inputUnit } from "../../project/column-unit.ts";
import { StudioError } from "../../language/studio-error.ts";
import { type ModelRecord, runSummarySchema, trainedModelSchema } from "../../project/records.ts";

export type ExportedModel = Pick<
  ModelRecord,
  | "name"
  | "target"
  | "inputs"
  | "preprocess"
  | "layers"
  | "project"
  | "summary"
  | "studioVersion"
  | "dataFingerprint"
  | "parameterCount"
>;

/** Of a file that takes examples. */
const GIVE_PREPARED = 'beside: prepare rows as "preprocess" says before the file is given them';

/** Each a text; what is no text is JSON. `preparation`: what the file is given, for whoever asks it. */
export function modelCard(model: ExportedModel, preparation = GIVE_PREPARED): Readonly<Record<string, string>> {
  const { name, target, inputs, preprocess, layers, project, summary, studioVersion } = model;
  const unit = answerUnit(model);
  const asText = {
    task: target.task,
    target: target.name,
    ...(unit === "" ? {} : { unit }),
    inputs: inputs.map((input) => ({
      name: input.name,
      type: input.type,
      unit: inputUnit(input, project) || undefined,
    })),
    ...(target.task === "classification" ? { classes: target.classes } : {}),
    ...(target.task === "generation" ? { tokens: target.tokens, by: target.by } : {}),
    preprocess,
    layers,
    data: project.data.id,
    steps: summary.steps,
    test: summary.test,
    preparation,
  };
  const texts = Object.entries(asText).map(
    ([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  const madeWith = `Descent Studio ${studioVersion}`;
  return { name, ...Object.fromEntries(texts), madeWith, [OWN_KEY]: JSON.stringify(ownCard(model)) };
}

/** Under which the studio finds all that it knows of the model, when the file comes back. */
export const OWN_KEY = "studio";

/** All that the studio knows of the model, but for its curves. */
export function ownCard(model: ExportedModel): OwnCard {
  const { name, project, layers, inputs, target, preprocess, dataFingerprint, parameterCount } = model;
  const { summary, studioVersion } = model;
  return {
    name,
    studioVersion,
    project,
    layers,
    inputs,
    target,
    preprocess,
    dataFingerprint,
    parameterCount,
    // JSON has no number that is none.
    summary: {
      ...summary,
      finalLoss: Number.isFinite(summary.finalLoss) ? summary.finalLoss : null,
      validation: finite(summary.validation),
      test: finite(summary.test),
    },
  };
}

function finite(measures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(measures).filter(([, value]) => Number.isFinite(value)));
}

const ownCardSchema = z.strictObject({
  ...trainedModelSchema.shape,
  name: z.string().min(1).max(200),
  studioVersion: z.string(),
  summary: runSummarySchema,
});
export type OwnCard = z.infer<typeof ownCardSchema>;

/** What a file tells of the model that the studio knew; null where it tells nothing of the kind. Throws a `StudioError` for a card that makes no sense. */
export function readOwnCard(metadata: Readonly<Record<string, unknown>>): OwnCard | null {
  const text = metadata[OWN_KEY];
  return typeof text === "string" ? parseOwnCard(() => JSON.parse(text)) : null;
}

/** Throws a `StudioError` where what `read` gives is none, or it fails. */
export function parseOwnCard(read: () => unknown): OwnCard {
  try {
    return ownCardSchema.parse(read());
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    const field = issue === undefined ? "" : ` (${issue.path.join(".")})`;
    throw new StudioError(
      {
        code: "model-card",
        text: {
          en: `What the file tells of its model cannot be read${field}: it is damaged, or of a newer studio. Export the model again.`,
          zh: `文件中的模型说明无法读取${field}：可能已损坏，或来自更新的版本。请重新导出模型。`,
        },
      },
      { cause },
    );
  }
}
