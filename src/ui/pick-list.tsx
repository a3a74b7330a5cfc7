import { useId, type ReactNode } from "react";
import type { Choice } from "./segmented.tsx";
import "./pick-list.css";

interface PickListProps<Value extends string> {
  readonly label: string;
  /** Null: none of them. */
  readonly value: Value | null;
  readonly choices: readonly (Choice<Value> & { readonly note?: string })[];
  readonly onChange: (value: Value) => void;
  /** Stands beside a choice, such as a way to remove it. */
  readonly renderAction?: (value: Value) => ReactNode;
}

/** A few things to pick from that each need a sentence: all of them in sight, one stop in the tab order. */
export function PickList<Value extends string>(props: PickListProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className="pick-list" ref={showChosen}>
      <legend className="field-label">{props.label}</legend>
      {props.choices.map((choice) => (
        <div key={choice.value} className="pick-row">
          <label className="pick">
            <input
              type="radio"
              name={name}
              checked={choice.value === props.value}
              aria-label={choice.label}
              {...(choice.summary === undefined ? {} : { "aria-describedby": `${name}-${choice.value}` })}
              onChange={() => {
                props.onChange(choice.value);
              }}
            />
            <span className="pick-words">
              <span className="pick-label">
                {choice.label}
                {choice.note !== undefined && <span className="pick-note">{choice.note}</span>}
              </span>
              {choice.summary !== undefined && (
                <span className="pick-summary" id={`${name}-${choice.value}`}>
                  {choice.summary}
                </span>
              )}
            </span>
          </label>
          {props.renderAction?.(choice.value)}
        </div>
      ))}
    </fieldset>
  );
}

/** Where the list is too long for its place, it begins at what is chosen. */
function showChosen(list: HTMLFieldSetElement | null): void {
  const chosen = list?.querySelector<HTMLElement>(".pick-row:has(input:checked)");
  if (list && chosen) list.scrollTop = chosen.offsetTop - list.offsetTop - chosen.offsetHeight;
}
