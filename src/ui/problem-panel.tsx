import type { ReactNode } from "react";
import type { Problem } from "../language/studio-error.ts";
import { Icon } from "./icons.tsx";
import { useText } from "./language.tsx";
import "./problem-panel.css";

interface ProblemPanelProps {
  readonly title?: string;
  readonly problem: Problem;
  /** The way out. */
  readonly children?: ReactNode;
}

/** Something failed: what, why, and what now. */
export function ProblemPanel(props: ProblemPanelProps): ReactNode {
  const t = useText();
  return (
    <div className="problem-panel" role="alert">
      <Icon name="warning" />
      <div>
        {props.title !== undefined && <p className="problem-title">{props.title}</p>}
        <p>{t(props.problem.text)}</p>
        {props.children !== undefined && props.children !== false && (
          <div className="problem-actions">{props.children}</div>
        )}
      </div>
    </div>
  );
}
