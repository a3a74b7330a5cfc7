import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { useText } from "../language.tsx";
import { Select } from "../select.tsx";
import { FieldHead } from "./field-head.tsx";
import { choiceValue } from "./first-value.ts";
import type { FieldKind } from "./read-schema.ts";
import type { RenderForm, Values } from "./render-form.ts";

interface ChoiceFieldProps {
  readonly label: string;
  readonly isLabelHidden: boolean;
  readonly help?: string | undefined;
  readonly kind: FieldKind & { readonly type: "choice" };
  readonly value: unknown;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
  /** The form of the chosen one's own settings. */
  readonly renderForm: RenderForm;
}

/** One of several, and below it what it can be set to. */
export function ChoiceField({
  label,
  isLabelHidden,
  help,
  kind,
  value,
  isDisabled,
  onChange,
  renderForm,
}: ChoiceFieldProps): ReactNode {
  const t = useText();
  // Whatever an object holds; a field checks its value itself.
  const values: Values = typeof value === "object" && value !== null ? (value as Values) : { id: value };
  const chosen = kind.options.find(({ id }) => id === values["id"]);
  return (
    <div className="field">
      {!isLabelHidden && <FieldHead label={label} help={help} />}
      <Select
        label={label}
        isLabelHidden
        value={chosen?.id ?? ""}
        choices={kind.options.map((option) => ({ value: option.id, label: t(option.label) }))}
        isDisabled={isDisabled}
        onChange={(id) => {
          const next = kind.options.find((option) => option.id === id);
          if (next !== undefined) onChange(choiceValue(next, kind.names));
        }}
      />
      {chosen !== undefined && chosen.fields.length > 0 && (
        <div className="field-unfolded" role="group" aria-label={t(chosen.label)}>
          {renderForm(chosen.fields, values, (name, next) => onChange({ ...values, [name]: next }))}
        </div>
      )}
    </div>
  );
}
