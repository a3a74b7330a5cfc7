import { columnNames } from "../column-names.ts";
import { counted, headOf } from "../input-files.ts";
import { checkColumns } from "../limits.ts";
import {
  type Batch,
  type InputFile,
  OpenAgain,
  type OpenedData,
  type ReadContext,
  type TypeChoice,
} from "../reader.ts";
import { refuse } from "../refuse.ts";
import { type Encoding, WrongEncoding, decoded, guessEncoding, guessFromSample } from "../text-encoding.ts";
import { type Delimiter, guessDecimal, guessDelimiter, guessHeader } from "./guess-dialect.ts";
import { splitRows } from "./split-rows.ts";

/** The definition's config. */
interface CsvOptions {
  readonly delimiter?: Delimiter;
  readonly encoding?: Encoding;
  readonly header?: boolean;
  readonly decimal?: "." | ",";
  readonly types: TypeChoice[];
}

const HEAD_BYTES = 256 * 1024;
const SAMPLE_LINES = 200;

/** RFC 4180 as people write it: any of five delimiters, ragged rows filled up or cut and warned of. */
export async function openCsv(
  file: InputFile,
  config: CsvOptions,
  context: ReadContext,
): Promise<OpenedData<CsvOptions>> {
  const head = await headOf(file, HEAD_BYTES);
  const encoding = config.encoding ?? guessEncoding(head);
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.includes("\u0000")) refuseBinary(file.path);
  const lines = sampleLines(text, head.length < HEAD_BYTES);
  if (lines.length === 0) refuseEmpty(file.path);
  const delimiter = config.delimiter ?? guessDelimiter(lines);
  const sample = rowsOf(lines.join("\n"), delimiter);
  checkColumns(sample[0]?.length ?? 0);
  const header = config.header ?? guessHeader(sample);
  const options = {
    ...config,
    delimiter,
    encoding,
    header,
    decimal: config.decimal ?? guessDecimal(sample, delimiter),
  };
  const names = columnNames(namesOf(sample, header), context);
  return {
    kind: "table",
    columns: names.map((name) => ({ name })),
    options,
    batches: () => batches(file, options, config.encoding === undefined, names.length, context),
  };
}

async function* batches(
  file: InputFile,
  options: { readonly encoding: Encoding; readonly delimiter: string; readonly header: boolean },
  isGuess: boolean,
  width: number,
  context: ReadContext,
): AsyncGenerator<Batch> {
  const { encoding, delimiter } = options;
  const splitter = splitRows(delimiter, (record, isLast) =>
    warnOpenQuote(context, record - (options.header ? 1 : 0), isLast),
  );
  /** Of the rows of data; the names are none. */
  let row = 0;
  let isFirst = true;
  const fit = (rows: readonly (readonly string[])[]): Batch => {
    const fitting = isFirst && options.header ? rows.slice(1) : rows;
    isFirst = false;
    for (const cells of fitting) {
      row++;
      if (cells.length !== width) warnRagged(context, row, cells.length, width);
    }
    return { type: "rows", rows: fitting };
  };
  try {
    const isStrict = isGuess && encoding === "utf-8";
    for await (const text of decoded(counted(file, context), encoding, isStrict, () =>
      warnDamaged(context, encoding),
    )) {
      const rows = splitter.push(text);
      if (rows.length > 0) yield fit(rows);
    }
  } catch (thrown) {
    if (!(thrown instanceof WrongEncoding)) throw thrown;
    throw new OpenAgain({ encoding: guessFromSample(thrown.sample).encoding });
  }
  const last = splitter.finish();
  if (last.length > 0) yield fit(last);
}

function sampleLines(text: string, isWhole: boolean): string[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n", SAMPLE_LINES + 1);
  // The last one may be cut; and a table of a single endless line is all there is to go by.
  if (lines.length > 1 && (!isWhole || lines.length > SAMPLE_LINES)) lines.pop();
  return lines.filter((line) => line.trim() !== "");
}

function rowsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  const splitter = splitRows(delimiter, () => undefined);
  return [...splitter.push(text), ...splitter.finish()];
}

function namesOf(sample: readonly (readonly string[])[], header: boolean): readonly string[] {
  const [first = [], ...others] = sample;
  if (!header) return Array.from({ length: Math.max(...sample.map((row) => row.length)) }, () => "");
  // R writes row names without a name above them.
  const hasRowNames = others.length > 0 && others.every((row) => row.length === first.length + 1);
  return hasRowNames ? ["row", ...first] : first;
}

function warnRagged(context: ReadContext, row: number, found: number, expected: number): void {
  context.warn(
    found < expected ? "short-row" : "long-row",
    found < expected
      ? {
          en: `Row ${row} has ${found} of ${expected} cells; the others count as missing.`,
          zh: `第 ${row} 行只有 ${found} 个单元格（应为 ${expected} 个），其余视为缺失。`,
        }
      : {
          en: `Row ${row} has ${found} cells where the table has ${expected} columns; those beyond were left out.`,
          zh: `第 ${row} 行有 ${found} 个单元格，而表格只有 ${expected} 列；多出的已忽略。`,
        },
  );
}

function warnOpenQuote(context: ReadContext, row: number, isLast: boolean): void {
  context.warn("open-quote", {
    en: `Row ${row}: a quotation mark is opened and never closed, so this line was read as it stands.${isLast ? " From here on, quotation marks are read as plain characters." : ""}`,
    zh: `第 ${row} 行：引号没有闭合，该行按原样读取。${isLast ? "此后的引号均按普通字符读取。" : ""}`,
  });
}

function warnDamaged(context: ReadContext, encoding: Encoding): void {
  context.warn("damaged-text", {
    en: `Some bytes are not ${encoding}; each such place reads "\uFFFD". Choose another encoding if many cells look wrong.`,
    zh: `部分字节不符合 ${encoding} 编码，显示为“\uFFFD”。如果很多单元格显示异常，请更换编码。`,
  });
}

function refuseEmpty(path: string): never {
  return refuse("empty-file", `"${path}" holds no rows.`, `“${path}”中没有任何行。`);
}

function refuseBinary(path: string): never {
  return refuse(
    "not-text",
    `"${path}" is named like a table but holds binary data. Save it as CSV, or give it the ending of its real format.`,
    `“${path}”的扩展名是表格，但内容是二进制数据。请另存为 CSV，或改为实际格式的扩展名。`,
  );
}
