/** The values that a slider snaps to: round ones, because nobody means 0.0011745. */
import type { NumberKind } from "./read-schema.ts";

const perDecade = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Where a field that is off at 0 begins and ends when it is on. */
const FROM_OFF = { low: 1e-6, high: 1 };

/**
 * Three decades below `standard` to two above it, within the allowed range; powers of two for whole numbers. A
 * `standard` of 0 means off: 0 comes first, then six decades.
 */
export function logStops(kind: NumberKind, standard: number): readonly number[] {
  if (!(standard > 0)) {
    return [0, ...decades(FROM_OFF.low, Math.min(kind.maximum, FROM_OFF.high))];
  }
  const low = Math.max(kind.minimum, standard / 1000, Number.MIN_VALUE);
  const high = Math.min(kind.maximum, standard * 100);
  if (kind.isInteger) {
    const stops: number[] = [];
    for (let stop = 1; stop <= high; stop *= 2) if (stop >= low) stops.push(stop);
    return stops;
  }
  return decades(low, high);
}

function decades(low: number, high: number): readonly number[] {
  const stops: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += 1) {
    for (const digit of perDecade) {
      // Through the decimal text, so that 3e-4 is 0.0003 and not 0.00030000000000000003.
      const stop = Number(`${digit}e${exponent}`);
      if (stop >= low * (1 - 1e-9) && stop <= high * (1 + 1e-9)) stops.push(stop);
    }
  }
  return stops;
}

/** Where `value` stands among the stops: the index of the nearest by ratio, the first for 0. */
export function nearestStop(stops: readonly number[], value: number): number {
  let best = 0;
  let distance = Infinity;
  stops.forEach((stop, index) => {
    const ratio = Math.abs(Math.log(stop / value));
    if (ratio < distance) {
      best = index;
      distance = ratio;
    }
  });
  return best;
}
