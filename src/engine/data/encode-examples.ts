/** From preprocessed columns to what a network reads: numbers side by side, one picture, or one array a row. */
import type { ImageColumn } from "../../catalog/datasets/dataset.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { ArrayColumn, StepColumn } from "../../catalog/preprocessors/step-column.ts";
import { dataProblem } from "./data-problem.ts";

export interface EncodedExamples {
  /** One example, without the batch: [features], [steps, features] or [height, width, channels]. */
  readonly shape: readonly number[];
  readonly rows: number;
  /** The numbers are tokens from 0 to this, itself left out. */
  readonly vocabulary?: number;
  /** Whether examples are pictures of bytes, which augmentation can change. */
  readonly isPicture?: true;
  /** Pictures as they are held, row by row: a number is a byte times the scale. For whoever keeps the data set elsewhere. */
  readonly bytes?: { readonly values: Uint8Array; readonly scale: number };
  /** The picture that these numbers, as the network sees them, are of. */
  readonly bytesOf?: (values: Float32Array) => Uint8Array;
  /** Writes example `row` to `out` at `at`; `change` sees a picture's pixels, from 0 to 255, before they are scaled. */
  write(row: number, out: Float32Array, at: number, change?: (picture: Float32Array) => void): void;
}

/**
 * Pictures stay bytes and are scaled as they are written. Throws a `StudioError` that names the column when a category
 * or a missing value (looked for in `rows`) would reach the network; the first row is the data set's row `offset`.
 */
export function encodeExamples(columns: readonly StepColumn[], rows: Iterable<number>, offset = 0): EncodedExamples {
  const picture = onlyPicture(columns);
  if (picture !== null) return encodePictures(picture);
  const [first] = columns;
  const examples =
    columns.length === 1 && first?.type === "array"
      ? encodedArray(first)
      : sideBySide(columns.map((column) => asFlat(column)));
  const example = new Float32Array(sizeOf(examples.shape));
  for (const row of rows) {
    examples.write(row, example, 0);
    if (!example.every(Number.isFinite)) throw unfitValue(columns, row, offset);
  }
  return examples;
}

/** The column of pictures, where that is all that a network reads. */
export function onlyPicture(columns: readonly StepColumn[]): ImageColumn | null {
  const [first] = columns;
  return columns.length === 1 && first?.type === "image" ? first : null;
}

function encodePictures(column: ImageColumn): EncodedExamples {
  const { pixels, shape, scale } = column;
  const size = sizeOf(shape);
  return {
    ...picturesAt(column, pixels.length / size, (row) => pixels.subarray(row * size, (row + 1) * size)),
    bytes: { values: pixels, scale },
  };
}

/** Pictures whose bytes are had row by row. */
export function picturesAt(
  { shape, scale, channels }: Omit<ImageColumn, "pixels">,
  rows: number,
  pixelsAt: (row: number) => Uint8Array,
): EncodedExamples {
  const size = sizeOf(shape);
  const depth = shape[2];
  const factors = Float64Array.from({ length: depth }, (_, at) => scale / (channels?.[at]?.deviation ?? 1));
  const offsets = Float64Array.from({ length: depth }, (_, at) =>
    channels === undefined ? 0 : -channels[at]!.mean / channels[at]!.deviation,
  );
  return {
    shape,
    rows,
    isPicture: true,
    bytesOf: (values) =>
      Uint8Array.from(values, (value, index) => {
        const channel = depth === 1 ? 0 : index % depth;
        return Math.round(Math.min(255, Math.max(0, (value - offsets[channel]!) / factors[channel]!)));
      }),
    write: (row, out, at, change) => {
      const picture = out.subarray(at, at + size);
      picture.set(pixelsAt(row));
      change?.(picture);
      for (let index = 0; index < size; index++) {
        const channel = depth === 1 ? 0 : index % depth;
        picture[index] = picture[index]! * factors[channel]! + offsets[channel]!;
      }
    },
  };
}

function encodedArray({ shape, rows, vocabulary, write }: ArrayColumn): EncodedExamples {
  return { shape, rows, ...(vocabulary === undefined ? {} : { vocabulary }), write };
}

/** What stands side by side: numbers, and lists of numbers. */
type Flat = Pick<ArrayColumn, "rows" | "shape" | "write">;

