/** Rows to predict, as people and scripts write them, into columns as the model's preprocessing takes them. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { channelsOf } from "../../project/picture-channels.ts";
import type { InputColumn, PredictionRow } from "../../project/records.ts";
import { dataProblem, listed } from "./data-problem.ts";

/** Throws a `StudioError` that names the row (from 1) and the column. A value that is null or left out is missing. */
export function columnsOfRows(inputs: readonly InputColumn[], rows: readonly PredictionRow[]): readonly Column[] {
  const [picture] = inputs;
  if (picture?.type === "image") return [pictureColumn(picture, rows)];
  return columnsOfCells(
    inputs,
    rows.map((row, at) => cellsOf(inputs, row, at)),
  );
}

/** `cells`: a row's values in the order of the inputs; `rowOf` tells which row they are of, from 0, where one has several. */
export function columnsOfCells(
  inputs: readonly InputColumn[],
  cells: readonly (readonly unknown[])[],
  rowOf: (at: number) => number = (at) => at,
): readonly Column[] {
  return inputs.map((input, index): Column => {
    const values = cells.map((row) => row[index]);
    switch (input.type) {
      case "number":
        return {
          type: "number",
          name: input.name,
          values: Float64Array.from(values, (value, at) => numberOf(input.name, value, rowOf(at))),
        };
      case "category":
        return {
          type: "category",
          name: input.name,
          categories: input.categories,
          codes: Int32Array.from(values, (value, at) => codeOf(input.name, input.categories, value, rowOf(at))),
        };
      case "text":
        return {
          type: "text",
          name: input.name,
          values: values.map((value, at) => textOf(input.name, value, rowOf(at))),
        };
      case "time":
        return {
          type: "time",
          name: input.name,
          values: Float64Array.from(values, (value, at) => timeOf(input.name, value, rowOf(at))),
        };
      case "image":
        throw mixedInputs(input.name);
    }
  });
}

/** A row's values in the order of the inputs. */
export function cellsOf(inputs: readonly InputColumn[], row: PredictionRow, at: number): readonly unknown[] {
  if (isImageData(row) || row instanceof Uint8Array) {
    throw dataProblem(
      "row-kind",
      `Row ${at + 1} is a picture, but this model reads a table. Give an object with these columns: ${namesOf(inputs)}.`,
      `第 ${at + 1} 行是图像，但此模型读取的是表格。请给出包含这些列的对象：${namesOf(inputs)}。`,
    );
  }
  if (row instanceof Float32Array || Array.isArray(row)) {
    const values: readonly unknown[] = [...row];
    if (values.length === inputs.length) return values;
    throw dataProblem(
      "row-length",
      `Row ${at + 1} has ${values.length} values, but this model reads ${inputs.length}: ${namesOf(inputs)}.`,
      `第 ${at + 1} 行有 ${values.length} 个值，但此模型需要 ${inputs.length} 个：${namesOf(inputs)}。`,
    );
  }
  const unknown: unknown = row;
  if (typeof unknown !== "object" || unknown === null) {
    throw dataProblem(
      "row-kind",
      `Row ${at + 1} is ${String(unknown)}. Give an object with these columns, or an array in this order: ${namesOf(inputs)}.`,
      `第 ${at + 1} 行是 ${String(unknown)}。请给出包含这些列的对象，或按此顺序的数组：${namesOf(inputs)}。`,
    );
  }
  const names = inputs.map(({ name }) => name);
  const stranger = Object.keys(unknown).find((name) => !names.includes(name));
  // The target may stand in the row: people predict rows of the very table that they trained on.
  const isEmpty = names.every((name) => !Object.hasOwn(unknown, name));
  if (isEmpty || (stranger !== undefined && names.some((name) => !Object.hasOwn(unknown, name)))) {
    throw dataProblem(
      "row-columns",
      stranger === undefined
        ? `Row ${at + 1} names none of this model's columns: ${namesOf(inputs)}.`
        : `Row ${at + 1} names "${stranger}", which this model does not read, and lacks a column that it does. Its columns are: ${namesOf(inputs)}.`,
      stranger === undefined
        ? `第 ${at + 1} 行没有此模型的任何一列：${namesOf(inputs)}。`
        : `第 ${at + 1} 行含有此模型不读取的“${stranger}”，却缺少它需要的列。它的列：${namesOf(inputs)}。`,
    );
  }
  // Own fields only: a column called "constructor" must not find the prototype's.
  return names.map((name): unknown => (Object.hasOwn(unknown, name) ? Reflect.get(unknown, name) : undefined));
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || Number.isNaN(value);
}

function numberOf(name: string, value: unknown, row: number): number {
  if (isMissing(value)) return Number.NaN;
  const read = typeof value === "number" ? value : typeof value === "string" ? Number(value.trim() || "x") : Number.NaN;
  if (Number.isFinite(read)) return read;
  throw dataProblem(
    "row-value",
    `Row ${row + 1}, column "${name}": ${shown(value)} is not a number that can be used.`,
    `第 ${row + 1} 行“${name}”列：${shown(value)} 不是可用的数值。`,
  );
}

