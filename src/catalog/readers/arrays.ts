/**
 * Arrays of numbers, as NumPy and IDX files hold them, into a data set: the first axis counts the rows. A list is a
 * column, a matrix is columns, what has two more axes is a picture. Arrays called "test" follow those called "train".
 */
import { MOST_COLUMNS } from "./limits.ts";
import type { Batch, OpenedData, ReadContext, SourceColumn, TypedValues } from "./reader.ts";
import { refuse } from "./refuse.ts";

export type NumberValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. Texts only in lists. */
  readonly values: NumberValues | readonly string[];
}

/** One array's columns; `parts`: of the training rows, and of the test rows where there are some. */
interface Source {
  readonly columns: readonly SourceColumn[];
  readonly parts: readonly NamedArray[];
}

const BATCH_ROWS = 4096;
const TEST_NAME = /(?:^|[^a-z])(?:test|t10k|val|valid)(?:[^a-z]|$)|(?:test|t10k)(?=-|_|\b)/i;
const PART_NAME = /(?:^|[-_. ])(?:train(?:ing)?|test|t10k|val|valid)(?=[-_. ]|$)/gi;

/** Throws a `StudioError` that names the array that does not fit. */
export function openArrays(
  arrays: readonly NamedArray[],
  context: Pick<ReadContext, "warn" | "signal">,
): Pick<OpenedData<never>, "kind" | "columns" | "batches" | "testFrom" | "target"> {
  const hasTrain = arrays.some(({ name }) => !TEST_NAME.test(name));
  const isTest = ({ name }: NamedArray): boolean => hasTrain && TEST_NAME.test(name);
  const first = arrays.filter((array) => !isTest(array));
  const second = arrays.filter(isTest);
  const rows = rowsOf(first);
  const testRows = rowsOf(second);
  const sources = first.map((array): Source => {
    const other = second.find(({ name }) => plainName(name) === plainName(array.name));
    if (second.length > 0 && !isAlike(array, other)) refuseUnpaired(array, second);
    return { columns: columnsOf(array, first.length), parts: other === undefined ? [array] : [array, other] };
  });
  const pictures = sources.filter(({ columns }) => columns[0]?.shape !== undefined);
  const scales = new Map(pictures.map((source) => [source, scaleOf(source, context)]));
  const lengths = testRows === 0 ? [rows] : [rows, testRows];
  const target = pictures.length > 0 ? sources.find(({ parts }) => parts[0]!.shape.length === 1) : undefined;
  return {
    kind: pictures.length > 0 ? "images" : "table",
    columns: sources.flatMap(({ columns }) => columns),
    ...(target === undefined ? {} : { target: target.columns[0]!.name }),
    ...(testRows === 0 ? {} : { testFrom: () => rows }),
    batches: () => batches(sources, lengths, scales, context),
  };
}

// Async, as batches are; the arrays are all here.
async function* batches(
  sources: readonly Source[],
  lengths: readonly number[],
  scales: ReadonlyMap<Source, Scale>,
  context: Pick<ReadContext, "signal">,
): AsyncGenerator<Batch> {
  for (const [part, length] of lengths.entries()) {
    for (let from = 0; from < length; from += BATCH_ROWS) {
      context.signal.throwIfAborted();
      const to = Math.min(length, from + BATCH_ROWS);
      const columns = sources.flatMap((source) => slices(source, part, from, to, scales.get(source)));
      yield { type: "columns", rows: to - from, columns };
    }
  }
}

function slices(
  { columns, parts }: Source,
  part: number,
  from: number,
  to: number,
  scale: Scale | undefined,
): TypedValues[] {
  const { values, shape } = parts[part]!;
  const width = shape.slice(1).reduce((product, extent) => product * extent, 1);
  if (isTexts(values)) return [{ type: "cells", cells: values.slice(from, to) }];
  if (scale !== undefined) return [{ type: "image", pixels: pixelsOf(parts[part]!, columns[0]!, from, to, scale) }];
  return columns.map((_, column) => ({
    type: "number",
    values: Float64Array.from({ length: to - from }, (_row, row) => Number(values[(from + row) * width + column])),
  }));
}

function rowsOf(arrays: readonly NamedArray[]): number {
  const [first] = arrays;
  if (first === undefined) return 0;
  const other = arrays.find(({ shape }) => shape[0] !== first.shape[0]);
  if (other !== undefined) {
    refuse(
      "array-length",
      `"${first.name}" has ${first.shape[0] ?? 0} rows and "${other.name}" has ${other.shape[0] ?? 0}. Arrays of one data set need as many rows each.`,
      `“${first.name}”有 ${first.shape[0] ?? 0} 行，而“${other.name}”有 ${other.shape[0] ?? 0} 行。同一数据集的各数组行数必须相同。`,
    );
  }
  return first.shape[0] ?? 0;
}

