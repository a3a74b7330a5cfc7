import { z } from "zod";
import { asNumbers, jointStep } from "../make-step.ts";
import type { Series } from "../preprocessor.ts";
import { type WindowConfig, windowConfig } from "../window-of.ts";

/**
 * The window of row t of a series holds its rows t - horizon - length + 1 to t - horizon, oldest first, as
 * [length, columns]. What is at t itself is not in it, so the target's past may be. Rows too near the beginning of
 * their series have no window; of the others every `stride`-th has one.
 */
export const windows = jointStep({
  each: z.strictObject({}),
  shared: windowConfig,
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