function textOf(name: string, value: unknown, row: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw dataProblem(
    "row-value",
    `Row ${row + 1}, column "${name}": ${shown(value)} is not a text.`,
    `第 ${row + 1} 行“${name}”列：${shown(value)} 不是文本。`,
  );
}

/** Milliseconds since 1970 as they are; anything else as ISO 8601 writes it. */
function timeOf(name: string, value: unknown, row: number): number {
  if (isMissing(value)) return Number.NaN;
  const read = typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(read)) return read;
  throw dataProblem(
    "row-value",
    `Row ${row + 1}, column "${name}": ${shown(value)} is no point in time. Write it like 2026-11-22T08:30:00Z.`,
    `第 ${row + 1} 行“${name}”列：${shown(value)} 不是时间。请写成 2026-11-22T08:30:00Z 的形式。`,
  );
}

function codeOf(name: string, categories: readonly string[], value: unknown, row: number): number {
  if (isMissing(value)) return -1;
  const code = typeof value === "string" || typeof value === "number" ? categories.indexOf(String(value)) : -1;
  if (code >= 0) return code;
  throw dataProblem(
    "row-category",
    `Row ${row + 1}, column "${name}": ${shown(value)} is none of the categories that the model knows: ${listed(categories)}.`,
    `第 ${row + 1} 行“${name}”列：${shown(value)} 不在模型已知的类别中：${listed(categories)}。`,
  );
}

type PictureInput = Extract<InputColumn, { type: "image" }>;

function pictureColumn(input: PictureInput, rows: readonly PredictionRow[]): Column {
  const size = sizeOf(input.shape);
  const pixels = new Uint8Array(size * rows.length);
  rows.forEach((row, at) => pixels.set(pixelsOf(input, row, at), at * size));
  return { type: "image", name: input.name, shape: input.shape, pixels, scale: 1 };
}

/** Values from 0 to 255, row by row; ImageData of the model's own size is reduced to its channels. */
function pixelsOf(input: PictureInput, given: unknown, at: number): Uint8Array {
  const row = named(input, given);
  const [height, width, channels] = input.shape;
  if (isImageData(row)) {
    if (row.width !== width || row.height !== height) {
      throw dataProblem(
        "picture-size",
        `Row ${at + 1} is a picture of ${row.width} × ${row.height} pixels, but this model reads ${width} × ${height}. Resize it first.`,
        `第 ${at + 1} 行是 ${row.width} × ${row.height} 像素的图像，但此模型需要 ${width} × ${height}。请先调整大小。`,
      );
    }
    return channelsOf(row.data, width * height, channels);
  }
  const values = row instanceof Uint8Array || row instanceof Float32Array || Array.isArray(row) ? row : null;
  const size = sizeOf(input.shape);
  if (values === null || values.length !== size) {
    const found = values === null ? shown(row) : `${values.length}`;
    throw dataProblem(
      "picture-size",
      `Row ${at + 1} should be a picture: ${size} values from 0 to 255 (${height} × ${width} × ${channels}), or ImageData of ${width} × ${height}. It has ${found}.`,
      `第 ${at + 1} 行应为图像：${size} 个 0 到 255 的值（${height} × ${width} × ${channels}），或 ${width} × ${height} 的 ImageData。实际为 ${found}。`,
    );
  }
  return Uint8Array.from(values, (value: unknown) => {
    if (typeof value === "number" && value >= 0 && value <= 255) return Math.round(value);
    throw dataProblem(
      "picture-value",
      `Row ${at + 1}: ${shown(value)} is no pixel. Pixels are numbers from 0 to 255.`,
      `第 ${at + 1} 行：${shown(value)} 不是像素值。像素应为 0 到 255 的数。`,
    );
  });
}

/** A picture may be named by its column, as rows of tables are written. */
function named(input: PictureInput, row: unknown): unknown {
  const isPlain = typeof row === "object" && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);
  return isPlain && Object.hasOwn(row, input.name) ? Reflect.get(row, input.name) : row;
}

/** By its shape: ImageData is no global in Node, and a script may build its like. */
function isImageData(row: unknown): row is ImageData {
  return (
    typeof row === "object" &&
    row !== null &&
    "data" in row &&
    row.data instanceof Uint8ClampedArray &&
    "width" in row &&
    "height" in row
  );
}

function namesOf(inputs: readonly InputColumn[]): string {
  return listed(inputs.map(({ name }) => name));
}

/** Short, and safe for whatever a script may send: cycles, bigints, symbols. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object" && value !== null) return "{…}";
  const text = typeof value === "string" ? `"${value}"` : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function mixedInputs(name: string): Error {
  return dataProblem(
    "mixed-features",
    `The picture "${name}" cannot enter a network together with other columns.`,
    `图像列“${name}”不能与其他列一起输入网络。`,
  );
}
