import { z } from "zod";
import { asNumbers, jointStep } from "../make-step.ts";
import type { FittedStep, Series } from "../preprocessor.ts";

interface WindowConfig {
  readonly length: number;
  readonly horizon: number;
  readonly stride: number;
}

const shared = z.strictObject({ length: z.int(), horizon: z.int(), stride: z.int() });

/** The window that a model's fitted steps lay over their columns, or null. */
export function windowOf(fitted: readonly FittedStep[]): WindowConfig | null {
  const step = fitted.find((each) => each.step === "windows" && each.columns.length > 0);
  return step === undefined ? null : shared.parse(step.shared);
}

/**
 * The window of row t of a series holds its rows t - horizon - length + 1 to t - horizon, oldest first, as
 * [length, columns]. What is at t itself is not in it, so the target's past may be. Rows too near the beginning of
 * their series have no window; of the others every `stride`-th has one.
 */
export const windows = jointStep({
  each: z.strictObject({}),
  shared,
  fit: ({ length, horizon, stride }: WindowConfig, columns) => ({
    each: columns.map(() => ({})),
    shared: { length, horizon, stride },
  }),
  apply: ({ shared: { length, horizon, stride } }, columns, series) => {
    const values = asNumbers(columns).map((column) => column.values);
    const rows = values[0]!.length;
    const places = placesIn(series, rows);
    const before = length + horizon - 1;
    return [
      {
        type: "array",
        name: columns.map(({ name }) => name).join(", "),
        rows,
        shape: [length, values.length],
        has: (row) => {
          const { place } = places(row);
          return place >= before && (place - before) % stride === 0;
        },
        write: (row, out, at) => {
          const { place, members } = places(row);
          for (let step = 0; step < length; step++) {
            const source = members[place - before + step];
            for (let column = 0; column < values.length; column++) {
              out[at + step * values.length + column] = source === undefined ? Number.NaN : values[column]![source]!;
            }
          }
        },
      },
    ];
  },
});

function placesIn(series: Series, rows: number) {
  const seriesOf = new Int32Array(rows);
  const placeOf = new Int32Array(rows);
  series.forEach((members, index) => {
    members.forEach((row, place) => {
      seriesOf[row] = index;
      placeOf[row] = place;
    });
  });
  return (row: number) => ({ place: placeOf[row]!, members: series[seriesOf[row]!]! });
}
