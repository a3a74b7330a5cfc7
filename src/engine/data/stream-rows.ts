/**
 * The rows of a data set that is larger than memory. What steps must remember is fitted on a sample; then every row is
 * prepared once, stretch by stretch, and written to a file of the thread's own as the network reads it. Training reads its
 * rows from there one by one, a microsecond each, so that batches, checkpoints and numbers are those of rows in memory.
 */
import type {
  CategoryColumn,
  Dataset,
  DatasetAccess,
  NumberColumn,
  WholeRows,
} from "../../catalog/datasets/dataset.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { FittedStep } from "../../catalog/preprocessors/preprocessor.ts";
import type { StepColumn } from "../../catalog/preprocessors/step-column.ts";
import { formatsFor } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";
import { dataProblem } from "./data-problem.ts";
import { type EncodedExamples, encodeExamples, onlyPicture, picturesAt } from "./encode-examples.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { applySteps } from "./preprocess-columns.ts";
import type { OpenedData, ResolvedData } from "./resolve-data.ts";
import { type RowSource, allOf, heldRows } from "./row-source.ts";
import type { Parts } from "./split-rows.ts";

type Access = Pick<DatasetAccess, "signal" | "openScratch" | "report">;

/** Numbers that are encoded together. */
const BLOCK = 2 ** 18;

/** Where a data set's rows are. Whoever is given it closes it. */
export async function rowsOfData({ dataset, resolved }: OpenedData, access: Access): Promise<RowSource> {
  const { sampleOf } = dataset;
  return sampleOf === undefined ? heldRows(dataset) : streamedRows(dataset, sampleOf, resolved, access);
}

/** Reads what must be seen of all rows at once: the target, and what rows are dealt by. Throws for steps that need more. */
export async function streamedRows(
  sample: Dataset,
  whole: WholeRows,
  data: ResolvedData,
  access: Access,
): Promise<RowSource> {
  if (data.preprocess.some(({ step }) => step === "windows")) throw noWindows();
  const part = data.split.by === "column" ? data.split.column : undefined;
  const isPredicting = (data.task ?? "predict") === "predict";
  const roles = [isPredicting ? data.target : undefined, data.group, data.time, part];
  const names = sample.columns
    .filter(({ name, type }) => type !== "image" && roles.includes(name))
    .map(({ name }) => name);
  const seenWhole = await whole.columns(new Set(names));
  const columns = sample.columns.map((column) => seenWhole.find(({ name }) => name === column.name) ?? column);
  const { testFrom } = whole;
  let close = (): void => undefined;
  return {
    dataset: { rows: whole.rows, columns, ...(testFrom === undefined ? {} : { testFrom }) },
    isHeld: false,
    note: noteOf(whole),
    // In the order of the training rows, so that sums come out as they do of rows in memory.
    seen: (rows, target) => ({
      rows: rows.map((row) => placeIn(whole.sampled, row)).filter((place) => place >= 0),
      target: rowsOf(target, whole.sampled),
    }),
    placeOf: (row) => placeIn(whole.sampled, row),
    encode: async (prepared, fitted, { features, parts }) => {
      const written = await writeExamples(
        prepared,
        fitted,
        whole,
        { names: features.map(({ name }) => name), parts },
        access,
      );
      close = written.close;
      return written.examples;
    },
    // The hash of all values stands for them: reading them again for another takes longer.
    fingerprint: (used) =>
      fingerprintOf([{ type: "text", name: "", values: [whole.fingerprint, ...used.map(({ name }) => name)] }]),
    close: () => close(),
  };
}

/** `prepared`: the sample after the steps, which shows what the other rows become. */
async function writeExamples(
  prepared: readonly StepColumn[],
  fitted: readonly FittedStep[],
  whole: WholeRows,
  { names, parts }: { readonly names: readonly string[]; readonly parts: Parts },
  { signal, openScratch, report }: Access,
): Promise<{ readonly examples: EncodedExamples; readonly close: () => void }> {
  const { shape, vocabulary } = encodeExamples(prepared, []);
  const picture = onlyPicture(prepared);
  const size = sizeOf(shape);
  const rowBytes = picture === null ? 4 * size : size;
  const isUsed = marked(allOf(parts), whole.rows);
  const file = await openScratch(whole.rows * rowBytes);
  try {
    let from = 0;
    for await (const stretch of whole.stretches()) {
      signal.throwIfAborted();
      const features = names.map((name) => stretch.columns.find((column) => column.name === name)!);
      const columns = await applySteps(fitted, features, []);
      const pictures = onlyPicture(columns);
      if (pictures === null) {
        const used = Array.from({ length: stretch.rows }, (_, row) => row).filter((row) => isUsed[from + row] === 1);
        const examples = encodeExamples(columns, used, from);
        for (const block of blocksOf(examples, stretch.rows)) file.write(block.bytes, (from + block.row) * rowBytes);
      } else {
        file.write(pictures.pixels, from * rowBytes);
      }
      from += stretch.rows;
      report(from / whole.rows);
    }
  } catch (thrown) {
    file.close();
    throw thrown;
  }
  const pixels = new Uint8Array(size);
  const examples: EncodedExamples =
    picture === null
      ? {
          shape,
          rows: whole.rows,
          ...(vocabulary === undefined ? {} : { vocabulary }),
          write: (row, out, at) =>
            file.read(new Uint8Array(out.buffer, out.byteOffset + 4 * at, rowBytes), row * rowBytes),
        }
      : picturesAt(picture, whole.rows, (row) => {
          file.read(pixels, row * rowBytes);
          return pixels;
        });
  return { examples, close: () => file.close() };
}

function* blocksOf(examples: EncodedExamples, rows: number): Generator<{ row: number; bytes: Uint8Array }> {
  const size = sizeOf(examples.shape);
  const most = Math.max(1, Math.floor(BLOCK / size));
  for (let row = 0; row < rows; row += most) {
    const count = Math.min(most, rows - row);
    const values = new Float32Array(count * size);
    for (let at = 0; at < count; at++) examples.write(row + at, values, at * size);
    yield { row, bytes: new Uint8Array(values.buffer) };
  }
}

/** By row: 1 where it is one of `rows`. */
function marked(rows: Iterable<number>, count: number): Uint8Array {
  const marks = new Uint8Array(count);
  for (const row of rows) marks[row] = 1;
  return marks;
}

function rowsOf(column: NumberColumn | CategoryColumn, rows: Int32Array): NumberColumn | CategoryColumn {
  return column.type === "number"
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
    : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) };
}

/** Binary search; -1 where `row` is none of the ascending `rows`. */
function placeIn(rows: Int32Array, row: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (rows[middle] === row) return middle;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function noteOf({ rows, sampled }: WholeRows): Text {
  const [en, zh] = [formatsFor("en"), formatsFor("zh")];
  return {
    en: `The data set is larger than memory: its rows are read from the disk while training, and the preparation steps are fitted on ${en.integer(sampled.length)} of its ${en.integer(rows)} rows, as far as they are for training.`,
    zh: `数据集超出内存容量：训练时从磁盘逐行读取，预处理步骤在 ${zh.integer(rows)} 行中抽取的 ${zh.integer(sampled.length)} 行（仅训练部分）上拟合。`,
  };
}

function noWindows(): Error {
  return dataProblem(
    "windows-too-large",
    "data.preprocess: windows look back over rows that must be in memory, and this data set is larger. Keep a part of the rows or fewer columns.",
    "data.preprocess：窗口需要在内存中回看前面的行，而该数据集超出内存容量。请减少行数或列数。",
  );
}
