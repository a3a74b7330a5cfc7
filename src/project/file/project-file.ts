/** What a project file says first: the project, and how many data sets, runs and models lie behind it. */
import { z } from "zod";
import { projectSchema } from "../project.ts";
import { modelRecordSchema, runRecordSchema } from "../records.ts";
import { storedDataRecordSchema } from "../stored-data.ts";

export const PROJECT_FILE_VERSION = 1;
/** The first entry. */
export const MANIFEST = "descent-project.json";

const count = z.int().nonnegative().max(20_000);
export const manifestSchema = z.strictObject({
  format: z.literal("descent-studio-project"),
  version: z.literal(PROJECT_FILE_VERSION),
  studioVersion: z.string(),
  project: projectSchema,
  datasets: count,
  runs: count,
  models: count,
});
export type Manifest = z.infer<typeof manifestSchema>;

const datasetEntrySchema = z.strictObject({
  record: storedDataRecordSchema,
  dictionaries: z.array(z.array(z.string()).nullable()),
  chunks: count,
});

/** Where each thing lies. */
export const pathOf = {
  dataset: (at: number) => `data/${at}/record.json`,
  chunk: (at: number, index: number) => `data/${at}/${index}.chunk`,
  run: (at: number) => `runs/${at}.json`,
  model: (at: number) => `models/${at}.json`,
  weights: (at: number) => `models/${at}.weights`,
};

export const entrySchemas = { dataset: datasetEntrySchema, run: runRecordSchema, model: modelRecordSchema };
