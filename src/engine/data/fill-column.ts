/** A column of a data set, filled with what is stored of it, piece by piece. */
import type { Column } from "../../catalog/datasets/dataset.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { StoredColumn, StoredValues } from "../../project/stored-data.ts";
import type { Coding } from "./category-coding.ts";

/** Texts are filled in, the rest is written over. */
type Room = Exclude<Column, { type: "text" }> | { type: "text"; name: string; values: (string | null)[] };

/** Room for `rows` values. */
export function roomFor({ name, type, shape }: StoredColumn, rows: number, categories: readonly string[]): Room {
  switch (type) {
    case "number":
    case "time":
      return { type, name, values: new Float64Array(rows) };
    case "category":
      return { type, name, codes: new Int32Array(rows), categories };
    case "text":
      return { type, name, values: [] };
    case "image":
      if (shape === undefined) throw new Error(`"${name}" has no shape`);
      return { type, name, pixels: new Uint8Array(rows * sizeOf(shape)), shape, scale: 1 };
  }
}

/** Writes a piece's values from place `at` on: all of them, or those at `rows`. Throws when the database is damaged. */
export function fillColumn(
  room: Room,
  part: StoredValues,
  { at, rows, coding }: { readonly at: number; readonly rows: Int32Array | null; readonly coding: Coding },
): void {
  switch (room.type) {
    case "number":
    case "time":
      if (part.type !== "number") throw damaged(room.name, part);
      room.values.set(rows === null ? part.values : Float64Array.from(rows, (row) => part.values[row]!), at);
      return;
    case "category": {
      if (part.type !== "codes") throw damaged(room.name, part);
      const codes = rows === null ? part.codes : Int32Array.from(rows, (row) => part.codes[row]!);
      room.codes.set(
        codes.map((code) => (code < 0 ? -1 : coding.rankOf[code]!)),
        at,
      );
      return;
    }
    case "text": {
      if (part.type !== "text" && part.type !== "codes") throw damaged(room.name, part);
      const textAt = (row: number): string | null =>
        part.type === "text" ? part.values[row]! : (coding.words[part.codes[row]!] ?? null);
      const count = part.type === "text" ? part.values.length : part.codes.length;
      if (rows === null) for (let row = 0; row < count; row++) room.values.push(textAt(row));
      else for (const row of rows) room.values.push(textAt(row));
      return;
    }
    case "image": {
      if (part.type !== "image") throw damaged(room.name, part);
      const size = sizeOf(room.shape);
      if (rows === null) room.pixels.set(part.pixels, at * size);
      rows?.forEach((row, place) => {
        room.pixels.set(part.pixels.subarray(row * size, (row + 1) * size), (at + place) * size);
      });
      return;
    }
  }
}

function damaged(name: string, part: StoredValues): Error {
  return new Error(`The column "${name}" is stored as ${part.type}`);
}
