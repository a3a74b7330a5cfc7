/** The data set in a WebAssembly memory: written once, so that a batch is no more than a list of rows. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { PreparedData } from "../../data/prepare-data.ts";
import type { WasmMemory } from "./wasm-memory.ts";

export interface WasmData {
  /** Addresses. */
  readonly examples: number;
  readonly targets: number;
  /** What a byte of the examples is worth; null where they are floats. */
  readonly byteScale: number | null;
}

/** `isStreamed`: the examples stay where they are. */
export function placeData(
  memory: WasmMemory,
  { examples, targets }: Pick<PreparedData, "examples" | "targets">,
  isStreamed: boolean,
): WasmData {
  const width = sizeOf(examples.shape);
  const { bytes } = examples;
  const rows = isStreamed ? 0 : examples.rows;
  const at = memory.take(rows * width * (bytes === undefined ? 4 : 1));
  if (bytes === undefined) {
    const values = memory.floats(at, rows * width);
    for (let row = 0; row < rows; row++) examples.write(row, values, row * width);
  } else if (!isStreamed) {
    memory.bytes(at, bytes.values.length).set(bytes.values);
  }
  const answers = memory.take(4 * targets.length);
  memory.floats(answers, targets.length).set(targets);
  return { examples: at, targets: answers, byteScale: bytes?.scale ?? null };
}
