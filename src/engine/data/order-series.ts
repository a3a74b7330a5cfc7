/** Which rows follow which: for windows over a series, and for splits by group and time. */
import { type Column, rowsOf } from "../../catalog/datasets/dataset.ts";
import type { Series } from "../../catalog/preprocessors/preprocessor.ts";
import { dataProblem } from "./data-problem.ts";

/** By row: a number that rows of one group share. Rows without a group are a group of their own together. */
export function groupsOf(column: Column): Int32Array {
  switch (column.type) {
    case "category":
      return column.codes;
    case "number":
    case "time":
    case "text":
      return numbered(column.values);
    case "image":
      throw unfitRole("group", "分组", column);
  }
}

/** By row: a number that grows with time; the order of a category's names stands for their time. */
export function timesOf(column: Column): Float64Array {
  switch (column.type) {
    case "number":
    case "time":
      return column.values;
    case "category":
      return Float64Array.from(column.codes);
    case "image":
    case "text":
      throw unfitRole("time", "时间", column);
  }
}

/** One series, or one a group; each in the order of time, or of the rows where no time is given. */
export function seriesOf(rows: number, group: Int32Array | undefined, time: Float64Array | undefined): Series {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const ordered =
    time === undefined ? all : all.toSorted((first, second) => time[first]! - time[second]! || first - second);
  if (group === undefined) return [ordered];
  const series = new Map<number, number[]>();
  for (const row of ordered) {
    const members = series.get(group[row]!);
    if (members === undefined) series.set(group[row]!, [row]);
    else members.push(row);
  }
  return Array.from(series.values(), (members) => Int32Array.from(members));
}

/** Every row for itself: rows to predict that say nothing of each other. */
export function separate(columns: readonly Column[]): Series {
  const [first] = columns;
  return Array.from({ length: first === undefined ? 0 : rowsOf(first) }, (_, row) => Int32Array.of(row));
}

/** Each value's place among the values, in the order in which they are met. */
function numbered(values: Iterable<number | string | null>): Int32Array {
  const places = new Map<number | string | null, number>();
  return Int32Array.from(values, (value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
}

function unfitRole(field: string, role: string, { name, type }: Column): Error {
  const [en, zh] = type === "image" ? ["pictures", "图像"] : ["texts", "文本"];
  return dataProblem(
    "unfit-role",
    `data.${field}: "${name}" holds ${en}, which give no ${field}. Choose another column.`,
    `data.${field}：“${name}”是${zh}列，不能作为${role}列。请选择其他列。`,
  );
}
