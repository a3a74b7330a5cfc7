import { parseProject } from "./parse-project.ts";
import type { Project } from "./project.ts";

/**
 * The project without what can be left out: every field whose absence reads back to the very same project. Asking the
 * schema instead of keeping a list of defaults holds for fields and catalog entries yet to come.
 */
export function minimalProject(project: Project): unknown {
  const whole = canonical(project);
  const minimal: Record<string, unknown> = structuredClone(project);
  const isSame = (): boolean => canonical(parseProject(minimal).project) === whole;
  prune(minimal, isSame);
  return minimal;
}

/** JSON with fields in one order: two projects that mean the same read the same. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "undefined"
  );
}

function prune(fields: Record<string, unknown>, isSame: () => boolean): void {
  // Last first: a default may follow a field before it, as the epochs do the batch size.
  for (const key of Object.keys(fields).toReversed()) {
    const value = fields[key];
    Reflect.deleteProperty(fields, key);
    if (isSame()) continue;
    fields[key] = value;
    if (isFields(value)) prune(value, isSame);
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
