/** What a column is for, and how the project says so. */
import type { ColumnStatistics } from "../../project/data-summary.ts";
import type { Project } from "../../project/project.ts";

type Data = Project["data"];

export const columnRoles = ["feature", "target", "ignore"] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** `target`: the one in force, be it the project's or the data set's own. */
export function roleOf(name: string, data: Data, target: string | null): ColumnRole {
  if (name === target) return "target";
  return data.features === undefined || data.features.includes(name) ? "feature" : "ignore";
}

/** The roles that a column of this type can have. */
export function possibleRoles(column: ColumnStatistics): readonly ColumnRole[] {
  return column.type === "image" || column.distinct < 2 ? ["feature", "ignore"] : columnRoles;
}

/** Gives the column another role. Features that are all the others are left out of the project, as it likes it. */
export function withRole(
  data: Data,
  columns: readonly string[],
  target: string | null,
  name: string,
  role: ColumnRole,
): Data {
  const { features: _features, ...rest } = data;
  const nextTarget = role === "target" ? name : target;
  const features = columns.filter((column) =>
    column === nextTarget ? false : column === name ? role === "feature" : roleOf(column, data, target) !== "ignore",
  );
  const isAll = features.length === columns.length - (nextTarget === null ? 0 : 1);
  return {
    ...rest,
    ...(role === "target" ? { target: name } : {}),
    ...(isAll ? {} : { features }),
  };
}
