/** Which column is to be predicted and which are left out, as long as the user has not said. */
import type { DatasetKind } from "../../catalog/datasets/dataset.ts";
import type { StoredColumn } from "../../project/stored-data.ts";
import type { BuiltColumn } from "./column-builder.ts";

export type NamedColumn = BuiltColumn & Pick<StoredColumn, "name" | "shape">;

const TARGET_NAME =
  /^(?:label|labels|target|class|species|outcome|survived|diagnosis|y|category|sentiment|price|quality|标签|类别|目标|价格)$/i;
const ID_NAME = /^(?:|id|index|row|no|nr|#|unnamed.*|.*[_ ]id|.*[a-z]Id|编号|序号)$/i;

/**
 * The target is the column that the reader names, else one called like a target, else the last of numbers or classes.
 * Left out are texts and times beside other columns, columns of one value, and running numbers.
 */
export function suggestRoles(columns: readonly NamedColumn[], named: string | undefined): StoredColumn[] {
  const canBeTarget = ({ type, isConstant }: NamedColumn): boolean =>
    (type === "number" || type === "category") && !isConstant;
  const possible = columns.filter((column) => canBeTarget(column) && !isRunningNumber(column));
  const target =
    possible.find(({ name }) => name === named) ??
    possible.find(({ name }) => TARGET_NAME.test(name.trim())) ??
    possible.at(-1);
  const isPlain = (column: NamedColumn): boolean =>
    column !== target && !isLeftOut(column) && column.type !== "text" && column.type !== "time";
  const hasPlain = columns.some(isPlain);
  const hasPictures = columns.some(({ type }) => type === "image");
  return columns.map((column) => {
    const { name, type, missing, shape } = column;
    const isFeature = hasPictures
      ? type === "image"
      : hasPlain
        ? isPlain(column)
        : column.type === "text" && !isLeftOut(column);
    const role = column === target ? "target" : isFeature ? "feature" : "ignore";
    return { name, type, missing, role, ...(shape === undefined ? {} : { shape }) };
  });
}

/** What the data set is mainly made of. */
export function kindOf(columns: readonly NamedColumn[]): DatasetKind {
  if (columns.some(({ type }) => type === "image")) return "images";
  const isSeries =
    columns.some(({ type, isRising }) => type === "time" && isRising) && columns.some(({ type }) => type === "number");
  if (isSeries) return "series";
  const hasText = columns.some(({ type }) => type === "text");
  return hasText && columns.every(({ type }) => type === "text" || type === "category") ? "text" : "table";
}

function isLeftOut(column: NamedColumn): boolean {
  return column.isConstant || isRunningNumber(column);
}

function isRunningNumber({ name, type, isRising }: NamedColumn): boolean {
  return type === "number" && isRising && ID_NAME.test(name.trim());
}
