/** Numbers that are there already as the data that a trainer takes, where no data set is prepared. */
import type { BatchData } from "../reference/batches.ts";
import type { PreparedData } from "./prepare-data.ts";

export type TrainerData = BatchData & Pick<PreparedData, "parts" | "target">;

/** `inputs` [rows, ...shape] flat; integer targets are classes. All rows train and validate. */
export function dataOf(
  shape: readonly number[],
  inputs: Float32Array,
  targets: Int32Array | Float32Array,
): TrainerData {
  const width = shape.reduce((product, extent) => product * extent, 1);
  const rows = Int32Array.from({ length: targets.length }, (_, row) => row);
  return {
    examples: {
      shape,
      rows: targets.length,
      write: (row, out, at) => out.set(inputs.subarray(row * width, (row + 1) * width), at),
    },
    targets,
    parts: { train: rows, validation: rows, test: new Int32Array() },
    target:
      targets instanceof Int32Array
        ? {
            task: "classification",
            name: "class",
            classes: Array.from({ length: targets.reduce((most, each) => Math.max(most, each), 0) + 1 }, (_, code) =>
              String(code),
            ),
          }
        : { task: "regression", name: "number" },
  };
}
