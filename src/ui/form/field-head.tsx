import type { ReactNode } from "react";
import { Hint } from "../hint.tsx";
import "./field.css";

interface FieldHeadProps {
  readonly label: string;
  readonly help?: string | undefined;
}

/** The name above something that a screen reader knows by a name of its own, with its explanation behind a mark. */
export function FieldHead({ label, help }: FieldHeadProps): ReactNode {
  return (
    <div className="field-head">
      <span className="field-label" aria-hidden="true">
        {label}
      </span>
      {help !== undefined && <Hint subject={label}>{help}</Hint>}
    </div>
  );
}
