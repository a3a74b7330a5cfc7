/** What a column is for, and how the project says so. */
import type { ColumnFigures, DatasetSummary } from "../../project/data-summary.ts";
import type { Project } from "../../project/project.ts";

type Data = Project["data"];
type Known = Pick<DatasetSummary, "roles" | "columns">;

export type ColumnRole = "feature" | "target" | "group" | "time" | "ignore";

export function roleOf({ name, type }: Pick<ColumnFigures, "name" | "type">, data: Data, { roles }: Known): ColumnRole {
  if (name === roles.target) return "target";
  if (name === roles.group) return "group";
  if (name === roles.time) return "time";
  if (data.features !== undefined) return data.features.includes(name) ? "feature" : "ignore";
  return type === "time" || roles.ignored.includes(name) ? "ignore" : "feature";
}

/** The roles that a column of this type can have. */
export function possibleRoles({ type, distinct }: ColumnFigures): readonly ColumnRole[] {
  switch (type) {
    case "number":
      return distinct < 2 ? ["feature", "ignore"] : ["feature", "target", "group", "time", "ignore"];
    case "category":
      return distinct < 2 ? ["feature", "ignore"] : ["feature", "target", "group", "ignore"];
    case "time":
      return ["time", "feature", "ignore"];
    case "text":
      return ["feature", "group", "ignore"];
    case "image":
      return ["feature", "ignore"];
  }
}

/** Gives the column another role; whatever else had a role that only one can have becomes a feature, or ignored. */
export function withRole(data: Data, known: Known, name: string, role: ColumnRole): Data {
  const { features: _features, group, time, ...rest } = data;
  const holder = (kept: string | undefined, of: ColumnRole): string | undefined =>
    role === of ? name : kept === name ? undefined : kept;
  const [nextGroup, nextTime] = [holder(group, "group"), holder(time, "time")];
  return {
    ...rest,
    ...(nextGroup === undefined ? {} : { group: nextGroup }),
    ...(nextTime === undefined ? {} : { time: nextTime }),
    ...(role === "target" ? { target: name } : {}),
    features: known.columns
      .filter((column) => (column.name === name ? role === "feature" : roleOf(column, data, known) === "feature"))
      .map((column) => column.name),
  };
}
