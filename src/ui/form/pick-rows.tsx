import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { Button } from "../button.tsx";
import { useText } from "../language.tsx";
import { Select } from "../select.tsx";
import { FieldHead } from "./field-head.tsx";
import { firstValues } from "./first-value.ts";
import type { PickOption } from "./read-schema.ts";
import type { RenderForm, Values } from "./render-form.ts";

interface PickRowsProps {
  readonly label: string;
  /** Where a heading says the same. */
  readonly isLabelHidden?: boolean;
  readonly help?: string | undefined;
  readonly options: readonly PickOption[];
  /** Each `{ id, ... }`. */
  readonly picked: readonly Values[];
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
  /** The form of a picked one's own settings. */
  readonly renderForm: RenderForm;
}

const add: Text = { en: "Add", zh: "添加" };
const remove: Text = { en: "Remove", zh: "移除" };
const removeOf = (name: string): Text => ({ en: `Remove ${name}`, zh: `移除${name}` });

/** Picked things one under the other, each with its settings and a way out; those left can be added, each once. */
export function PickRows({
  label,
  isLabelHidden = false,
  options,
  picked,
  isDisabled,
  onChange,
  renderForm,
  help,
}: PickRowsProps): ReactNode {
  const t = useText();
  const left = options.filter(({ id }) => !picked.some((values) => values["id"] === id));
  const choices = left.map((option) => ({ value: option.id, label: t(option.label) }));
  return (
    <div role="group" aria-label={label} className="field-picks">
      {!isLabelHidden && <FieldHead label={label} help={help} />}
      {picked.map((values, index) => {
        const option = options.find(({ id }) => id === values["id"]);
        if (option === undefined) return null;
        const name = t(option.label);
        return (
          <div key={option.id} className="field-unfolded" role="group" aria-label={name}>
            <div className="field-head">
              <b>{name}</b>
              <Button
                look="quiet"
                size="small"
                aria-label={t(removeOf(name))}
                disabled={isDisabled}
                onClick={() => {
                  onChange(picked.filter((_, other) => other !== index));
                }}
              >
                {t(remove)}
              </Button>
            </div>
            {renderForm(option.fields, values, (field, value) =>
              onChange(picked.map((other, at) => (at === index ? { ...other, [field]: value } : other))),
            )}
          </div>
        );
      })}
      {left.length > 0 && (
        <Select
          label={`${t(add)}: ${label}`}
          isLabelHidden
          value=""
          choices={[{ value: "", label: `${t(add)} …` }, ...choices]}
          isDisabled={isDisabled}
          onChange={(id) => {
            const option = options.find((each) => each.id === id);
            if (option !== undefined) onChange([...picked, { id, ...firstValues(option.fields) }]);
          }}
        />
      )}
    </div>
  );
}
