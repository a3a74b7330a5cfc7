import type { Dataset } from "./dataset.ts";

/** Points of a plane, each with its class; `draw` is asked row by row. */
export function pointsOf(
  rows: number,
  categories: readonly string[],
  target: string,
  draw: (row: number) => { readonly x: number; readonly y: number; readonly code: number },
): Dataset {
  const x = new Float64Array(rows);
  const y = new Float64Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) ({ x: x[row], y: y[row], code: codes[row] } = draw(row));
  return {
    rows,
    columns: [
      { type: "number", name: "x", values: x },
      { type: "number", name: "y", values: y },
      { type: "category", name: target, codes, categories },
    ],
  };
}
