import { Component, type ErrorInfo, type ReactNode } from "react";
import { problemOf, type Problem } from "../language/studio-error.ts";
import { openRoom } from "../studio/navigation.ts";
import { Button } from "../ui/button.tsx";
import { useText } from "../ui/language.tsx";
import { ProblemPanel } from "../ui/problem-panel.tsx";
import { texts } from "./texts.ts";

interface State {
  readonly problem: Problem | null;
}

/** Keeps a room's fault in the room: the frame stands, and there are two ways out. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { problem: null };

  static getDerivedStateFromError(error: unknown): State {
    return { problem: problemOf(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <BrokenRoom
        problem={problem}
        onRetry={() => {
          this.setState({ problem: null });
        }}
      />
    );
  }
}

function BrokenRoom(props: { readonly problem: Problem; readonly onRetry: () => void }): ReactNode {
  const t = useText();
  return (
    <div className="room">
      <h1>{t(texts.broken)}</h1>
      <ProblemPanel problem={props.problem}>
        <p>{t(texts.brokenHelp)}</p>
        <Button look="primary" icon="retry" onClick={props.onRetry}>
          {t(texts.retry)}
        </Button>
        <Button
          onClick={() => {
            openRoom("gallery");
          }}
        >
          {t(texts.toGallery)}
        </Button>
      </ProblemPanel>
    </div>
  );
}