/** Numbers are laid out once, row by row; lists are made when they are asked for. */
function sideBySide(parts: readonly (Flat | Float64Array)[]): EncodedExamples {
  const numbers = parts.flatMap((part) => (part instanceof Float64Array ? [part] : []));
  const lists = parts.flatMap((part) => (part instanceof Float64Array ? [] : [part]));
  const width = numbers.length;
  const rows = numbers[0]?.length ?? lists[0]?.rows ?? 0;
  const matrix = new Float32Array(rows * width);
  numbers.forEach((values, index) => {
    for (let row = 0; row < rows; row++) matrix[row * width + index] = values[row]!;
  });
  return {
    shape: [lists.reduce((sum, { shape }) => sum + shape[0]!, width)],
    rows,
    write: (row, out, at) => {
      for (let index = 0; index < width; index++) out[at + index] = matrix[row * width + index]!;
      let from = at + width;
      for (const list of lists) {
        list.write(row, out, from);
        from += list.shape[0]!;
      }
    },
  };
}

function asFlat(column: StepColumn): Flat | Float64Array {
  switch (column.type) {
    case "number":
      return column.values;
    case "array":
      if (column.shape.length === 1 && column.vocabulary === undefined) return column;
      throw alone(column.name);
    case "category":
      throw dataProblem(
        "category-feature",
        `data.preprocess: the column "${column.name}" holds categories, and a network reads only numbers. Add a one-hot step for it, or leave the column out.`,
        `data.preprocess：“${column.name}”是类别列，而网络只能读取数值。请为它添加独热编码，或不使用该列。`,
      );
    case "text":
      throw dataProblem(
        "text-feature",
        `data.preprocess: the column "${column.name}" holds texts, and a network reads only numbers. Add a step that turns texts into numbers, or leave the column out of the features.`,
        `data.preprocess：“${column.name}”是文本列，而网络只能读取数值。请添加将文本转换为数值的步骤，或不将该列用作特征。`,
      );
    case "time":
      throw dataProblem(
        "time-feature",
        `data.preprocess: the column "${column.name}" holds points in time, and a network reads only numbers. Use it to order or split the rows, and leave it out of the features.`,
        `data.preprocess：“${column.name}”是时间列，而网络只能读取数值。请用它来排序或划分数据，不要将其用作特征。`,
      );
    case "image":
      throw dataProblem(
        "mixed-features",
        `data.features: the picture "${column.name}" cannot enter a network together with other columns. Keep only one of them.`,
        `data.features：图像列“${column.name}”不能与其他列一起输入网络。请只保留其中之一。`,
      );
  }
}

function alone(name: string): Error {
  return dataProblem(
    "mixed-features",
    `data.preprocess: "${name}" is a sequence and cannot enter a network beside other columns. Leave the others out, or turn them into numbers before the windows.`,
    `data.preprocess：“${name}”是序列，不能与其他列并排输入网络。请去掉其他列，或在窗口步骤之前将它们转换为数值。`,
  );
}

/** Finds the number that no network can read; one within an array has no row of its own. */
function unfitValue(columns: readonly StepColumn[], row: number, offset: number): Error {
  const column = columns.find((each) => each.type === "number" && !Number.isFinite(Math.fround(each.values[row]!)));
  const name = (column ?? columns[0]!).name;
  const value = column?.type === "number" ? column.values[row]! : Number.NaN;
  const isMissing = Number.isNaN(value);
  return dataProblem(
    isMissing ? "missing-value" : "value-too-large",
    isMissing
      ? `data.preprocess: the column "${name}" has no value in row ${offset + row + 1}. Add a step that fills missing values, or leave the column out.`
      : `data.preprocess: the column "${name}" has a value in row ${offset + row + 1} that is too large for a network (${value}). Add a standardize step, or leave the column out.`,
    isMissing
      ? `data.preprocess：“${name}”列第 ${offset + row + 1} 行缺少数值。请添加填补缺失值的步骤，或不使用该列。`
      : `data.preprocess：“${name}”列第 ${offset + row + 1} 行的数值过大（${value}），网络无法处理。请添加标准化步骤，或不使用该列。`,
  );
}

/** Of `rows`, those for which every column has something to show. */
export function rowsWithArrays(columns: readonly StepColumn[], rows: Int32Array): Int32Array {
  const partial = columns.flatMap((column) => (column.type === "array" && column.has !== undefined ? [column] : []));
  return partial.length === 0 ? rows : rows.filter((row) => partial.every((column) => column.has?.(row)));
}
