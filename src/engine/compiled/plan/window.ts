/** Between a picture's cells and the places of a window that slides over it. */
import type { Sliding } from "../sliding.ts";
import { type Index, constantIndex, plus, quotient, rangeOf, remainder, times } from "./index-expression.ts";
import type { Guard } from "./scalar.ts";

/** The cell under a place of the window at a tap, and where it is in the picture. */
export function cellUnder(
  { input, strides, dilation, before }: Sliding,
  place: readonly Index[],
  tap: readonly Index[],
): { readonly cell: readonly Index[]; readonly guards: readonly Guard[] } {
  const cell = place.map((at, axis) =>
    plus(times(at, strides[axis]!), times(tap[axis]!, dilation[axis]!), constantIndex(-before[axis]!)),
  );
  return { cell, guards: needed(cell.map((index, axis) => ({ index, below: input[axis]! }))) };
}

/** The place of the window at which a tap covers a cell, and where there is one. */
export function placeOver(
  { output, strides, dilation, before }: Sliding,
  cell: readonly Index[],
  tap: readonly Index[],
): { readonly place: readonly Index[]; readonly guards: readonly Guard[] } {
  const reach = cell.map((at, axis) => plus(at, constantIndex(before[axis]!), times(tap[axis]!, -dilation[axis]!)));
  const within = reach.map((index, axis) => ({ index, below: (output[axis]! - 1) * strides[axis]! + 1 }));
  const even = reach.flatMap((index, axis) => (strides[axis] === 1 ? [] : [{ index, by: strides[axis]! }]));
  return {
    place: reach.map((index, axis) => quotient(index, strides[axis]!)),
    guards: [...needed(within), ...even],
  };
}

/** The same where no cell is under two places: the one place, and the tap there; null where windows overlap. */
export function onlyPlaceOver(
  { output, window, strides, dilation, before }: Sliding,
  cell: readonly Index[],
): {
  readonly place: readonly Index[];
  readonly tap: readonly Index[];
  readonly guards: readonly Guard[];
} | null {
  if (window.some((extent, axis) => extent > strides[axis]! || (extent > 1 && dilation[axis] !== 1))) return null;
  const reach = cell.map((at, axis) => plus(at, constantIndex(before[axis]!)));
  const place = reach.map((index, axis) => quotient(index, strides[axis]!));
  const tap = reach.map((index, axis) => remainder(index, strides[axis]!));
  const guards = [
    ...place.map((index, axis) => ({ index, below: output[axis]! })),
    ...tap.map((index, axis) => ({ index, below: window[axis]! })),
  ];
  return { place, tap, guards: needed(guards) };
}

function needed(guards: readonly (Guard & { readonly below: number })[]): readonly Guard[] {
  return guards.filter(({ index, below }) => {
    const { least, most } = rangeOf(index);
    return least < 0 || most >= below;
  });
}
