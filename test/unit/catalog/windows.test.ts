import { describe, expect, test } from "vitest";
import type { NumberColumn } from "../../../src/catalog/datasets/dataset.ts";
import { arraysOf, fitInTurn } from "../../support/fit-step.ts";

describe("windows", () => {
  const number = (name: string, values: readonly number[]): NumberColumn => ({
    type: "number",
    name,
    values: Float64Array.from(values),
  });
  const table = [number("a", [0, 1, 2, 3, 4, 5, 6, 7]), number("b", [0, 10, 20, 30, 40, 50, 60, 70])];
  const windowed = async (config: object, series: readonly Int32Array[]) => {
    const { columns } = await fitInTurn([{ step: "windows", ...config }], table, Int32Array.of(0), series);
    expect(columns).toHaveLength(1);
    const [column] = columns;
    if (column?.type !== "array") throw new Error("not an array");
    const written = arraysOf(column, 8);
    return {
      shape: column.shape,
      rows: written.flatMap((values, row) => (column.has!(row) ? [[row, values] as const] : [])),
    };
  };

  test("end before their row, oldest first, the columns side by side", async () => {
    const { shape, rows: found } = await windowed({ length: 2, horizon: 3 }, [Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7)]);
    expect(shape).toEqual([2, 2]);
    expect(found).toEqual([
      [4, [0, 0, 1, 10]],
      [5, [1, 10, 2, 20]],
      [6, [2, 20, 3, 30]],
      [7, [3, 30, 4, 40]],
    ]);
  });

  test("follow the order of time, keep within their group, and may skip rows", async () => {
    const series = [Int32Array.of(7, 6, 5, 4), Int32Array.of(0, 1, 2, 3)];
    const { rows: found } = await windowed({ length: 1 }, series);
    expect(found.map(([row, [a]]) => [row, a])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 5],
      [5, 6],
      [6, 7],
    ]);
    const skipping = await windowed({ length: 2, stride: 2 }, [Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7)]);
    expect(skipping.rows.map(([row]) => row)).toEqual([2, 4, 6]);
  });
});
