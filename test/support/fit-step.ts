/** One preprocessing step on one column, for tests of what it makes. */
import { expect } from "vitest";
import type { CategoryColumn } from "../../src/catalog/datasets/dataset.ts";
import { preprocessorSelection } from "../../src/catalog/preprocessors/index.ts";
import type { FittedStep, Series } from "../../src/catalog/preprocessors/preprocessor.ts";
import type { StepColumn } from "../../src/catalog/preprocessors/step-column.ts";
import { fitSteps } from "../../src/engine/data/preprocess-columns.ts";

const noTarget: CategoryColumn = { type: "category", name: "class", categories: ["a"], codes: new Int32Array() };

/** Fitted on the rows `train`, in turn. */
export async function fitInTurn(
  steps: readonly object[],
  columns: readonly StepColumn[],
  train: Int32Array,
  series: Series = [],
): Promise<{ readonly fitted: readonly FittedStep[]; readonly columns: readonly StepColumn[] }> {
  const selections = steps.map((step) => preprocessorSelection.parse(step));
  const made = await fitSteps(selections, columns, { rows: train, target: noTarget }, series);
  expect(JSON.parse(JSON.stringify(made.fitted))).toEqual(made.fitted);
  return made;
}

export async function fitStep(step: object, column: StepColumn, train: Int32Array): Promise<StepColumn | undefined> {
  return (await fitInTurn([step], [column], train)).columns[0];
}

/** Row after row, as a network reads them. */
export function arraysOf(column: StepColumn | undefined, count: number): number[][] {
  if (column?.type !== "array") throw new Error("not an array");
  const size = column.shape.reduce((product, extent) => product * extent, 1);
  return Array.from({ length: count }, (_, row) => {
    // What a batch left behind must not show through.
    const out = new Float32Array(size + 2).fill(9);
    column.write(row, out, 1);
    expect([out[0], out[size + 1]]).toEqual([9, 9]);
    return [...out.subarray(1, size + 1)];
  });
}
