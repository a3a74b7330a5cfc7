/** What training leaves behind: runs and models, as the database, the worker and scripts see them. */
import { z } from "zod";
import { fittedStepSchema } from "../catalog/preprocessors/preprocessor.ts";
import { layerSelection } from "../catalog/layers/index.ts";
import type { Problem } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { projectSchema } from "./project.ts";
import { textSchema } from "./text-schema.ts";

export const backendIds = ["webgpu", "wasm", "webgl", "cpu"] as const;
export type BackendId = (typeof backendIds)[number];

/** Numbers that JSON cannot hold (NaN, infinity) are stored as they are by IndexedDB and come back so. */
const measured = z.custom<number>((value) => typeof value === "number", { error: "must be a number" });
export const measures = z.record(z.string(), measured);

/** One point of the curves; it stands for the steps since the point before it. */
export const historyPointSchema = z.strictObject({
  step: z.int(),
  /** Fraction of passes over the training part, e.g. 1.5. */
  epoch: z.number(),
  examples: z.number(),
  elapsedMs: z.number(),
  /** Of the last of the steps that this point stands for; left out in records of old. */
  learningRate: z.number().optional(),
  /** Mean training loss of the steps that this point stands for. */
  loss: measured,
  /** Loss and metrics on the validation part, where it was evaluated at this step. */
  validation: measures.optional(),
  /** Metrics on the training batches of those steps. */
  metrics: measures,
});
export type HistoryPoint = z.infer<typeof historyPointSchema>;

export const runStatuses = ["running", "finished", "stopped", "paused", "failed"] as const;

export const runSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: z.enum(runStatuses),
  /** Why it ended, in both languages. */
  reason: textSchema,
  modelId: z.string().nullable(),
  backend: z.enum(backendIds),
  trainer: z.enum(["reference", "compiled"]),
  steps: z.int(),
  /** Whose weights the model has, where they are not those of the last step. */
  modelStep: z.int().optional(),
  epochs: z.number(),
  examples: z.number(),
  elapsedMs: z.number(),
  finalLoss: measured.nullable(),
  validation: measures,
  test: measures,
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runRecordSchema = z.strictObject({
  id: z.string(),
  createdAt: z.number(),
  project: projectSchema,
  summary: runSummarySchema,
  history: z.array(historyPointSchema),
  /** Step of the checkpoint that it can go on from; left out when there is none. */
  checkpointStep: z.int().optional(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/**
 * Of a column that enters in windows: a prediction gives `length` values, oldest first, and is the answer for the row
 * `horizon` rows after the last of them. `latest` are the newest of the data, null where missing.
 */
const windowSchema = z.strictObject({
  length: z.int().positive(),
  horizon: z.int().positive(),
  latest: z.array(z.union([z.number(), z.string(), z.null()])),
});

/** A column as a prediction must supply it. */
export const inputColumnSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("number"),
    name: z.string(),
    /** Seen in the training rows: for a form's start value and range. */
    typical: z.number(),
    minimum: z.number(),
    maximum: z.number(),
    window: windowSchema.optional(),
  }),
  z.strictObject({
    type: z.literal("category"),
    name: z.string(),
    categories: z.array(z.string()),
    window: windowSchema.optional(),
  }),
  z.strictObject({ type: z.literal("text"), name: z.string() }),
  z.strictObject({ type: z.literal("time"), name: z.string() }),
  z.strictObject({ type: z.literal("image"), name: z.string(), shape: z.tuple([z.int(), z.int(), z.int()]) }),
]);
export type InputColumn = z.infer<typeof inputColumnSchema>;

/** What the model answers: one class of several, a number, its input again, or the next token of a text. */
export const targetSchema = z.discriminatedUnion("task", [
  z.strictObject({ task: z.literal("classification"), name: z.string(), classes: z.array(z.string()) }),
  z.strictObject({
    task: z.literal("regression"),
    name: z.string(),
    /** The network's answer is (number - mean) / deviation; left out, it is the number itself. */
    standardized: z.strictObject({ mean: z.number(), deviation: z.number().positive() }).optional(),
  }),
  z.strictObject({ task: z.literal("reconstruction"), name: z.string() }),
  z.strictObject({
    task: z.literal("generation"),
    name: z.string(),
    /** What each token's number stands for; 0 is where a text ends, 1 what is not known, both "". */
    tokens: z.array(z.string()),
    by: z.enum(["character", "word"]),
  }),
]);
export type Target = z.infer<typeof targetSchema>;

const trainedModelFields = {
  /** As trained: everything that the project left open is filled in. */
  project: projectSchema,
  layers: z.array(layerSelection),
  inputs: z.array(inputColumnSchema),
  target: targetSchema,
  preprocess: z.array(fittedStepSchema),
  /** Hash of the columns it was trained on. */
  dataFingerprint: z.string(),
  parameterCount: z.int(),
};
/** What the record says of the training itself. */
export const trainedModelSchema = z.strictObject(trainedModelFields);
export type TrainedModel = z.infer<typeof trainedModelSchema>;

/** How a model predicts that is no list of layers here: by the file that it came in. */
const ownProgramSchema = z.strictObject({
  by: z.enum(["onnx", "tensorflow-js"]),
  input: z.string(),
  output: z.string(),
  /** One example as the file has it. */
  shape: z.array(z.int().positive()),
  /** What its input holds. */
  element: z.enum(["float32", "float64", "int32", "int64"]),
  /** Pictures have their channels before rows and columns there. */
  isChannelsFirst: z.boolean(),
  /** What its numbers are where it tells classes. */
  gives: z.enum(["numbers", "scores", "probabilities"]),
  /** The file takes one example at a time. */
  isOneByOne: z.boolean(),
});
export type OwnProgram = z.infer<typeof ownProgramSchema>;

