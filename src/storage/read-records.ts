/** Rows as they come out of the database are not trusted: each is parsed, a broken one is told and left where it is. */
import { type z } from "zod";
import type { Problem } from "../language/studio-error.ts";
import { type ModelRecord, type RunRecord, modelRecordSchema, runRecordSchema } from "../project/records.ts";
import type { ModelRow } from "./database.ts";

export function readRuns(rows: readonly RunRecord[], problems: Problem[]): Promise<RunRecord[]> {
  return readAll(rows, runRecordSchema, problems, (row) => ({ en: `run "${row.id}"`, zh: `训练记录“${row.id}”` }));
}

export function readModels(rows: readonly ModelRow[], problems: Problem[]): Promise<ModelRecord[]> {
  return readAll(
    rows.map((row) => row.record),
    modelRecordSchema,
    problems,
    (_record, index) => ({ en: `model "${rows[index]?.id}"`, zh: `模型“${rows[index]?.id}”` }),
  );
}

async function readAll<Row, Schema extends z.ZodType>(
  rows: readonly Row[],
  schema: Schema,
  problems: Problem[],
  name: (row: Row, index: number) => { en: string; zh: string },
): Promise<z.infer<Schema>[]> {
  const records: z.infer<Schema>[] = [];
  let since = performance.now();
  for (const [index, row] of rows.entries()) {
    const parsed = schema.safeParse(row);
    if (parsed.success) records.push(parsed.data);
    else problems.push(unreadable(name(row, index), parsed.error));
    // A long library must not hold up the page.
    if (performance.now() - since > 10) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  }
  return records;
}

function unreadable(what: { en: string; zh: string }, error: z.ZodError): Problem {
  const [issue] = error.issues;
  const cause = issue === undefined ? error.message : `${issue.path.join(".")}: ${issue.message}`;
  return {
    code: "record-unreadable",
    text: {
      en: `The ${what.en} cannot be read (${cause}) and is left out. It stays in the database untouched.`,
      zh: `${what.zh}无法读取（${cause}），已跳过。它仍原样保留在数据库中。`,
    },
    cause,
  };
}
