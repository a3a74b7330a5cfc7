import { useMemo, type ReactNode } from "react";
import { readSchema, type Field } from "../../ui/form/read-schema.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { cardTexts, standardOf } from "./card-texts.ts";
import type { Optimizer } from "./optimizer-drawing.ts";

interface OptimizerKnobsProps {
  readonly definition: Optimizer;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Each setting with its value, its default where that is another, and what it does. */
export function OptimizerKnobs({ definition, settings }: OptimizerKnobsProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const fields = useMemo(() => readSchema(definition.config), [definition]);
  const shown = ({ kind }: Field, value: unknown): string => {
    if (typeof value === "number") return format.number(value);
    if (value === null) return t(cardTexts.off);
    if (typeof value === "boolean") return t(value ? cardTexts.on : cardTexts.off);
    const label = kind.type === "enum" ? kind.choices.find((choice) => choice.value === value)?.label : undefined;
    return label === undefined ? JSON.stringify(value) : t(label);
  };
  return (
    <div className="card-knobs">
      <h3>{t(cardTexts.knobs)}</h3>
      <dl>
        {fields.map((field) => {
          const value = settings[field.name] ?? field.standard;
          return (
            <div key={field.name}>
              <dt>
                {t(field.label)} <b>{shown(field, value)}</b>
              </dt>
              <dd>
                {value !== field.standard && (
                  <span className="card-standard">{t(standardOf(shown(field, field.standard)))} · </span>
                )}
                {field.help !== undefined && t(field.help)}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
