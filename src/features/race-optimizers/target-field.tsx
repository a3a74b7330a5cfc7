import type { ReactNode } from "react";
import { checkNumber, numbersFrom } from "../../ui/form/check-number.ts";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";

interface TargetFieldProps {
  /** Null: the automatic one. */
  readonly value: number | null;
  readonly automatic: number | null;
  readonly onChange: (value: number | null) => void;
}

const loss = numbersFrom();

/** The loss that the lanes race to. Emptied, it is the automatic one again. */
export function TargetField({ value, automatic, onChange }: TargetFieldProps): ReactNode {
  const t = useText();
  const format = useFormats();
  return (
    <div className="target-field">
      <TypedInput<number | null>
        label={t(texts.target)}
        help={t(texts.targetHelp)}
        isInline
        value={value}
        placeholder={automatic === null ? t(texts.auto) : format.number(automatic)}
        show={(target) => (target === null ? "" : String(target))}
        check={(typed) => (typed.trim() === "" ? { isValid: true, value: null } : checkNumber(typed, loss))}
        onChange={(target) => {
          onChange(target);
          return null;
        }}
      />
    </div>
  );
}