export const modelRecordSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  runId: z.string(),
  ...trainedModelFields,
  /** Size of the stored checkpoint. */
  bytes: z.int(),
  /** The studio's version that made it. */
  studioVersion: z.string(),
  /** Where it comes from, if no run here has trained it: its project and summary then say nothing of its training. */
  imported: z.strictObject({ from: z.string(), program: ownProgramSchema.optional() }).optional(),
  summary: runSummarySchema,
  history: z.array(historyPointSchema),
});
export type ModelRecord = z.infer<typeof modelRecordSchema>;

/** One named tensor of a checkpoint. */
export interface SavedTensor {
  /** "parameter/dense-1/kernel", "state/...", "optimizer/firstMoment/dense-1/kernel". */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface StoredFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Enough to go on exactly: all random draws and the order of examples follow from the seed and `step`. */
export interface Checkpoint {
  readonly step: number;
  readonly tensors: readonly SavedTensor[];
  /** Of a model that predicts by the file it came in: that file first, and those that belong to it. */
  readonly files?: readonly StoredFile[];
  /** What the trainer remembers beside tensors; left out by those who made weights by hand. */
  readonly host?: {
    readonly schedule: Readonly<Record<string, number>>;
    readonly optimizer?: Readonly<Record<string, number>>;
  };
}

export interface Prediction {
  readonly label?: string;
  /** By class. */
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly value?: number;
  /** Of a model that gives its input back: a picture's bytes, 0 to 255, or numbers as the network sees them. */
  readonly values?: readonly number[];
  /** The mean squared distance of the two: large for what is unlike all that was trained on. */
  readonly error?: number;
}

/** One row to predict: values by column name, or in the order of the model's inputs. */
export type PredictionRow =
  Readonly<Record<string, unknown>> | readonly unknown[] | ImageData | Float32Array | Uint8Array;

export interface BackendInfo {
  readonly id: BackendId;
  readonly available: boolean;
  /** Why it is missing, or why it could not be measured, in English, for scripts. */
  readonly reason?: string;
  /** The same, for people. */
  readonly explanation?: Text;
  /** The device's name. */
  readonly adapter?: string;
  readonly software?: boolean;
  /** How many compute together; left out where it is one, or the device's own business. */
  readonly threads?: number;
  /** Examples a second of a small reference network, measured here; left out as long as it is not measured. */
  readonly score?: number;
  /** The trainer that was measured. */
  readonly trainer?: RunPlan["trainer"];
  /** Of WebGPU: what a multiplication costs in each size of tile that products are computed in, the cheapest 1. */
  readonly tileCosts?: readonly number[];
}

/** A picture's bytes with its class. */
export interface UnseenPicture {
  readonly label: string;
  readonly pixels: Uint8Array;
}

/** What the row shows beside its answer: its picture, or the beginning of its text. */
interface PreviewRow {
  readonly text?: string;
  readonly pixels?: Uint8Array;
  readonly shape?: readonly [number, number, number];
}

/** A live picture of what the model says now. */
export type Preview =
  | { readonly kind: "line"; readonly feature: string; readonly x: readonly number[]; readonly y: readonly number[] }
  | {
      /** Class probabilities over the plane of two features, row by row from (xMinimum, yMinimum). */
      readonly kind: "plane";
      readonly features: readonly [string, string];
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
      readonly columns: number;
      readonly rows: number;
      /** The likeliest class and its probability for each cell. */
      readonly classes: Uint8Array;
      readonly confidence: Float32Array;
    }
  | {
      /** Some validation rows with what the model takes them for. */
      readonly kind: "examples";
      readonly examples: readonly (PreviewRow & {
        readonly truth: string;
        readonly prediction: string;
        readonly confidence?: number;
        readonly isRight: boolean;
      })[];
    }
  | {
      /** Some validation rows with the number that the model gives each, in the target's unit. */
      readonly kind: "numbers";
      readonly examples: readonly (PreviewRow & { readonly truth: number; readonly prediction: number })[];
    }
  | {
      /** Some validation pictures with what the model gives back of them. */
      readonly kind: "pictures";
      readonly shape: readonly [number, number, number];
      readonly pairs: readonly { readonly given: Uint8Array; readonly made: Uint8Array }[];
    }
  /** Texts as the model writes them. */
  | { readonly kind: "texts"; readonly texts: readonly string[] };

export interface RunPlan {
  readonly backend: BackendId;
  readonly adapter?: string;
  readonly isSoftware: boolean;
  readonly trainer: "reference" | "compiled";
  /** Why the run is not on the backend of first choice, and what that backend composes for want of kernels. */
  readonly note?: { readonly en: string; readonly zh: string };
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  readonly trainRows: number;
  readonly parameterCount: number;
  readonly loss: string;
  readonly metrics: readonly string[];
}

export interface RunProgress {
  readonly step: number;
  readonly epoch: number;
  readonly examples: number;
  readonly elapsedMs: number;
  readonly examplesPerSecond: number;
  readonly remainingMs: number;
  /** Bytes of tensors held on the device. */
  readonly memoryBytes: number;
}

/** How a run ended, before the library has filed it. */
export interface RunOutcome {
  readonly summary: Omit<RunSummary, "modelId">;
  readonly problem?: Problem;
  readonly model?: {
    readonly record: TrainedModel;
    readonly checkpoint: Checkpoint;
  };
}
