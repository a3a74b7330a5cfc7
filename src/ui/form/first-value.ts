/** What a setting begins with when it is switched on or added. */
import type { Field, NumberKind, PickOption } from "./read-schema.ts";

/** What the schema says to begin with, or the default; where there is neither, the simplest value that it allows. */
export function firstValue(field: Field): unknown {
  const { kind, standard, start } = field;
  if (start !== undefined) return start;
  if (standard !== undefined && standard !== null) return standard;
  switch (kind.type) {
    case "number":
      return firstNumber(kind);
    case "boolean":
      return false;
    case "enum":
      return kind.choices[0]?.value ?? "";
    case "numbers":
      return Array.from({ length: kind.minItems }, () => firstNumber(kind.item));
    case "group":
      return firstValues(kind.fields);
    case "record":
      return {};
    case "names":
    case "picks":
      return [];
    case "choice": {
      const [first] = kind.options;
      return first === undefined ? "" : choiceValue(first, kind.names);
    }
  }
}

/** An option as it is written when it is picked. */
export function choiceValue(option: PickOption, names: readonly string[]): unknown {
  if (option.fields.length === 0 && names.includes(option.id)) return option.id;
  return { id: option.id, ...firstValues(option.fields) };
}

/** Of every field that cannot be left out. */
export function firstValues(fields: readonly Field[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.filter(({ off }) => off === "never").map((field) => [field.name, firstValue(field)] as const),
  );
}

/** 0 where it is allowed, else the number next to the bound. */
function firstNumber(kind: NumberKind): number {
  if (kind.minimum < 0 || (kind.minimum === 0 && !kind.isMinimumExcluded)) return Math.min(0, kind.maximum);
  if (!kind.isMinimumExcluded) return kind.minimum;
  const next = kind.minimum + 1;
  return next < kind.maximum || (next === kind.maximum && !kind.isMaximumExcluded)
    ? next
    : (kind.minimum + kind.maximum) / 2;
}
