/** A form within a field: the settings of what was picked. */
import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import type { Field } from "./read-schema.ts";

export type Values = Readonly<Record<string, unknown>>;

export type RenderForm = (
  fields: readonly Field[],
  values: Values,
  onChange: (name: string, value: unknown) => Text | null,
) => ReactNode;
