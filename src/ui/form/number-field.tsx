/** A number by its box, and by a slider beside it where useful values span orders of magnitude. */
import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { useText } from "../language.tsx";
import { checkNumber, isAllowed } from "./check-number.ts";
import type { Field, NumberKind } from "./read-schema.ts";
import { logStops, nearestStop } from "./slider-stops.ts";
import { TypedInput } from "./typed-input.tsx";

interface NumberFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly unit?: string | undefined;
  readonly kind: NumberKind;
  readonly scale: Field["scale"];
  /** What the slider's range is laid around. */
  readonly standard: unknown;
  readonly value: unknown;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

export function NumberField({ kind, scale, standard, value, ...shared }: NumberFieldProps): ReactNode {
  const current = typeof value === "number" ? value : 0;
  const { label, isDisabled, onChange } = shared;
  return (
    <TypedInput<number>
      {...shared}
      value={current}
      show={typable}
      check={(typed) => checkNumber(typed, kind)}
      step={(from, direction) => stepped(from, direction, kind, scale)}
      before={
        scale === "log" && current > 0 ? (
          <LogSlider {...{ standard, kind, current, label, isDisabled, onChange }} />
        ) : undefined
      }
    />
  );
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
  readonly standard: unknown;
  readonly kind: NumberKind;
  readonly current: number;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

function LogSlider(props: LogSliderProps): ReactNode {
  const t = useText();
  const standard = typeof props.standard === "number" ? props.standard : props.current;
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
