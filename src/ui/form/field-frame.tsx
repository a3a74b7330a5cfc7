import { useId, type ReactNode } from "react";
import { Hint } from "../hint.tsx";
import { useReportInvalid } from "./invalid-fields.tsx";
import "./field.css";

interface FieldFrameProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly problem?: string | undefined;
  /** Stands under the control while nothing is wrong. */
  readonly note?: ReactNode;
  readonly isInline?: boolean;
  /** Gets the ids that the control needs: its own, and that of the sentence under it. */
  readonly children: (ids: { readonly control: string; readonly problem: string | undefined }) => ReactNode;
}

/** Label above, explanation behind a mark, and under the control the sentence of a value that was refused. */
export function FieldFrame({ label, help, problem, note, isInline, children }: FieldFrameProps): ReactNode {
  const id = useId();
  useReportInvalid(id, label, problem !== undefined);
  const problemId = `${id}-problem`;
  return (
    <div className={isInline === true ? "field field-inline" : "field"}>
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {help !== undefined && <Hint subject={label}>{help}</Hint>}
      </div>
      {children({ control: id, problem: problem === undefined ? undefined : problemId })}
      {problem === undefined ? (
        note
      ) : (
        <p className="field-problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
