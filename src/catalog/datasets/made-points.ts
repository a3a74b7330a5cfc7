import { RandomStream } from "../../tensor/random.ts";
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

export interface LineConfig {
  readonly rows: number;
  readonly noise: number;
  readonly seed: number;
}

/** y = 2x + noise, x uniform in [-1, 1); the same points for the same seed. */
export function linePoints({ rows, noise, seed }: LineConfig): { readonly x: Float64Array; readonly y: Float64Array } {
  const random = new RandomStream(seed, 0);
  const x = Float64Array.from({ length: rows }, () => 2 * random.nextUniform() - 1);
  return { x, y: x.map((value) => 2 * value + noise * random.nextNormal()) };
}
