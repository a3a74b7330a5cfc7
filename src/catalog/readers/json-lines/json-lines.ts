import { columnNames } from "../column-names.ts";
import { counted } from "../input-files.ts";
import { RecordColumns } from "../json-cells.ts";
import { LONGEST_RECORD } from "../limits.ts";
import type { Batch, InputFile, OpenedData, ReadContext, TableOptions } from "../reader.ts";
import { refuse } from "../refuse.ts";
import { decoded } from "../text-encoding.ts";

/** So large a share of lines that are no JSON means that the file is something else. */
const MOST_BROKEN_SHARE = 0.2;

/** https://jsonlines.org: read twice, since a record late in the file may bring a column of its own. */
export async function openJsonLines(
  file: InputFile,
  config: TableOptions,
  context: ReadContext,
): Promise<OpenedData<TableOptions>> {
  const columns = new RecordColumns();
  let lines = 0;
  let broken = 0;
  for await (const records of recordsOf(file, { ...context, progress: () => context.signal.throwIfAborted() })) {
    for (const { line, record } of records) {
      lines++;
      if (record !== undefined) columns.learn(record);
      else if (++broken <= 5) warnBroken(context, line);
    }
  }
  if (lines === 0 || broken > MOST_BROKEN_SHARE * lines) refuseBroken(file.path, broken, lines);
  return {
    kind: "table",
    columns: columnNames(columns.names, context).map((name) => ({ name })),
    options: config,
    batches: () => batches(file, columns, context),
  };
}

async function* batches(file: InputFile, columns: RecordColumns, context: ReadContext): AsyncGenerator<Batch> {
  for await (const records of recordsOf(file, context)) {
    const rows = records.flatMap(({ record }) => (record === undefined ? [] : [columns.row(record)]));
    if (rows.length > 0) yield { type: "rows", rows };
  }
}

interface Line {
  /** From 1. */
  readonly line: number;
  /** Undefined where the line is no JSON. */
  readonly record: unknown;
}

async function* recordsOf(file: InputFile, context: Pick<ReadContext, "progress">): AsyncGenerator<readonly Line[]> {
  let rest = "";
  let line = 0;
  const take = (texts: readonly string[]): Line[] =>
    texts.flatMap((text) => {
      line++;
      return text.trim() === "" ? [] : [{ line, record: parse(text) }];
    });
  for await (const text of decoded(counted(file, context), "utf-8", false)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_RECORD) refuseLong(line + lines.length + 1);
    yield take(lines);
  }
  yield take([rest]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function warnBroken(context: ReadContext, line: number): void {
  context.warn("broken-line", {
    en: `Line ${line} is not valid JSON and was left out.`,
    zh: `第 ${line} 行不是有效的 JSON，已忽略。`,
  });
}

function refuseBroken(path: string, broken: number, lines: number): never {
  return refuse(
    lines === 0 ? "empty-file" : "broken-json",
    lines === 0
      ? `"${path}" holds no records.`
      : `${broken} of ${lines} lines of "${path}" are not valid JSON. Each line must be a record of its own, such as {"x": 1}.`,
    lines === 0
      ? `“${path}”中没有记录。`
      : `“${path}”的 ${lines} 行中有 ${broken} 行不是有效的 JSON。每行应是一条独立记录，如 {"x": 1}。`,
  );
}

function refuseLong(line: number): never {
  return refuse(
    "row-too-long",
    `Line ${line} is longer than ${LONGEST_RECORD / 1e6} million characters. One record must fit into one line of moderate length.`,
    `第 ${line} 行超过 ${LONGEST_RECORD / 1e4} 万个字符。每条记录应在一行内且长度适中。`,
  );
}
