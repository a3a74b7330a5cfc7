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
  | { readonly type: "numbers"; readonly item: NumberKind; readonly minItems: number; readonly maxItems: number }
  /** Some of the names that whoever shows the form knows. */
  | { readonly type: "names" }
  /** Settings that belong together. */
  | { readonly type: "group"; readonly fields: readonly Field[] }
  /** A number by name; whoever shows the form knows the names. */
  | { readonly type: "record"; readonly item: NumberKind }
  /** Things picked from a catalog, each with settings of its own: `{ id, ... }`. */
  | { readonly type: "picks"; readonly options: readonly PickOption[] }
  /** One of several, written as its id, or as `{ id, ... }` where it has settings or `names` does not hold it. */
  | { readonly type: "choice"; readonly options: readonly PickOption[]; readonly names: readonly string[] };

export interface PickOption {
  readonly id: string;
  readonly label: Text;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly label: Text;
  readonly help?: Text;
  readonly unit?: Text;
  readonly scale: "linear" | "log";
  readonly kind: FieldKind;
  readonly standard: unknown;
  /** What it begins with when it is picked or switched on, where that is not the default. */
  readonly start?: number | string;
  /** How it is switched off: not at all, by null, or by leaving it out. */
  readonly off: "never" | "null" | "absent";
}

const textShape = z.object({ en: z.string(), zh: z.string() });

const helpShape = z.object({
  label: textShape,
  help: textShape.optional(),
  unit: textShape.optional(),
  scale: z.enum(["linear", "log"]).optional(),
  start: z.union([z.number(), z.string()]).optional(),
  choices: z.record(z.string(), textShape).optional(),
});

/** The part of JSON schema that our schemas use; read by its own schema, because a JSON schema is open-ended. */
const propertyShape = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
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

const parts = (of: readonly unknown[] | undefined): readonly Property[] =>
  (of ?? []).flatMap((part) => {
    const parsed = propertyShape.safeParse(part);
    return parsed.success ? [parsed.data] : [];
  });

/** The objects of a union that its `id` tells apart, or null. */
function optionsOf(item: Property, labels: Readonly<Record<string, Text>>): readonly PickOption[] | null {
  const objects = parts(item.oneOf ?? item.anyOf ?? (item.properties === undefined ? [] : [item]));
  const options = objects.flatMap((object): PickOption[] => {
    const [id] = parts([object.properties?.["id"]]);
    if (typeof id?.const !== "string") return [];
    return [{ id: id.const, label: labels[id.const] ?? { en: id.const, zh: id.const }, fields: fieldsOf(object) }];
  });
  return options.length > 0 && options.length === objects.length ? options : null;
}

/** Some by name, some as objects with settings of their own, or both. */
function choiceOf(property: Property, labels: Readonly<Record<string, Text>>): FieldKind | null {
  const alternatives = property.oneOf !== undefined ? [property] : parts(property.anyOf);
  const names = alternatives.flatMap((part) => (part.enum ?? []).filter((value) => typeof value === "string"));
  const objects = alternatives.flatMap((part) => (part.enum === undefined ? (optionsOf(part, labels) ?? []) : []));
  const named = names.map((id) => ({ id, label: labels[id] ?? { en: id, zh: id }, fields: [] }));
  const options = [
    ...named.map((option) => objects.find(({ id }) => id === option.id) ?? option),
    ...objects.filter(({ id }) => !names.includes(id)),
  ];
  return options.length === 0 ? null : { type: "choice", options, names };
}

function kindOf(property: Property, labels: Readonly<Record<string, Text>>): FieldKind | null {
  if (property.oneOf !== undefined || property.anyOf !== undefined) return choiceOf(property, labels);
  if (property.enum !== undefined) {
    const values = property.enum.filter((value) => typeof value === "string");
    return {
      type: "enum",
      choices: values.map((value) => ({ value, label: labels[value] ?? { en: value, zh: value } })),
    };
  }
  if (property.type === "boolean") return { type: "boolean" };
  if (property.type === "array") {
    const parsed = propertyShape.safeParse(property.prefixItems?.[0] ?? property.items);
    const options = parsed.success ? optionsOf(parsed.data, labels) : null;
    if (options !== null) return { type: "picks", options };
    if (parsed.success && parsed.data.type === "string" && parsed.data.enum === undefined) return { type: "names" };
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
  if (property.type === "object") {
    if (property.properties !== undefined) return { type: "group", fields: fieldsOf(property) };
    const [value] = parts([property.additionalProperties]);
    const item = value === undefined ? null : numberKind(value);
    return item === null ? null : { type: "record", item };
  }
  return numberKind(property);
}

/** What stands beside null in `x | null`, or undefined. */
function besidesNull(property: Property): Property | undefined {
  const all = parts(property.anyOf);
  const [only, ...others] = all.filter(({ type }) => type !== "null");
  return others.length === 0 && only !== undefined && all.length === 2 ? only : undefined;
}

/** The fields of `schema` in its own order. */
export function readSchema(schema: z.ZodObject): readonly Field[] {
  const [object] = parts([z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })]);
  return object === undefined ? [] : fieldsOf(object);
}

function fieldsOf(object: Property): readonly Field[] {
  return Object.entries(object.properties ?? {}).flatMap(([name, raw]): Field[] => {
    const [property] = parts([raw]);
    if (property?.field === undefined) return [];
    const inner = besidesNull(property);
    const kind = kindOf(inner ?? property, property.field.choices ?? {});
    if (kind === null) return [];
    const { label, help, unit, scale, start } = property.field;
    const isLeftOut = property.default === undefined && object.required?.includes(name) !== true;
    return [
      {
        name,
        label,
        ...(help === undefined ? {} : { help }),
        ...(unit === undefined ? {} : { unit }),
        scale: scale ?? "linear",
        kind,
        standard: property.default,
        ...(start === undefined ? {} : { start }),
        off: inner !== undefined ? "null" : isLeftOut ? "absent" : "never",
      },
    ];
  });
}
