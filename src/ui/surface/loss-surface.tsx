/** The loss around where training has led: asked for, on its way, failed, or drawn. */
import { useRef, type ReactNode } from "react";
import { Button } from "../button.tsx";
import { useText } from "../language.tsx";
import { ProblemPanel } from "../problem-panel.tsx";
import { ProgressBar } from "../progress-bar.tsx";
import { Segmented } from "../segmented.tsx";
import { SurfaceFigure } from "./surface-figure.tsx";
import type { Drawing, Drawn, NamedLane } from "./surface.ts";
import { texts } from "./texts.ts";
import "./surface.css";

interface LossSurfaceProps {
  readonly name: string;
  readonly drawing: Drawing;
  /** What is drawn, or being drawn. */
  readonly drawn: Drawn;
  readonly laneOf: (lane: string) => NamedLane;
  readonly focus: string | null;
  readonly theme: string;
  readonly hasValidation: boolean;
  readonly onDraw: (drawn: Drawn) => void;
  /** Gives up what is being drawn, and forgets what was. */
  readonly onEnd: () => void;
}

export function LossSurface(props: LossSurfaceProps): ReactNode {
  const { drawing, drawn, onDraw } = props;
  const t = useText();
  const section = useRef<HTMLElement>(null);
  // Buttons come and go with the state: the section keeps the focus.
  const draw = (change: Partial<Drawn> = {}): void => {
    section.current?.focus();
    onDraw({ ...drawn, ...change });
  };
  const end = (): void => {
    section.current?.focus();
    props.onEnd();
  };
  return (
    <section ref={section} tabIndex={-1} className="loss-surface" aria-label={t(texts.title)}>
      {drawing.status !== "ready" && (
        <>
          <h2>{t(texts.title)}</h2>
          <p className="surface-note">{t(texts.what)}</p>
        </>
      )}
      {drawing.status === "idle" && <Button onClick={() => draw()}>{t(texts.show)}</Button>}
      {drawing.status === "loading" && (
        <div className="surface-progress">
          <ProgressBar label={t(texts.drawing)} fraction={drawing.fraction ?? null} />
          <p className="surface-note" role="status">
            {t(drawing.stage ?? texts.drawing)}
          </p>
          <Button onClick={end}>{t(texts.cancel)}</Button>
        </div>
      )}
      {drawing.status === "failed" && (
        <ProblemPanel title={t(texts.failed)} problem={drawing.problem}>
          <Button icon="retry" onClick={() => draw()}>
            {t(texts.again)}
          </Button>
          {drawing.problem.code === "path-too-short" && (
            <Button onClick={() => draw({ plane: "random" })}>{t(texts.random)}</Button>
          )}
        </ProblemPanel>
      )}
      {drawing.status === "ready" && (
        <>
          <SurfaceFigure {...props} surface={drawing.value} />
          <div className="surface-choices">
            <Segmented
              label={t(texts.plane)}
              value={drawn.plane}
              choices={[
                { value: "path", label: t(texts.path) },
                { value: "random", label: t(texts.random) },
              ]}
              onChange={(plane) => draw({ plane })}
            />
            {props.hasValidation && (
              <Segmented
                label={t(texts.part)}
                value={drawn.part}
                choices={[
                  { value: "train", label: t(texts.train) },
                  { value: "validation", label: t(texts.validation) },
                ]}
                onChange={(part) => draw({ part })}
              />
            )}
            {drawn.plane === "random" && (
              <Button look="quiet" onClick={() => draw({ seed: drawn.seed + 1 })}>
                {t(texts.other)}
              </Button>
            )}
            <Button look="quiet" icon="retry" onClick={() => draw()}>
              {t(texts.again)}
            </Button>
            <Button look="quiet" icon="close" onClick={end}>
              {t(texts.close)}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
