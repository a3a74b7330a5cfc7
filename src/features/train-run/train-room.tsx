/** The room that people live in: the curves, what the model sees now, the one button, the settings. */
import { lazy, memo, Suspense, useMemo, useRef, useState, type ReactNode } from "react";
import type { HistoryPoint } from "../../project/records.ts";
import { endRateTest } from "../../studio/runs/find-rate.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import type { YScale } from "../../ui/charts/curve.ts";
import { InvalidFields } from "../../ui/form/invalid-fields.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { useWindowHeight } from "../../ui/use-window-height.ts";
import { Skeleton } from "../../ui/room.tsx";
import { useSampled } from "../../ui/use-sampled.ts";
import { cardTexts } from "./card-texts.ts";
import { LivePreview } from "./live-preview.tsx";
import { MetricFigure } from "./metric-figure.tsx";
import { lossCurves, runMarks } from "./run-curves.ts";
import { RunControl } from "./run-control.tsx";
import { useStaleness } from "./staleness.ts";
import { texts } from "./texts.ts";
import { TrainingSettings } from "./training-settings.tsx";
import "./train-room.css";

/** Formulas, pictures and the test of rates come when somebody asks for them. */
const RateTest = lazy(async () => ({ default: (await import("./rate-test.tsx")).RateTest }));
const RunSurface = lazy(async () => ({ default: (await import("./run-surface.tsx")).RunSurface }));
const OptimizerCard = lazy(async () => ({ default: (await import("./optimizer-card.tsx")).OptimizerCard }));

const REDRAW_MS = 400;
/** The run changes many times between two drawings; what is drawn of it and the settings stay as they are meanwhile. */
const LossFigure = memo(CurveFigure);
const noHistory: readonly HistoryPoint[] = [];

export function TrainRoom(): ReactNode {
  const t = useText();
  const format = useFormats();
  const liveRun = useStudio((state) => state.run);
  const sampledRun = useSampled(liveRun, REDRAW_MS);
  const staleness = useStaleness();
  // What another data set came to is no picture of this one.
  const run = staleness === "data" ? null : sampledRun;
  const task = useStudio((state) => (state.data.status === "ready" ? state.data.value.target.task : "classification"));
  const [scale, setScale] = useState<YScale>("log");
  const [crosshair, setCrosshair] = useState<number | null>(null);
  const [cardId, setCardId] = useState<string | null>(null);
  const isTesting = useStudio((state) => state.rateTest.status !== "idle");
  const aboutButton = useRef<HTMLButtonElement>(null);
  const findButton = useRef<HTMLButtonElement>(null);

  const windowHeight = useWindowHeight();
  // The curve makes room for a card or a test, and stays in sight above it.
  const lossHeight = cardId === null && !isTesting ? Math.min(560, Math.max(260, windowHeight - 560)) : 220;
  const history = run?.history ?? noHistory;
  const loss = useMemo(() => lossCurves(history, t), [history, t]);
  // In a task of its own: two charts at once keep a key press waiting.
  const scored = useSampled(history, 0);
  const marks = useMemo(() => (run === null ? [] : runMarks(run, t)), [run, t]);
  const shared = {
    xLabel: t(texts.step),
    xEnd: run?.plan?.totalSteps ?? 0,
    crosshair,
    onCrosshair: setCrosshair,
  };
  const isOutdated = staleness === "settings" && history.length > 0;
  const preparing =
    liveRun?.status === "preparing"
      ? t(liveRun.stage ?? texts.preparing)
      : liveRun?.status === "running"
        ? t(texts.firstFigures)
        : null;
  const name = run?.name ?? "run";
  return (
    <InvalidFields>
      <div className={isOutdated ? "train train-outdated" : "train"}>
        <h1 className="visually-hidden">{t(texts.title)}</h1>
        <div className="train-control">
          <RunControl />
        </div>
        <div className="train-loss">
          <LossFigure
            {...shared}
            title={t(texts.loss)}
            marks={marks}
            {...(isOutdated ? { tag: t(texts.earlier) } : {})}
            name={`${name}-loss`}
            curves={loss}
            height={lossHeight}
            showY={format.number}
            hint={preparing ?? t(liveRun?.status === "failed" ? texts.noCurve : texts.emptyLoss)}
            better="lower"
            yScale={scale}
            onScale={setScale}
          />
        </div>
        {(isTesting || cardId !== null) && (
          <div className="train-drawers">
            <Suspense fallback={<Skeleton label={t(cardTexts.loading)} height={400} />}>
              {isTesting && (
                <RateTest
                  onClose={() => {
                    endRateTest();
                    findButton.current?.focus();
                  }}
                />
              )}
              {cardId !== null && (
                <OptimizerCard
                  shownId={cardId}
                  onShow={setCardId}
                  onClose={() => {
                    setCardId(null);
                    aboutButton.current?.focus();
                  }}
                />
              )}
            </Suspense>
          </div>
        )}
        <div className="train-metric">
          <MetricFigure {...shared} history={scored} task={task} name={name} isPreparing={preparing !== null} />
        </div>
        <div className="train-preview">
          <LivePreview run={run} />
        </div>
        {run !== null && history.length > 0 && run.isElsewhere !== true && (
          <div className="train-surface">
            <Suspense fallback={null}>
              <RunSurface run={run} />
            </Suspense>
          </div>
        )}
        <div className="train-settings">
          <TrainingSettings
            isRunning={liveRun?.status === "running" || liveRun?.status === "preparing"}
            cardId={cardId}
            onCard={setCardId}
            aboutButton={aboutButton}
            findButton={findButton}
          />
        </div>
      </div>
    </InvalidFields>
  );
}
