import { counted, headOf } from "../input-files.ts";
import { type Batch, type Cell, type InputFile, OpenAgain, type OpenedData, type ReadContext } from "../reader.ts";
import { refuse } from "../refuse.ts";
import { type Encoding, WrongEncoding, decoded, guessEncoding, guessFromSample } from "../text-encoding.ts";

type Unit = "lines" | "paragraphs" | "whole";

interface TextOptions {
  readonly unit?: Unit;
  readonly encoding?: Encoding;
}

const HEAD_BYTES = 64 * 1024;
/** One text of a book's length is what character models learn from; a library is too much for one row. */
const LONGEST_WHOLE = 100_000_000;

/** Blank lines part paragraphs; line ends within a paragraph become spaces. */
export async function openText(
  file: InputFile,
  config: TextOptions,
  context: ReadContext,
): Promise<OpenedData<TextOptions>> {
  const head = await headOf(file, HEAD_BYTES);
  const encoding = config.encoding ?? guessEncoding(head);
  const sample = new TextDecoder(encoding).decode(head, { stream: true });
  if (sample.includes("\u0000")) {
    refuse(
      "not-text",
      `"${file.path}" is called a text but holds binary data. Give it the ending of its real format.`,
      `“${file.path}”的扩展名是文本，但内容是二进制数据。请改为实际格式的扩展名。`,
    );
  }
  const unit = config.unit ?? guessUnit(sample);
  return {
    kind: "text",
    columns: [{ name: "text", type: "text" }],
    options: { ...config, unit, encoding },
    batches: () => batches(file, unit, encoding, config.encoding === undefined, context),
  };
}

/** Lines of books end where the page did: blank lines then part paragraphs. */
function guessUnit(sample: string): Unit {
  const blocks = sample.replace(/\r\n?/g, "\n").split(/\n{2,}/);
  const lines = blocks.flatMap((block) => block.split("\n")).filter((line) => line.trim() !== "");
  return blocks.length > 3 && lines.length > 1.5 * blocks.length ? "paragraphs" : "lines";
}

async function* batches(
  file: InputFile,
  unit: Unit,
  encoding: Encoding,
  isGuess: boolean,
  context: ReadContext,
): AsyncGenerator<Batch> {
  const separator = unit === "lines" ? /\n/ : /\n[ \t]*\n\s*/;
  let rest = "";
  try {
    const isStrict = isGuess && encoding === "utf-8";
    for await (const piece of decoded(counted(file, context), encoding, isStrict)) {
      rest += piece.replaceAll("\r\n", "\n");
      if (rest.length > LONGEST_WHOLE) refuseLong(file.path, unit);
      if (unit === "whole") continue;
      const texts = rest.split(separator);
      rest = texts.pop() ?? "";
      const batch = rowsOf(texts);
      if (batch.rows.length > 0) yield batch;
    }
  } catch (thrown) {
    if (!(thrown instanceof WrongEncoding)) throw thrown;
    throw new OpenAgain({ encoding: guessFromSample(thrown.sample).encoding });
  }
  const last = rowsOf([rest], unit === "whole");
  if (last.rows.length > 0) yield last;
}

function rowsOf(texts: readonly string[], isWhole = false): Extract<Batch, { type: "rows" }> {
  const rows: Cell[][] = texts
    .map((given) => (isWhole ? given : given.replaceAll("\n", " ").trim()))
    .filter((given) => given !== "")
    .map((given) => [given]);
  return { type: "rows", rows };
}

function refuseLong(path: string, unit: Unit): never {
  const most = LONGEST_WHOLE / 1e6;
  return refuse(
    "text-too-long",
    `"${path}" is one text of more than ${most} million characters${unit === "whole" ? "" : " without a break"}. Read it by lines, or add a part of it.`,
    `“${path}”是一段超过 ${most / 100} 亿个字符的文本。请按行读取，或只添加一部分。`,
  );
}
