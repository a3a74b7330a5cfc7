import type { Column } from "../../catalog/datasets/dataset.ts";

/**
 * A 64-bit hash of names, kinds and values of columns, as 16 hex digits: two multiply-xor lanes over 32-bit words (the
 * mixing steps are MurmurHash3's, Appleby 2011). It tells data sets apart; it is no defence against forgery.
 */
export function fingerprintOf(columns: readonly Column[]): string {
  const lanes = new Int32Array([0x9e3779b9, 0x7f4a7c15]);
  for (const column of columns) {
    mix(lanes, new TextEncoder().encode(JSON.stringify(describe(column))));
    mix(lanes, bytesOf(column));
  }
  return [...lanes].map((lane) => (finish(lane) >>> 0).toString(16).padStart(8, "0")).join("");
}

function describe(column: Column): unknown {
  switch (column.type) {
    case "number":
    case "text":
    case "time":
      return [column.type, column.name];
    case "category":
      return [column.type, column.name, column.categories];
    case "image":
      return [column.type, column.name, column.shape];
  }
}

function bytesOf(column: Column): Uint8Array {
  switch (column.type) {
    case "number":
    case "time":
      return new Uint8Array(column.values.buffer, column.values.byteOffset, column.values.byteLength);
    case "category":
      return new Uint8Array(column.codes.buffer, column.codes.byteOffset, column.codes.byteLength);
    case "image":
      return column.pixels;
    case "text":
      // Each text ends with a character that none holds, a missing one is that character alone, twice.
      return new TextEncoder().encode(column.values.map((value) => `${value ?? "\u{10ffff}"}\u{10ffff}`).join(""));
  }
}

function mix(lanes: Int32Array, bytes: Uint8Array): void {
  let first = lanes[0]! ^ bytes.length;
  let second = lanes[1]!;
  for (let at = 0; at < bytes.length; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    const scrambled = Math.imul(word, 0xcc9e2d51);
    first = Math.imul(first ^ ((scrambled << 15) | (scrambled >>> 17)), 5) + 0xe6546b64;
    second = Math.imul(second ^ ((scrambled << 13) | (scrambled >>> 19)), 0x1b873593) + 0x38b34ae5;
  }
  lanes[0] = first;
  lanes[1] = second;
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
