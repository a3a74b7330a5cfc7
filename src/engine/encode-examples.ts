/** From preprocessed columns to what a network reads: numbers side by side, or one picture a row. */
import { type Column, type ImageColumn, type NumberColumn, rowsOf } from "../catalog/datasets/dataset.ts";
import { dataProblem } from "./data-problem.ts";

export interface EncodedExamples {
  /** One example, without the batch: [features] or [height, width, channels]. */
  readonly shape: readonly number[];
  readonly rows: number;
  /** Writes example `row` to `out` at `at`. */
  write(row: number, out: Float32Array, at: number): void;
}

/**
 * Pictures stay bytes and are scaled as they are written. Throws a `StudioError` that names the column when a category
 * or a missing value (looked for in `rows`) would reach the network.
 */
export function encodeExamples(columns: readonly Column[], rows: Iterable<number>): EncodedExamples {
  const [first] = columns;
  if (columns.length === 1 && first?.type === "image") return encodePictures(first);
  const numbers = columns.map(asNumbers);
  const width = numbers.length;
  const count = first === undefined ? 0 : rowsOf(first);
  const matrix = new Float32Array(count * width);
  numbers.forEach((column, index) => {
    column.values.forEach((value, row) => {
      matrix[row * width + index] = value;
    });
  });
  for (const row of rows) {
    for (let index = 0; index < width; index++) {
      if (!Number.isFinite(matrix[row * width + index]!)) throw unfitValue(numbers[index]!, row);
    }
  }
  return {
    shape: [width],
    rows: count,
    write: (row, out, at) => {
      const from = row * width;
      for (let index = 0; index < width; index++) out[at + index] = matrix[from + index]!;
    },
  };
}

function encodePictures({ pixels, shape, scale }: ImageColumn): EncodedExamples {
  const size = shape[0] * shape[1] * shape[2];
  return {
    shape,
    rows: pixels.length / size,
    write: (row, out, at) => {
      const from = row * size;
      for (let index = 0; index < size; index++) out[at + index] = pixels[from + index]! * scale;
    },
  };
}

function asNumbers(column: Column): NumberColumn {
  switch (column.type) {
    case "number":
      return column;
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

function unfitValue(column: NumberColumn, row: number) {
  const isMissing = Number.isNaN(column.values[row]!);
  return dataProblem(
    isMissing ? "missing-value" : "value-too-large",
    isMissing
      ? `data.preprocess: the column "${column.name}" has no value in row ${row + 1}. Add a step that fills missing values, or leave the column out.`
      : `data.preprocess: the column "${column.name}" has a value in row ${row + 1} that is too large for a network (${column.values[row]!}). Add a standardize step, or leave the column out.`,
    isMissing
      ? `data.preprocess：“${column.name}”列第 ${row + 1} 行缺少数值。请添加填补缺失值的步骤，或不使用该列。`
      : `data.preprocess：“${column.name}”列第 ${row + 1} 行的数值过大（${column.values[row]!}），网络无法处理。请添加标准化步骤，或不使用该列。`,
  );
}