function columnsOf(array: NamedArray, count: number): SourceColumn[] {
  const [, ...inner] = array.shape;
  const name = plainName(array.name);
  if (inner.length === 0) return [{ name }];
  if (inner.length === 1) {
    const [width = 0] = inner;
    if (width === 1) return [{ name }];
    if (width > MOST_COLUMNS) refuseShape(array);
    return Array.from({ length: width }, (_, column) => ({
      name: count === 1 ? `column ${column + 1}` : `${name} ${column + 1}`,
    }));
  }
  const shape = pictureShape(inner);
  if (shape === null) refuseShape(array);
  return [{ name, shape }];
}

/** [height, width, channels], whichever order the array has; null for what is no picture. */
function pictureShape(inner: readonly number[]): readonly [number, number, number] | null {
  const [a = 0, b = 0, c = 1] = inner;
  if (inner.length > 3 || a * b * c === 0 || a * b * c > 4096 * 4096) return null;
  if (inner.length === 2 || isChannels(c)) return [a, b, c];
  return isChannels(a) ? [b, c, a] : null;
}

function isChannels(extent: number): boolean {
  return extent === 1 || extent === 3 || extent === 4;
}

/** What makes bytes of an array's numbers: (value - from) * factor. */
interface Scale {
  readonly from: number;
  readonly factor: number;
}

function scaleOf({ parts }: Source, context: Pick<ReadContext, "warn">): Scale {
  let low = Infinity;
  let high = -Infinity;
  let isWhole = true;
  for (const { values } of parts) {
    if (values instanceof Uint8Array) continue;
    for (const given of values) {
      const value = Number(given);
      if (value < low) low = value;
      if (value > high) high = value;
      if (isWhole && !Number.isInteger(value)) isWhole = false;
    }
  }
  if (low === Infinity || (low >= 0 && high <= 255 && (isWhole ? high > 1 : high > 1.0001)))
    return { from: 0, factor: 1 };
  const scale = low >= 0 && high <= 1.0001 ? { from: 0, factor: 255 } : { from: low, factor: 255 / (high - low || 1) };
  const range =
    scale.from === 0 && scale.factor === 255
      ? "0 – 1"
      : `${Number(low.toPrecision(4))} – ${Number(high.toPrecision(4))}`;
  context.warn("picture-range", {
    en: `"${parts[0]!.name}": pixels from ${range} were spread over 0 – 255, as pictures are stored.`,
    zh: `“${parts[0]!.name}”：像素值已从 ${range} 换算到 0 – 255，以便按图像保存。`,
  });
  return scale;
}

function pixelsOf(
  { values, shape }: NamedArray,
  column: SourceColumn,
  from: number,
  to: number,
  { from: low, factor }: Scale,
): Uint8Array<ArrayBuffer> {
  const [height = 0, width = 0, channels = 0] = column.shape ?? [];
  const size = height * width * channels;
  const isChannelsFirst = shape.length === 4 && shape[1] === channels && shape[3] !== channels;
  const pixels = new Uint8Array((to - from) * size);
  for (let row = from; row < to; row++) {
    for (let index = 0; index < size; index++) {
      const pixel = Math.floor(index / channels);
      const at = isChannelsFirst ? (index % channels) * height * width + pixel : index;
      pixels[(row - from) * size + index] = Math.round((Number(values[row * size + at]) - low) * factor);
    }
  }
  return pixels;
}

function plainName(name: string): string {
  return name.replaceAll(PART_NAME, "").replace(/^[-_. ]+|[-_. ]+$/g, "") || name;
}

function isTexts(values: NamedArray["values"]): values is readonly string[] {
  return Array.isArray(values);
}

function isAlike(array: NamedArray, other: NamedArray | undefined): boolean {
  return other !== undefined && array.shape.slice(1).join() === other.shape.slice(1).join();
}

function refuseUnpaired(array: NamedArray, tests: readonly NamedArray[]): never {
  const names = tests.map(({ name }) => name).join(", ");
  return refuse(
    "array-unpaired",
    `"${array.name}" has no counterpart of the same shape among the test arrays (${names}).`,
    `在测试数组（${names}）中找不到与“${array.name}”形状相同的对应数组。`,
  );
}

function refuseShape({ name, shape }: NamedArray): never {
  const told = shape.join(" × ");
  return refuse(
    "array-shape",
    `"${name}" has the shape ${told}. Lists, matrices of up to ${MOST_COLUMNS} columns, and pictures (rows × height × width, with 1, 3 or 4 channels) can be read.`,
    `“${name}”的形状为 ${told}。可读取的有：一维数组、最多 ${MOST_COLUMNS} 列的矩阵，以及图像（行 × 高 × 宽，通道数为 1、3 或 4）。`,
  );
}
