/**
 * Rows as they come out of the database are not trusted: each is parsed, a broken one is told and left where it is.
 * A few rows at a time, since a thousand points a run are much to read, and the page must stay responsive.
 */
import type { Table } from "dexie";
import type { z } from "zod";
import { type Problem, StudioError } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { type ModelRecord, type RunRecord, modelRecordSchema, runRecordSchema } from "../project/records.ts";
import { type StoredDataRecord, storedDataRecordSchema } from "../project/stored-data.ts";
import type { DatasetRow, ModelRow } from "./database.ts";

const ROWS_AT_A_TIME = 4;
const LONGEST_TASK_MS = 12;

/** All runs, the newest first. */
export async function readRuns(table: Table<RunRecord, string>, problems: Problem[]): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  await eachNewestFirst(table, (row) => {
    const run = parsed(runRecordSchema, row, runNamed(row.id), problems);
    if (run !== null) runs.push(run);
  });
  return runs;
}

/** Null when there is no such run. Throws a `StudioError` for a record that cannot be read. */
export async function readRun(table: Table<RunRecord, string>, id: string): Promise<RunRecord | null> {
  const row = await table.get(id);
  if (row === undefined) return null;
  const { data, error } = runRecordSchema.safeParse(row);
  if (error !== undefined) throw new StudioError(unreadable(runNamed(id), error));
  return data;
}

/** All models but those removed, the newest first. */
export async function readModels(
  table: Table<ModelRow, string>,
  removed: { id: string; removedAt: number }[],
  problems: Problem[],
): Promise<ModelRecord[]> {
  const models: ModelRecord[] = [];
  await eachNewestFirst(table, ({ id, removedAt, record }) => {
    if (removedAt !== null) {
      removed.push({ id, removedAt });
      return;
    }
    const model = parsed(modelRecordSchema, record, modelNamed(id), problems);
    if (model !== null) models.push(model);
  });
  return models;
}

/** The user's data sets, the newest first, without their rows. */
export interface StoredDatasets {
  readonly datasets: readonly StoredDataRecord[];
  readonly removed: readonly { readonly id: string; readonly removedAt: number }[];
  /** Of which not all rows are there yet, or ever will be. */
  readonly unfinished: readonly string[];
  readonly problems: readonly Problem[];
}

/** All data sets that are whole, the newest first; those removed and those unfinished by their ids. */
export async function readDatasets(table: Table<DatasetRow, string>): Promise<StoredDatasets> {
  const datasets: StoredDataRecord[] = [];
  const removed: { id: string; removedAt: number }[] = [];
  const unfinished: string[] = [];
  const problems: Problem[] = [];
  await eachNewestFirst(table, ({ id, removedAt, record }) => {
    if (record === null) unfinished.push(id);
    else if (removedAt !== null) removed.push({ id, removedAt });
    else {
      const dataset = parsed(storedDataRecordSchema, record, { en: `data set "${id}"`, zh: `数据集“${id}”` }, problems);
      if (dataset !== null) datasets.push(dataset);
    }
  });
  return { datasets, removed, unfinished, problems };
}

/** Throws a `StudioError` for a record that `readRuns` would leave out: what is written can be read. */
export function checkRun(record: RunRecord): void {
  const { error } = runRecordSchema.safeParse(record);
  if (error !== undefined) throw new StudioError(unwritable(runNamed(record.id), error));
}

/** As `checkRun`, for `readModels`. */
export function checkModel(record: ModelRecord): void {
  const { error } = modelRecordSchema.safeParse(record);
  if (error !== undefined) throw new StudioError(unwritable(modelNamed(record.id), error));
}

/** A few rows at a time, so that the page breathes. */
export async function eachNewestFirst<Row>(table: Table<Row, string>, visit: (row: Row) => void): Promise<void> {
  const keys = await table.orderBy("createdAt").reverse().primaryKeys();
  let since = performance.now();
  for (let start = 0; start < keys.length; start += ROWS_AT_A_TIME) {
    for (const row of await table.bulkGet(keys.slice(start, start + ROWS_AT_A_TIME))) {
      // Deleted since, by another tab.
      if (row !== undefined) visit(row);
      if (performance.now() - since < LONGEST_TASK_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  }
}

/** Null, and told among the problems, when it cannot be read. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  record: unknown,
  name: Text,
  problems: Problem[],
): z.infer<Schema> | null {
  const result = schema.safeParse(record);
  if (result.success) return result.data;
  problems.push(unreadable(name, result.error));
  return null;
}

function runNamed(id: string): Text {
  return { en: `run "${id}"`, zh: `训练记录“${id}”` };
}

function modelNamed(id: string): Text {
  return { en: `model "${id}"`, zh: `模型“${id}”` };
}

function causeOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? error.message : `${issue.path.join(".")}: ${issue.message}`;
}

export function unwritable(what: Text, error: z.ZodError): Problem {
  const cause = causeOf(error);
  return {
    code: "record-invalid",
    text: {
      en: `The ${what.en} was not stored, because it could not be read again (${cause}). This is a fault of the studio; what was stored before is unchanged.`,
      zh: `${what.zh}未保存，因为保存后将无法读取（${cause}）。这是工作室的错误；之前保存的内容不受影响。`,
    },
    cause,
  };
}

export function unreadable(what: Text, error: z.ZodError): Problem {
  const cause = causeOf(error);
  return {
    code: "record-unreadable",
    text: {
      en: `The ${what.en} cannot be read (${cause}) and is left out. It stays in the database untouched.`,
      zh: `${what.zh}无法读取（${cause}），已跳过。它仍原样保留在数据库中。`,
    },
    cause,
  };
}
