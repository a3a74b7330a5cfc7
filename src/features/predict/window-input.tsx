import type { ReactNode } from "react";
import type { InputColumn } from "../../project/records.ts";
import { type Checked, checkNumbers, numbersFrom } from "../../ui/form/check-number.ts";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { wantedCategories } from "./texts.ts";

type Windowed = Extract<InputColumn, { type: "number" | "category" }>;
type Values = readonly (number | string | null)[];

interface WindowInputProps {
  readonly input: Windowed;
  readonly window: NonNullable<Windowed["window"]>;
  readonly value: unknown;
  readonly onChange: (value: Values) => void;
}

/** The values that the model looks back over, oldest first, as a list that can be typed and pasted. */
export function WindowInput({ input, window, value, onChange }: WindowInputProps): ReactNode {
  const { length } = window;
  const check = (typed: string): Checked<Values> =>
    input.type === "number"
      ? checkNumbers(typed, { item: numbersFrom(), minItems: length, maxItems: length })
      : checkCategories(typed, input.categories, length);
  return (
    <TypedInput<Values>
      label={input.name}
      keys="text"
      value={Array.isArray(value) ? value : window.latest}
      show={(values) =>
        values.map((each) => (typeof each === "number" ? Number(each.toPrecision(6)) : each)).join(", ")
      }
      check={check}
      onChange={(values) => {
        onChange(values);
        return null;
      }}
    />
  );
}

function checkCategories(typed: string, categories: readonly string[], length: number): Checked<Values> {
  const values = typed.split(/[,;、，]/).map((each) => each.trim());
  const isKnown = values.length === length && values.every((each) => categories.includes(each));
  return isKnown ? { isValid: true, value: values } : { isValid: false, problem: wantedCategories(length, categories) };
}
