/** The learning-rate range test: the loss over the rates that were tried, and the one that it suggests. */
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { RateTest as FoundRates } from "../../project/rate-test.ts";
import type { Project } from "../../project/project.ts";
import { isSameExperiment } from "../../project/same-experiment.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { findRate } from "../../studio/runs/find-rate.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import type { Curve, YScale } from "../../ui/charts/curve.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { rateTestTexts as texts, takeRate, takenRate } from "./rate-test-texts.ts";
import { texts as roomTexts } from "./texts.ts";
import "./rate-test.css";

const HEIGHT = 260;

/** A drawer under the loss curve. */
export function RateTest({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const rateTest = useStudio((state) => state.rateTest);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <section
      className="rate-test"
      aria-label={t(texts.title)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className="rate-test-head">
        <h2 ref={heading} tabIndex={-1}>
          {t(texts.title)}
        </h2>
        <IconButton icon="close" label={t(texts.close)} onClick={onClose} />
      </header>
      <p className="run-note">{t(texts.what)}</p>
      {rateTest.status === "loading" && (
        <div className="rate-test-progress">
          <ProgressBar label={t(texts.progress)} fraction={rateTest.fraction ?? null} />
          <p className="run-facts" role="status">
            {t(rateTest.stage ?? texts.progress)}
          </p>
          <Button onClick={onClose}>{t(texts.cancel)}</Button>
        </div>
      )}
      {rateTest.status === "failed" && (
        <ProblemPanel title={t(texts.failed)} problem={rateTest.problem}>
          <Again />
        </ProblemPanel>
      )}
      {rateTest.status === "ready" && <Found {...rateTest.value} />}
    </section>
  );
}

function Again(): ReactNode {
  const t = useText();
  return (
    <Button
      icon="retry"
      onClick={() => {
        // Whatever goes wrong stands in the test's state, and shows here.
        void findRate();
      }}
    >
      {t(texts.again)}
    </Button>
  );
}

function Found({ test, project: tested }: { readonly test: FoundRates; readonly project: Project }): ReactNode {
  const t = useText();
  const format = useFormats();
  const project = useStudio((state) => state.project);
  const [scale, setScale] = useState<YScale>("log");
  const [crosshair, setCrosshair] = useState<number | null>(null);
  const { suggestion } = test;
  const curves = useMemo(() => curvesOf(test, t(texts.batch), t(texts.mean)), [test, t]);
  const marks = useMemo(
    () => (suggestion === null ? [] : [{ x: suggestion, label: t(texts.suggested) }]),
    [suggestion, t],
  );
  const isInUse = project.training.optimizer.learningRate === suggestion;
  const isStale = !isSameExperiment(likeTested(project, tested), tested);
  return (
    <>
      <CurveFigure
        title={t(texts.chart)}
        name={`${tested.name}-learning-rates`}
        curves={curves}
        xLabel={t(texts.rate)}
        marks={marks}
        height={HEIGHT}
        showY={format.number}
        hint={t(texts.empty)}
        better="lower"
        yScale={scale}
        onScale={setScale}
        crosshair={crosshair}
        onCrosshair={setCrosshair}
        {...(isStale ? { tag: t(roomTexts.earlier) } : {})}
      />
      <p role="status">{t(test.text)}</p>
      <p className="rate-test-actions">
        {suggestion !== null && (
          <Button
            disabled={isInUse}
            onClick={() => {
              editProject((now) => ({ ...now, training: { ...now.training, optimizer: rated(now, suggestion) } }));
            }}
          >
            {t((isInUse ? takenRate : takeRate)(format.number(suggestion)))}
          </Button>
        )}
        <Again />
      </p>
    </>
  );
}

function curvesOf({ points }: FoundRates, batch: string, mean: string): readonly Curve[] {
  return [
    {
      id: "batch",
      label: batch,
      series: 2,
      dash: "dotted",
      isMean: true,
      points: points.map(({ rate, loss }) => ({ x: rate, y: loss })),
    },
    {
      id: "mean",
      label: mean,
      series: 1,
      dash: "solid",
      isMean: true,
      points: points.map(({ rate, smoothed }) => ({ x: rate, y: smoothed })),
    },
  ];
}

function rated({ training }: Project, learningRate: number): Project["training"]["optimizer"] {
  return { ...training.optimizer, learningRate };
}

/** The project without what makes no difference to the test: it has rates of its own, and an end of its own. */
function likeTested(project: Project, { training }: Project): Project {
  const { schedule, warmup, epochs, steps, stopping } = training;
  const optimizer = rated(project, training.optimizer.learningRate);
  return { ...project, training: { ...project.training, optimizer, schedule, warmup, epochs, steps, stopping } };
}
