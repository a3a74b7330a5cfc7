/**
 * Columns of raw rows as values of an ONNX graph, in double precision as the studio prepares them: numbers
 * [n, steps, columns] (steps: 1, or a window's length), categories as codes [n, steps, 1], pictures [n, height, width, channels].
 */
import type { OnnxGraph } from "./onnx-graph.ts";
import { ELEMENT } from "./onnx-graph.ts";

/** One of the `of` columns of `value`. */
export interface NumberEntry {
  readonly type: "number";
  readonly name: string;
  readonly value: string;
  readonly at: number;
  readonly of: number;
}
export interface CategoryEntry {
  readonly type: "category";
  readonly name: string;
  /** int64; -1 where missing. */
  readonly value: string;
  readonly categories: readonly string[];
}
export interface PictureEntry {
  readonly type: "image";
  readonly name: string;
  readonly value: string;
  readonly shape: readonly [number, number, number];
  readonly scale: number;
  readonly channels?: readonly { readonly mean: number; readonly deviation: number }[];
}
/** A window over all that is beside it: float32 [n, steps, columns]. */
export interface WindowEntry {
  readonly type: "array";
  readonly name: string;
  readonly value: string;
}
export type Entry = NumberEntry | CategoryEntry | PictureEntry | WindowEntry;

export class Table {
  readonly onnx: OnnxGraph;

  constructor(onnx: OnnxGraph) {
    this.onnx = onnx;
  }

  /** An operator that takes no settings. */
  apply(operator: string, ...operands: readonly string[]): string {
    return this.onnx.node(operator, operands);
  }

  cast(value: string, element: "float64" | "float32" | "int64"): string {
    return this.onnx.node("Cast", [value], { to: { int: ELEMENT[element] } });
  }

  /** One number for all, or one for each of the last axis. */
  doubles(...values: readonly number[]): string {
    return values.length === 1 ? this.onnx.float64s(values, []) : this.onnx.float64s(values);
  }

  /** By a whole number from -1, the entry of `values` one further. */
  lookUp(codes: string, values: string): string {
    return this.onnx.node("Gather", [values, this.apply("Add", codes, this.onnx.int64s([1]))], { axis: { int: 0 } });
  }

  /** The columns of one value, by their names. */
  columns(names: readonly string[], value: string): readonly NumberEntry[] {
    return names.map((name, at) => ({ type: "number", name, value, at, of: names.length }));
  }

  /** [n, steps, columns.length], with what lies together left together. */
  joined(columns: readonly NumberEntry[]): string {
    const parts: string[] = [];
    for (let at = 0; at < columns.length;) {
      const { value, of, at: place } = columns[at]!;
      const isWhole =
        place === 0 && columns.slice(at, at + of).every((each, index) => each.value === value && each.at === index);
      if (isWhole && at + of <= columns.length) {
        parts.push(value);
        at += of;
      } else {
        const from = columns.slice(at).findIndex((each) => each.value !== value);
        const run = columns.slice(at, from < 0 ? undefined : at + from);
        parts.push(
          this.onnx.node("Gather", [value, this.onnx.int64s(run.map((each) => each.at))], { axis: { int: 2 } }),
        );
        at += run.length;
      }
    }
    return parts.length === 1 ? parts[0]! : this.onnx.node("Concat", parts, { axis: { int: 2 } });
  }

  /** Whether each category, given by its place, is this place's: [n, steps, count] of codes [n, steps, 1]. */
  oneHot(places: string, count: number): string {
    const all = this.onnx.int64s(Array.from({ length: count }, (_, place) => place));
    return this.cast(this.apply("Equal", places, all), "float64");
  }
}
