/**
 * Turns a zod object schema into the fields that a form shows: the schema gives type, range and default, its `field`
 * meta gives label, help, unit, scale and choices. What has no label or no kind that a form knows is not shown.
 */
import { z } from "zod";
import type { Text } from "../../language/text.ts";

export interface NumberKind {
  readonly type: "number";
  readonly isInteger: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** The minimum or maximum itself is refused. */
  readonly isMinimumExcluded: boolean;
  readonly isMaximumExcluded: boolean;
}

export type FieldKind =
  | NumberKind
  | { readonly type: "boolean" }
  | { readonly type: "enum"; readonly choices: readonly { readonly value: string; readonly label: Text }[] }
  | { readonly type: "numbers"; readonly item: NumberKind; readonly minItems: number; readonly maxItems: number };

export interface Field {
  readonly name: string;
  readonly label: Text;
  readonly help?: Text;
  readonly unit?: Text;
  readonly scale: "linear" | "log";
  readonly kind: FieldKind;
  readonly standard: unknown;
}

const textShape = z.object({ en: z.string(), zh: z.string() });

const helpShape = z.object({
  label: textShape,
  help: textShape.optional(),
  unit: textShape.optional(),
  scale: z.enum(["linear", "log"]).optional(),
  choices: z.record(z.string(), textShape).optional(),
});

/** The part of JSON schema that our schemas use; read by its own schema, because a JSON schema is open-ended. */
const propertyShape = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  field: helpShape.optional(),
});
type Property = z.infer<typeof propertyShape>;

function numberKind(property: Property): NumberKind | null {
  if (property.type !== "number" && property.type !== "integer") return null;
  return {
    type: "number",
    isInteger: property.type === "integer",
    minimum: property.exclusiveMinimum ?? property.minimum ?? -Infinity,
    maximum: property.exclusiveMaximum ?? property.maximum ?? Infinity,
    isMinimumExcluded: property.exclusiveMinimum !== undefined,
    isMaximumExcluded: property.exclusiveMaximum !== undefined,
  };
}

function kindOf(property: Property): FieldKind | null {
  if (property.enum !== undefined) {
    const values = property.enum.filter((value) => typeof value === "string");
    return {
      type: "enum",
      choices: values.map((value) => ({ value, label: property.field?.choices?.[value] ?? { en: value, zh: value } })),
    };
  }
  if (property.type === "boolean") return { type: "boolean" };
  if (property.type === "array") {
    const parsed = propertyShape.safeParse(property.prefixItems?.[0] ?? property.items);
    const item = parsed.success ? numberKind(parsed.data) : null;
    if (item === null) return null;
    const length = property.prefixItems?.length;
    return {
      type: "numbers",
      item,
      minItems: length ?? property.minItems ?? 0,
      maxItems: length ?? property.maxItems ?? Infinity,
    };
  }
  return numberKind(property);
}

/** The fields of `schema` in its own order. */
export function readSchema(schema: z.ZodObject): readonly Field[] {
  const { properties } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties ?? {}).flatMap(([name, raw]): Field[] => {
    const parsed = propertyShape.safeParse(raw);
    if (!parsed.success || parsed.data.field === undefined) return [];
    const kind = kindOf(parsed.data);
    if (kind === null) return [];
    const { label, help, unit, scale } = parsed.data.field;
    return [
      {
        name,
        label,
        ...(help === undefined ? {} : { help }),
        ...(unit === undefined ? {} : { unit }),
        scale: scale ?? "linear",
        kind,
        standard: parsed.data.default,
      },
    ];
  });
}
