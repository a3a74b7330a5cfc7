/** The inputs of a file that prepares its rows itself: one a column, by its name, as tables and pictures are held. */
import type { FittedStep } from "../../../catalog/preprocessors/preprocessor.ts";
import type { InputColumn, PredictionRow } from "../../../project/records.ts";
import { joined } from "../../../tensor/join-arrays.ts";
import { ELEMENT, type OnnxGraph, type OnnxPort } from "./onnx-graph.ts";
import { enteringPicture } from "./pictures.ts";
import { writeSteps } from "./steps.ts";
import { type Entry, Table } from "./table.ts";

/** Numbers float64 [n, 1] and categories string [n, 1], [n, length] where the model looks back; pictures uint8. */
export function portsOf(inputs: readonly InputColumn[]): readonly OnnxPort[] {
  return inputs.map((input) => {
    if (input.type === "image") return { name: input.name, element: "uint8", shape: ["n", ...input.shape] };
    const steps = "window" in input && input.window !== undefined ? input.window.length : 1;
    return { name: input.name, element: input.type === "category" ? "string" : "float64", shape: ["n", steps] };
  });
}

/** Writes the preparation; gives the name of what the network reads, float32 [n, ...shape]. */
export function writePreparation(
  onnx: OnnxGraph,
  inputs: readonly InputColumn[],
  steps: readonly FittedStep[],
  shape: readonly number[],
): string {
  const table = new Table(onnx);
  const entries = writeSteps(
    table,
    steps,
    inputs.map((input) => entryOf(table, input)),
  );
  const [first] = entries;
  if (first?.type === "image") return enteringPicture(table, first);
  if (first?.type === "array") return first.value;
  const numbers = entries.filter((entry) => entry.type === "number");
  const whole = table.cast(table.joined(numbers), "float32");
  return onnx.node("Reshape", [whole, onnx.int64s([-1, ...shape])]);
}

function entryOf(table: Table, input: InputColumn): Entry {
  const { onnx } = table;
  const behind = (value: string): string => onnx.node("Unsqueeze", [value, onnx.int64s([2])]);
  switch (input.type) {
    case "number":
    case "time":
      return { type: "number", name: input.name, value: behind(input.name), at: 0, of: 1 };
    case "category": {
      const { name, categories } = input;
      const codes = onnx.tableNode("LabelEncoder", [name], {
        keys_strings: { texts: categories },
        values_int64s: { ints: categories.map((_, code) => code) },
        // What it does not know is missing.
        default_int64: { int: -1 },
      });
      return { type: "category", name, value: behind(codes), categories };
    }
    case "image":
      return {
        type: "image",
        name: input.name,
        value: onnx.node("Cast", [input.name], { to: { int: ELEMENT.float64 } }),
        shape: input.shape,
        scale: 1,
      };
    case "text":
      throw new Error(`"${input.name}" holds texts`);
  }
}

/** What a run of the file is fed with, by input. */
export interface Feed {
  readonly values: Float64Array | Float32Array | Uint8Array | readonly string[];
  readonly shape: readonly number[];
}

/** `rows`: objects by column. */
export function feedsOf(
  inputs: readonly InputColumn[],
  rows: readonly PredictionRow[],
): Readonly<Record<string, Feed>> {
  const ports = portsOf(inputs);
  return Object.fromEntries(
    inputs.map(({ name, type }, at) => {
      const cells = rows.flatMap((row): readonly unknown[] => {
        const cell: unknown = Reflect.get(row, name);
        return type === "image" || !Array.isArray(cell) ? [cell] : cell;
      });
      const shape = [rows.length, ...ports[at]!.shape.slice(1).map(Number)];
      return [name, { shape, values: valuesOf(type, cells) }];
    }),
  );
}

function valuesOf(type: InputColumn["type"], cells: readonly unknown[]): Feed["values"] {
  switch (type) {
    case "image":
      // A picture's row holds its bytes.
      return joined(Uint8Array, cells as readonly Uint8Array[]);
    case "category":
      return cells.map((cell) => (typeof cell === "string" ? cell : ""));
    case "number":
    case "text":
    case "time":
      return Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : Number.NaN));
  }
}
