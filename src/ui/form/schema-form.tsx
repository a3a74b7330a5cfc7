/** A form made from a schema's fields: one control a field, by the field's kind; groups are forms within the form. */
import { useId, type ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { useText } from "../language.tsx";
import { Segmented } from "../segmented.tsx";
import { Select } from "../select.tsx";
import { ChoiceField } from "./choice-field.tsx";
import { checkNumbers } from "./check-number.ts";
import { FieldHead } from "./field-head.tsx";
import { firstValue } from "./first-value.ts";
import { NameChecks } from "./name-checks.tsx";
import { NumberField } from "./number-field.tsx";
import { PickRows } from "./pick-rows.tsx";
import type { Field } from "./read-schema.ts";
import type { RenderForm, Values } from "./render-form.ts";
import { RecordTable } from "./record-table.tsx";
import { Switch } from "./switch.tsx";
import { TypedInput } from "./typed-input.tsx";
import "./field.css";

interface SchemaFormProps {
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly isDisabled?: boolean;
  /** The names that a field of names, or a record, chooses from, by field. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** `undefined` leaves the field out. Gives the sentence of whoever refuses the value, or null. */
  readonly onChange: (name: string, value: unknown) => Text | null;
}

export function SchemaForm({ fields, values, isDisabled = false, names = {}, onChange }: SchemaFormProps): ReactNode {
  return (
    <div className="form">
      {fields.map((field) => {
        const shared = {
          field,
          isDisabled,
          names: names[field.name] ?? [],
          onChange: (value: unknown) => onChange(field.name, value),
        };
        return field.off === "never" ? (
          <FieldControl key={field.name} {...shared} value={values[field.name] ?? field.standard} />
        ) : (
          <OptionalField key={field.name} {...shared} value={values[field.name]} />
        );
      })}
    </div>
  );
}

interface FieldControlProps {
  readonly field: Field;
  readonly value: unknown;
  readonly isDisabled: boolean;
  readonly names: readonly string[];
  /** A switch before it says what it is. */
  readonly isLabelled?: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

/** A switch; once it is on, the field or the fields behind it. */
function OptionalField(props: FieldControlProps): ReactNode {
  const t = useText();
  const { field, value, isDisabled, onChange } = props;
  const isOn = value !== undefined && value !== null;
  // What it is for stands at the switch.
  const { help: _said, ...unfolded } = field;
  return (
    <div className="field-optional">
      <Switch
        label={t(field.label)}
        help={field.help && t(field.help)}
        isOn={isOn}
        isDisabled={isDisabled}
        onChange={(next) => {
          onChange(next ? firstValue(field) : field.off === "null" ? null : undefined);
        }}
      />
      {isOn && (
        <div className="field-unfolded">
          <FieldControl {...props} field={unfolded} isLabelled />
        </div>
      )}
    </div>
  );
}

function FieldControl({ field, value, isDisabled, names, isLabelled = false, onChange }: FieldControlProps): ReactNode {
  const t = useText();
  const groupId = useId();
  const label = t(field.label);
  const shared = {
    label,
    help: field.help === undefined ? undefined : t(field.help),
    unit: field.unit === undefined ? undefined : t(field.unit),
    isDisabled,
    onChange,
  };
  const renderForm: RenderForm = (fields, values, change) => (
    <SchemaForm fields={fields} values={values} isDisabled={isDisabled} onChange={change} />
  );
  const { kind } = field;
  switch (kind.type) {
    case "boolean":
      return <Switch {...shared} isOn={value === true} />;
    case "enum": {
      const choices = kind.choices.map((choice) => ({ value: choice.value, label: t(choice.label) }));
      const isShort = choices.reduce((length, choice) => length + choice.label.length + 3, 0) <= 26;
      const isLabelHidden = shared.help !== undefined;
      const picker = { label, isLabelHidden, value: String(value), choices, isDisabled, onChange };
      return (
        <div className="field">
          {isLabelHidden && <FieldHead label={label} help={shared.help} />}
          {isShort ? <Segmented {...picker} /> : <Select {...picker} />}
        </div>
      );
    }
    case "numbers":
      return (
        <TypedInput<readonly number[]>
          {...shared}
          keys="text"
          value={Array.isArray(value) ? value.filter((item) => typeof item === "number") : []}
          show={(list) => list.join(", ")}
          check={(typed) => checkNumbers(typed, kind)}
        />
      );
    case "number":
      return <NumberField {...shared} kind={kind} scale={field.scale} standard={field.standard} value={value} />;
    case "group": {
      const values = valuesOf(value);
      const form = (
        <SchemaForm
          fields={kind.fields}
          values={values}
          isDisabled={isDisabled}
          onChange={(name, next) => onChange(withValue(values, name, next))}
        />
      );
      // Behind a switch the switch is its heading.
      return field.off === "never" ? (
        <div role="group" aria-labelledby={groupId}>
          <h3 id={groupId}>{label}</h3>
          {form}
        </div>
      ) : (
        <div role="group" aria-label={label}>
          {form}
        </div>
      );
    }
    case "names":
      return <NameChecks {...shared} names={names} picked={Array.isArray(value) ? value.map(String) : []} />;
    case "record":
      return <RecordTable {...shared} item={kind.item} names={names} values={valuesOf(value)} />;
    case "choice":
      return <ChoiceField {...shared} isLabelHidden={isLabelled} kind={kind} value={value} renderForm={renderForm} />;
    case "picks":
      return (
        <PickRows
          label={label}
          help={shared.help}
          options={kind.options}
          picked={Array.isArray(value) ? value.map(valuesOf) : []}
          isDisabled={isDisabled}
          onChange={onChange}
          renderForm={renderForm}
        />
      );
  }
}

function valuesOf(value: unknown): Values {
  // An object's own entries, whatever they are; a field checks its value itself.
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

/** Without the name where there is no value, since a schema takes "left out" and not "undefined". */
function withValue(values: Values, name: string, value: unknown): Values {
  const others = Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
  return value === undefined ? others : { ...others, [name]: value };
}
