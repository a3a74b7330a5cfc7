/** Leaves out of a form what cannot be picked for a kind of target: the other kind's metrics. */
import type { Task } from "../../catalog/losses/loss.ts";
import { metrics } from "../../catalog/metrics/index.ts";
import type { Field, FieldKind } from "../../ui/form/read-schema.ts";

const picking: readonly string[] = ["metrics", "metric"];

/** Null: nothing is known of the target yet, and everything can be picked. */
export function suitedFields(fields: readonly Field[], task: Task | null): readonly Field[] {
  if (task === null) return fields;
  const suits = (id: string): boolean => {
    const metric = metrics.find((each) => each.id === id);
    return metric === undefined || metric.tasks.includes(task);
  };
  const narrowed = (field: Field): FieldKind => {
    const { kind } = field;
    if (kind.type === "group") return { ...kind, fields: suitedFields(kind.fields, task) };
    if (!picking.includes(field.name)) return kind;
    if (kind.type === "enum") return { ...kind, choices: kind.choices.filter(({ value }) => suits(value)) };
    if (kind.type === "picks") return { ...kind, options: kind.options.filter(({ id }) => suits(id)) };
    return kind;
  };
  return fields.map((field) => ({ ...field, kind: narrowed(field) }));
}
