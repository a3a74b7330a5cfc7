import type { Column, Dataset, NumberColumn } from "../../catalog/datasets/dataset.ts";
import type { SeriesSample } from "../../project/data-summary.ts";
import { orderRows } from "./row-keys.ts";

const MOST_POINTS = 1000;
const MOST_LINES = 3;

/**
 * The target and the first other numbers over the time column (`timeName`, else the first column of times), in the
 * order of time; undefined where there are no times or no numbers.
 */
export function sampleSeries(
  dataset: Dataset,
  timeName: string | undefined,
  target: Column | undefined,
): SeriesSample | undefined {
  const times = dataset.columns.filter((column) => column.type === "time");
  const time = times.find(({ name }) => name === timeName) ?? times[0];
  const numbers = dataset.columns.filter((column): column is NumberColumn => column.type === "number");
  const lines = [...numbers.filter((column) => column === target), ...numbers.filter((column) => column !== target)];
  if (time === undefined || lines.length === 0) return undefined;
  const known = orderRows(time, false).filter((row) => Number.isFinite(time.values[row]!));
  const stride = Math.max(1, known.length / MOST_POINTS);
  const rows = Array.from({ length: Math.min(known.length, MOST_POINTS) }, (_, at) => known[Math.floor(at * stride)]!);
  return {
    time: time.name,
    times: rows.map((row) => time.values[row]!),
    lines: lines.slice(0, MOST_LINES).map(({ name, values }) => ({
      name,
      values: rows.map((row) => (Number.isFinite(values[row]!) ? values[row]! : null)),
    })),
  };
}
