/** Columns of each type with what steps make of them, to see whether a file prepares rows as the studio does. */
import type { Column } from "../../src/catalog/datasets/dataset.ts";
import { type PreprocessorInput, preprocessorSelection } from "../../src/catalog/preprocessors/index.ts";
import { inputColumns, rowOf } from "../../src/engine/data/input-columns.ts";
import { separate } from "../../src/engine/data/order-series.ts";
import { fitSteps } from "../../src/engine/data/preprocess-columns.ts";
import { RandomStream } from "../../src/tensor/random.ts";

const ROWS = 40;
const random = new RandomStream(5, 5);
export const numbers = (name: string, scale: number, from: number, holes = false): Column => ({
  type: "number",
  name,
  values: Float64Array.from({ length: ROWS }, (_, row) =>
    holes && row % 7 === 3 ? Number.NaN : from + scale * random.nextUniform(),
  ),
});
export const colours: Column = {
  type: "category",
  name: "colour",
  categories: ["red", "green", "深蓝"],
  codes: Int32Array.from({ length: ROWS }, (_, row) => (row % 9 === 4 ? -1 : row % 5 === 0 ? 2 : row % 2)),
};
export const width = numbers("width", 3, -1);
export const year = numbers("year", 50, 1970);
export const holed = numbers("holed", 10, 100, true);
export const picture: Column = {
  type: "image",
  name: "picture",
  shape: [6, 5, 2],
  pixels: Uint8Array.from({ length: ROWS * 60 }, () => random.nextBelow(256)),
  scale: 1,
};
export const texts: Column = {
  type: "text",
  name: "said",
  values: Array.from({ length: ROWS }, (_, row) => `word ${row % 3}`),
};

export interface PreparationCase {
  readonly columns: readonly Column[];
  readonly steps: readonly PreprocessorInput[];
  readonly isSeries?: boolean;
}
/** The last rows, as a prediction gives them, with the steps fitted to all. */
export async function fittedSteps({ columns, steps, isSeries = false }: PreparationCase) {
  const rows = Int32Array.from({ length: ROWS }, (_, row) => row);
  const series = isSeries ? [rows] : separate(columns);
  const seen = { rows, target: year as Extract<Column, { type: "number" }> };
  const parsed = steps.map((step) => preprocessorSelection.parse(step));
  const { fitted: preprocess } = await fitSteps(parsed, columns, seen, series);
  const inputs = inputColumns(columns, rows, { fitted: preprocess, series });
  // The last of a series have whole windows behind them.
  const asked = Array.from({ length: 12 }, (_, at) => rowOf(columns, inputs, series, ROWS - 12 + at));
  return { preprocess, inputs, asked };
}
