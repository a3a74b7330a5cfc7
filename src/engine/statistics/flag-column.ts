/** What a person should know of a column before a model gets it. */
import type { Association, ColumnFigures, ColumnFlag } from "../../project/data-summary.ts";

/** From here on a column says so nearly what the target says that it is probably made of it. */
const LEAK = 0.995;
/** Fewer rows than this are told apart by chance. */
const FEWEST_NAMED_ROWS = 20;
const MOST_CLASSES = 50;

/** `association`: "target" for the target itself, where much that is a fault in a feature is what is asked for. */
export function flagsOf(
  column: ColumnFigures,
  rows: number,
  association: Association | undefined | "target",
): readonly ColumnFlag[] {
  if (column.type === "image") return [];
  const { missing, distinct } = column;
  const flags: ColumnFlag[] = [];
  if (distinct <= 1) flags.push("constant");
  if (missing > 0) flags.push(missing > rows / 2 ? "mostly-missing" : "has-missing");
  if (association === "target" || distinct <= 1) return flags;
  const isName = rows - missing >= FEWEST_NAMED_ROWS && distinct === rows - missing && isCountable(column);
  if (isName) return [...flags, "identifier"];
  if (column.type === "category" && distinct > MOST_CLASSES) flags.push("many-classes");
  if (association !== undefined && Math.abs(association.value) >= LEAK) flags.push("leak");
  if (column.type === "number" && (column.spread?.outliers ?? 0) > 0) flags.push("outliers");
  return flags;
}

/** Words, or whole numbers without a gap: what differs in every row because it is measured is no name. */
function isCountable(column: ColumnFigures): boolean {
  if (column.type !== "number") return column.type === "category";
  const { spread, distinct } = column;
  return spread !== undefined && spread.areWhole && spread.maximum - spread.minimum === distinct - 1;
}
