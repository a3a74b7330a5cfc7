import type { ReactNode } from "react";
import { withUnit } from "../../project/column-unit.ts";
import type { InputColumn } from "../../project/records.ts";
import { outside, seenRange, sliderOf, unknownAs } from "../../ui/asking-texts.ts";
import { checkNumber, type Checked, numbersFrom } from "../../ui/form/check-number.ts";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { seenOrUnknown, texts } from "./texts.ts";

const anyNumber = numbersFrom();

interface NumberInputProps {
  /** Whether the range is what the model has seen, or a guess of where one may begin. */
  readonly isRangeSeen: boolean;
  readonly input: Extract<InputColumn, { type: "number" }>;
  readonly unit: string;
  /** What takes the place of an unknown value; undefined where a value must be given. */
  readonly fill: number | undefined;
  /** Null: unknown. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A number by box and slider, with the range that the model has seen; an empty box is an unknown value. */
export function NumberInput({ isRangeSeen, input, unit, fill, value, onChange }: NumberInputProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { minimum, maximum, typical } = input;
  const span = maximum - minimum;
  const step = span > 0 ? 10 ** Math.floor(Math.log10(span / 50)) : 1;
  const rounded = (number: number): number => Number(number.toPrecision(6));
  const within = (number: number): number => Math.min(maximum, Math.max(minimum, number));
  const [low, high] = [format.number(minimum), format.number(maximum)];
  const most = withUnit(high, unit);

  const check = (typed: string): Checked<number | null> =>
    typed.trim() === "" && fill !== undefined ? { isValid: true, value: null } : checkNumber(typed, anyNumber);
  // By their words, too: who types the limit that stands here is not outside of it.
  const isOutside =
    isRangeSeen &&
    value !== null &&
    ((value < minimum && format.number(value) !== low) || (value > maximum && format.number(value) !== high));
  const note =
    value === null && fill !== undefined ? (
      <p className="predict-range">{t(unknownAs(withUnit(format.number(fill), unit)))}</p>
    ) : (
      isRangeSeen && (
        <p className={isOutside ? "field-problem" : "predict-range"}>
          {t(isOutside ? outside(low, most) : fill === undefined ? seenRange(low, most) : seenOrUnknown(low, most))}
        </p>
      )
    );
  return (
    <TypedInput<number | null>
      label={input.name}
      value={value}
      show={(number) => (number === null ? "" : String(number))}
      check={check}
      step={(from, direction) => rounded((from ?? typical) + direction * step)}
      placeholder={fill === undefined ? undefined : t(texts.unknown)}
      onChange={(next) => {
        onChange(next);
        return null;
      }}
      note={note}
      before={
        span > 0 ? (
          <input
            type="range"
            className="slider"
            min={minimum}
            max={maximum}
            step="any"
            value={within(value ?? typical)}
            aria-label={t(sliderOf(input.name))}
            aria-valuetext={value === null ? t(texts.unknown) : format.number(value)}
            onChange={(event) => {
              const at = event.target.valueAsNumber;
              onChange(within(rounded(Math.round(at / step) * step)));
            }}
          />
        ) : undefined
      }
    />
  );
}
