/** What scripts hand over beside a project: checked like one, since a wrong name would reach the stored records. */
import { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import { explainIssues } from "../../project/explain-issue.ts";
import { type EvaluatedPart, type OtherDataset, evaluatedParts } from "../../project/model-evaluation.ts";
import { samplingSchema } from "../../project/generation.ts";
import type { AddProgress } from "../../project/stored-data.ts";
import type { ScriptedEvent } from "./scripting-answers.ts";

const text = (en: string, zh: string) => ({ params: { text: { en, zh } } });

export const signalSchema = z.custom<AbortSignal>(isSignal, text("must be an AbortSignal", "应为 AbortSignal"));

export function listener<Listener>() {
  return z.custom<Listener>((value) => typeof value === "function", text("must be a function", "应为函数"));
}

export const trainOptionsSchema = z.strictObject({
  /** Of the run and its model; left out: the project's. */
  name: z.string().trim().min(1).max(200).exactOptional(),
  /** Aborting is stopping: the run resolves with what it has learnt so far. */
  signal: signalSchema.exactOptional(),
  onEvent: listener<(event: ScriptedEvent) => void>().exactOptional(),
});
export type TrainOptions = z.infer<typeof trainOptionsSchema>;

const otherDataset = z.strictObject({ id: z.string().min(1), config: z.record(z.string(), z.unknown()).optional() });

/** A part by its name, or with what can be said beside it; or another data set, all of it. */
export const evaluateOptionsSchema = z.preprocess(
  (given) => (typeof given === "string" ? { part: given } : given),
  z
    .strictObject({
      /** Left out: the best judge that there are rows for. */
      part: z.enum(evaluatedParts).exactOptional(),
      data: z
        .union([
          z
            .string()
            .min(1)
            .transform((id) => ({ id })),
          otherDataset,
        ])
        .exactOptional(),
      signal: signalSchema.exactOptional(),
    })
    .refine(
      ({ part, data }) => part === undefined || data === undefined,
      text(
        "a part is one of the model's own data: leave out part or data",
        "part 指模型自身数据的一部分，不能与 data 同时给出",
      ),
    ),
);
export type EvaluateOptionsInput =
  | EvaluatedPart
  | { readonly part?: EvaluatedPart; readonly signal?: AbortSignal }
  | { readonly data: string | OtherDataset; readonly signal?: AbortSignal };

/** Beside the settings of the format. */
export const exportOptionsSchema = z.looseObject({ signal: signalSchema.exactOptional() });
export type ExportOptionsInput = z.input<typeof exportOptionsSchema>;

/** Beside what the format's reader takes. */
export const addOptionsSchema = z.looseObject({
  title: z.string().trim().min(1).max(200).exactOptional(),
  /** A reader's id. */
  format: z.string().exactOptional(),
  signal: signalSchema.exactOptional(),
  onProgress: listener<(progress: AddProgress) => void>().exactOptional(),
});
export type AddOptionsInput = z.input<typeof addOptionsSchema>;

export const benchmarkOptionsSchema = z.strictObject({
  workloads: z.array(z.string()).min(1).exactOptional(),
  engines: z.array(z.string()).min(1).exactOptional(),
  backends: z.array(z.string()).min(1).exactOptional(),
  rounds: z.int().min(1).max(50).exactOptional(),
  signal: signalSchema.exactOptional(),
  onProgress: listener<(progress: Readonly<Record<string, string | number>>) => void>().exactOptional(),
});
export type BenchmarkOptionsInput = z.input<typeof benchmarkOptionsSchema>;

const addedFileSchema = z.union([
  z.custom<Blob>((value) => value instanceof Blob),
  z.strictObject({ file: z.custom<Blob>((value) => value instanceof Blob), path: z.string().min(1) }),
]);
export const addedFilesSchema = z
  .union([addedFileSchema, z.array(addedFileSchema).min(1)])
  .transform((given) => (Array.isArray(given) ? given : [given]));
export type AddedFilesInput = z.input<typeof addedFilesSchema>;

const modelFileSchema = z.custom<File>((value) => value instanceof File);
export const modelFilesSchema = z
  .union([modelFileSchema, z.array(modelFileSchema).min(1)])
  .transform((given) => (Array.isArray(given) ? given : [given]));
export type ModelFilesInput = z.input<typeof modelFilesSchema>;

export const generateOptionsSchema = samplingSchema.extend({
  /** Aborting ends with what is written by then. */
  signal: z.custom<AbortSignal>(isSignal, text("must be an AbortSignal", "应为 AbortSignal")).exactOptional(),
  /** What each text has got since the last time. */
  onText: z
    .custom<(pieces: readonly string[]) => void>(
      (value) => typeof value === "function",
      text("must be a function", "应为函数"),
    )
    .exactOptional(),
});
export type GenerateOptions = z.input<typeof generateOptionsSchema>;

/** How a project starts from a model: see `models/start-from.ts`. */
export const startChoiceSchema = z
  .strictObject({
    upTo: z.string().exactOptional(),
    freeze: z.boolean().exactOptional(),
    decay: z.number().positive().max(1).exactOptional(),
  })
  .refine(({ freeze, decay }) => freeze !== true || decay === undefined, {
    error: "freeze and decay exclude each other",
    ...text(
      "takes either freeze or decay, since what is frozen has no rate",
      "freeze 与 decay 只能取其一：冻结的层没有学习率",
    ),
  });
export type StartChoice = z.input<typeof startChoiceSchema>;

/** How long it may be is the library's to say. */
export const nameSchema = z.string();

/** The argument as its schema has it. Throws a `StudioError` that names the field, as `argument` or a part of it. */
export function checkedArgument<Schema extends z.ZodType>(
  schema: Schema,
  argument: string,
  given: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const known = (path: readonly PropertyKey[]): readonly string[] =>
    schema instanceof z.ZodObject ? Object.keys(path.length === 0 ? schema.shape : {}) : [];
  const { text: sentence } = explainIssues(parsed.error.issues, given, known, [argument]);
  throw new StudioError({ code: "invalid-options", text: sentence });
}

/** By what is used of it: one of another frame is none of this frame's class. */
function isSignal(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "aborted" in value &&
    "addEventListener" in value &&
    typeof value.addEventListener === "function"
  );
}
