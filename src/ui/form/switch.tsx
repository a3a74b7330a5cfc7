import type { ReactNode } from "react";
import { Hint } from "../hint.tsx";
import "./field.css";

interface SwitchProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** On or off, with its name beside it. */
export function Switch({ label, help, isOn, isDisabled = false, onChange }: SwitchProps): ReactNode {
  return (
    <div className="field-head">
      <label className="field-switch">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          disabled={isDisabled}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        <span>{label}</span>
      </label>
      {help !== undefined && <Hint subject={label}>{help}</Hint>}
    </div>
  );
}
