import { useId, type ReactNode } from "react";
import "./segmented.css";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A sentence about it, where there is room. */
  readonly summary?: string;
  /** The heading that it stands under, in a list with headings. */
  readonly section?: string;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** A few short choices side by side: radio buttons underneath, so arrows move and one stop in the tab order is enough. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className="segmented" disabled={props.isDisabled === true}>
      <legend className={props.isLabelHidden === true ? "visually-hidden" : "field-label"}>{props.label}</legend>
      <div className="segmented-row">
        {props.choices.map((choice) => (
          <label key={choice.value} className="segmented-choice">
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={choice.value === props.value}
              onChange={() => {
                props.onChange(choice.value);
              }}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
