/** A form made from a schema's fields: one control a field, by the field's kind. */
import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { useText } from "../language.tsx";
import { Segmented } from "../segmented.tsx";
import { Select } from "../select.tsx";
import { checkNumber, checkNumbers, isAllowed } from "./check-number.ts";
import type { Field, NumberKind } from "./read-schema.ts";
import { logStops, nearestStop } from "./slider-stops.ts";
import { TypedInput } from "./typed-input.tsx";
import "./field.css";

interface SchemaFormProps {
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly isDisabled?: boolean;
  /** Gives the sentence of whoever refuses the value, or null. */
  readonly onChange: (name: string, value: unknown) => Text | null;
}

export function SchemaForm(props: SchemaFormProps): ReactNode {
  return (
    <div className="form">
      {props.fields.map((field) => (
        <FieldControl
          key={field.name}
          field={field}
          value={props.values[field.name] ?? field.standard}
          isDisabled={props.isDisabled === true}
          onChange={(value) => props.onChange(field.name, value)}
        />
      ))}
    </div>
  );
}

interface FieldControlProps {
  readonly field: Field;
  readonly value: unknown;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

function FieldControl({ field, value, isDisabled, onChange }: FieldControlProps): ReactNode {
  const t = useText();
  const label = t(field.label);
  const shared = {
    label,
    help: field.help === undefined ? undefined : t(field.help),
    unit: field.unit === undefined ? undefined : t(field.unit),
    isDisabled,
    onChange,
  };
  const { kind } = field;
  switch (kind.type) {
    case "boolean":
      return (
        <label className="field-switch">
          <input
            type="checkbox"
            role="switch"
            checked={value === true}
            disabled={isDisabled}
            onChange={(event) => {
              onChange(event.target.checked);
            }}
          />
          <span>{label}</span>
        </label>
      );
    case "enum": {
      const choices = kind.choices.map((choice) => ({ value: choice.value, label: t(choice.label) }));
      const isShort = choices.reduce((length, choice) => length + choice.label.length + 3, 0) <= 26;
      const picker = { label, value: String(value), choices, isDisabled, onChange };
      return <div className="field">{isShort ? <Segmented {...picker} /> : <Select {...picker} />}</div>;
    }
    case "numbers":
      return (
        <TypedInput<readonly number[]>
          {...shared}
          value={Array.isArray(value) ? value.filter((item) => typeof item === "number") : []}
          show={(list) => list.join(", ")}
          check={(typed) => checkNumbers(typed, kind)}
        />
      );
    case "number": {
      const current = typeof value === "number" ? value : 0;
      return (
        <TypedInput<number>
          {...shared}
          value={current}
          show={typable}
          check={(typed) => checkNumber(typed, kind)}
          step={(from, direction) => stepped(from, direction, kind, field.scale)}
          before={
            field.scale === "log" && current > 0 ? (
              <LogSlider {...{ field, kind, current, label, isDisabled, onChange }} />
            ) : undefined
          }
        />
      );
    }
  }
}

/** As a person would type it: 1e20 rather than twenty zeros. */
function typable(value: number): string {
  return Math.abs(value) >= 1e7 ? value.toExponential().replace("e+", "e") : String(value);
}

/** One arrow key: to the next round value on a log scale, else by one or by a tenth. */
function stepped(from: number, direction: 1 | -1, kind: NumberKind, scale: Field["scale"]): number {
  if (scale === "log" && from > 0) {
    const stops = logStops(kind, from);
    return stops[nearestStop(stops, from) + direction] ?? from;
  }
  const next = Number((from + direction * (kind.isInteger ? 1 : 0.05)).toPrecision(10));
  return isAllowed(next, kind) ? next : from;
}

interface LogSliderProps {
  readonly field: Field;
  readonly kind: NumberKind;
  readonly current: number;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

function LogSlider(props: LogSliderProps): ReactNode {
  const t = useText();
  const standard = typeof props.field.standard === "number" ? props.field.standard : props.current;
  const stops = logStops(props.kind, standard);
  const at = nearestStop(stops, props.current);
  return (
    <input
      className="slider"
      type="range"
      min={0}
      max={stops.length - 1}
      step={1}
      value={at}
      disabled={props.isDisabled}
      aria-label={t({ en: `${props.label}, slider`, zh: `${props.label}滑块` })}
      aria-valuetext={String(props.current)}
      onChange={(event) => {
        const stop = stops[event.target.valueAsNumber];
        if (stop !== undefined) props.onChange(stop);
      }}
    />
  );
}
