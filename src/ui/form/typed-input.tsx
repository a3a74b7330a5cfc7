import { useState, type ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import { useText } from "../language.tsx";
import type { Checked } from "./check-number.ts";
import { FieldFrame } from "./field-frame.tsx";

interface TypedInputProps<Value> {
  readonly label: string;
  readonly help?: string | undefined;
  readonly unit?: string | undefined;
  readonly value: Value;
  readonly show: (value: Value) => string;
  readonly check: (typed: string) => Checked<Value>;
  /** The value one arrow key up or down from here; left out, arrows do nothing. */
  readonly step?: ((value: Value, direction: 1 | -1) => Value) | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Label and box on one line. */
  readonly isInline?: boolean;
  /** Gives the sentence of whoever refuses the value, or null. */
  readonly onChange: (value: Value) => Text | null;
  /** Stands before the box, such as a slider. */
  readonly before?: ReactNode;
  /** Stands under the box while its value counts. */
  readonly note?: ReactNode;
  readonly placeholder?: string | undefined;
  /** Which keys a screen's keyboard has; a list needs those between its numbers. */
  readonly keys?: "decimal" | "text";
}

/** A box for values that keeps what was typed until it makes sense, and says at the field why it does not yet. */
export function TypedInput<Value>(props: TypedInputProps<Value>): ReactNode {
  const t = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<Text | null>(null);
  const [seen, setSeen] = useState(props.show(props.value));
  const shown = props.show(props.value);
  if (shown !== seen) {
    // The value changed from elsewhere (slider, undo, another data set): what was typed is out of date.
    setSeen(shown);
    const typed = draft === null ? null : props.check(draft);
    if (typed === null || !typed.isValid || props.show(typed.value) !== shown) {
      setDraft(null);
      setProblem(null);
    }
  }

  const type = (typed: string): void => {
    setDraft(typed);
    const checked = props.check(typed);
    setProblem(checked.isValid ? props.onChange(checked.value) : checked.problem);
  };

  return (
    <FieldFrame
      label={props.label}
      help={props.help}
      problem={problem === null ? undefined : t(problem)}
      note={props.note}
      isInline={props.isInline === true}
    >
      {(ids) => (
        <div className="typed">
          {props.before}
          <span className="typed-box">
            <input
              id={ids.control}
              className="input"
              type="text"
              inputMode={props.keys ?? "decimal"}
              autoComplete="off"
              placeholder={props.placeholder}
              disabled={props.isDisabled === true}
              value={draft ?? shown}
              aria-invalid={problem !== null}
              aria-describedby={ids.problem}
              onChange={(event) => {
                type(event.target.value);
              }}
              onKeyDown={(event) => {
                if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
                if (props.step === undefined) return;
                event.preventDefault();
                type(props.show(props.step(props.value, event.key === "ArrowUp" ? 1 : -1)));
              }}
              onBlur={() => {
                if (problem === null) setDraft(null);
              }}
            />
            {props.unit !== undefined && <span className="typed-unit">{props.unit}</span>}
          </span>
        </div>
      )}
    </FieldFrame>
  );
}
