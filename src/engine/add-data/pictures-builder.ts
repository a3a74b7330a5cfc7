import type { ColumnBuilder } from "./column-builder.ts";

/** Pictures of one shape, `size` bytes each. */
export function picturesBuilder(size: number, capacity: number): ColumnBuilder {
  const pixels = new Uint8Array(size * capacity);
  let filled = 0;
  return {
    addRows: () => {
      throw new Error("a cell holds no picture");
    },
    addTyped: (column, from, to) => {
      if (column.type !== "image") throw new Error("these are no pictures");
      pixels.set(column.pixels.subarray(from * size, to * size), filled * size);
      filled += to - from;
    },
    take: () => {
      const taken = pixels.slice(0, filled * size);
      filled = 0;
      return { type: "image", pixels: taken };
    },
    waitingCharacters: 0,
    isMisread: false,
    finish: () => ({
      type: "image",
      missing: 0,
      dictionary: null,
      isConstant: false,
      isRising: false,
      strays: null,
    }),
  };
}
