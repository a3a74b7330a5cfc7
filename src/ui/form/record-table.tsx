import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { checkNumber } from "./check-number.ts";
import { FieldHead } from "./field-head.tsx";
import type { NumberKind } from "./read-schema.ts";
import { TypedInput } from "./typed-input.tsx";

interface RecordTableProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly item: NumberKind;
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

/** A factor by name, 1 where there is none. */
export function RecordTable(props: RecordTableProps): ReactNode {
  const { label, names, values, item, onChange } = props;
  // A name that the project has and the model has not must be seen, or it could not be taken away.
  const all = [...new Set([...names, ...Object.keys(values)])];
  if (all.length === 0) return null;
  return (
    <div role="group" aria-label={label}>
      <FieldHead label={label} help={props.help} />
      <div className="field-record">
        {all.map((name) => {
          const value = values[name];
          return (
            <TypedInput<number>
              key={name}
              label={name}
              isInline
              value={typeof value === "number" ? value : 1}
              show={String}
              check={(typed) => checkNumber(typed, item)}
              isDisabled={props.isDisabled}
              onChange={(next) => {
                const others = Object.entries(values).filter(([other]) => other !== name);
                return onChange(Object.fromEntries(next === 1 ? others : [...others, [name, next] as const]));
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
