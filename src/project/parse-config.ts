import type { z } from "zod";
import type { ConfigSchema } from "../catalog/definition.ts";
import { StudioError } from "../language/studio-error.ts";
import { explainIssues } from "./explain-issue.ts";
import { type FieldPath, fieldsOfSchema } from "./field-path.ts";

/** Checks a definition's config, which stands at `at` in the project. Throws a `StudioError` naming the field. */
export function parseConfig<Config extends ConfigSchema>(
  schema: Config,
  config: unknown,
  at: FieldPath,
): z.infer<Config> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const known = (path: FieldPath): readonly string[] => fieldsOfSchema(schema, path, config);
  throw new StudioError({
    code: "invalid-project",
    text: explainIssues(parsed.error.issues, config, known, at).text,
  });
}
