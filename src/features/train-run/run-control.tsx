/** The one button, how far the run is, and how it ended. */
import type { ReactNode } from "react";
import { editProject } from "../../studio/edit-project.ts";
import { openRoom } from "../../studio/navigation.ts";
import { startCurrentRun, stopRun } from "../../studio/start-run.ts";
import type { LiveRun } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { partsOf } from "./describe-project.ts";
import { RunResult } from "./run-result.tsx";
import { epochOf, leftOf, stepOf, texts } from "./texts.ts";

export function RunControl(): ReactNode {
  const t = useText();
  const project = useStudio((state) => state.project);
  const run = useStudio((state) => state.run);
  const parts = partsOf(project);
  const isBusy = run?.status === "preparing" || run?.status === "running";
  const isStale = run !== null && run.project !== project;
  const isOver = run !== null && !isBusy;
  const modelId = run?.summary?.modelId ?? null;
  const canTry = isOver && !isStale && modelId !== null;
  return (
    <section className="run-control" aria-label={t(texts.progress)}>
      <p className="run-sentence">
        <b>{t(parts.model)}</b>
        {t(parts.data)} · {t(parts.optimizer)}
      </p>
      <div className="run-buttons">
        {canTry && (
          <Button
            look="primary"
            size="large"
            icon="predict"
            onClick={() => {
              openRoom("predict", modelId);
            }}
          >
            {t(texts.tryIt)}
          </Button>
        )}
        {isBusy ? (
          <Button
            size="large"
            icon="stop"
            disabled={run.isStopping}
            onClick={() => {
              stopRun(run.id);
            }}
          >
            {t(run.isStopping ? texts.stopping : texts.stop)}
          </Button>
        ) : (
          <Button
            look={canTry ? "plain" : "primary"}
            size="large"
            icon={isOver && !isStale ? "retry" : "play"}
            onClick={() => {
              // Whatever goes wrong stands in the run's state, and shows below.
              void startCurrentRun();
            }}
          >
            {t(isOver && !isStale ? texts.trainAgain : texts.train)}
          </Button>
        )}
      </div>
      {run !== null && <RunState run={run} />}
      {isOver && isStale && <p className="run-note">{t(texts.stale)}</p>}
    </section>
  );
}

function RunState({ run }: { readonly run: LiveRun }): ReactNode {
  const t = useText();
  switch (run.status) {
    case "preparing":
      return (
        <div className="run-preparing">
          <ProgressBar label={t(texts.preparing)} fraction={run.fraction ?? null} />
          <p className="run-facts" role="status">
            {t(run.stage ?? texts.preparing)}
          </p>
        </div>
      );
    case "running":
      return <Running run={run} />;
    case "failed":
      return run.problem === undefined ? (
        <p role="alert">{run.summary === undefined ? t(texts.failed) : t(run.summary.reason)}</p>
      ) : (
        <ProblemPanel title={t(texts.failed)} problem={run.problem}>
          {/^(architecture|layer)-/.test(run.problem.code) && (
            <Button
              onClick={() => {
                openRoom("model");
              }}
            >
              {t(texts.toModel)}
            </Button>
          )}
          {run.problem.code === "diverged" && <TenthOfRate run={run} />}
        </ProblemPanel>
      );
    case "finished":
    case "stopped":
    case "paused":
      if (run.summary !== undefined) return <RunResult run={run} summary={run.summary} />;
      return run.problem === undefined ? null : <p className="run-note">{t(run.problem.text)}</p>;
  }
}

/** One click sets the rate, one more trains. Gone once the project is another than the one that diverged. */
function TenthOfRate({ run }: { readonly run: LiveRun }): ReactNode {
  const t = useText();
  const isStill = useStudio((state) => state.project === run.project);
  if (!isStill) return null;
  return (
    <Button
      onClick={() => {
        editProject((project) => {
          const { optimizer } = project.training;
          // Through its decimal text, so that a tenth of 0.3 is 0.03 and not 0.030000000000000002.
          const learningRate = Number((optimizer.learningRate / 10).toPrecision(12));
          return { ...project, training: { ...project.training, optimizer: { ...optimizer, learningRate } } };
        });
      }}
    >
      {t(texts.tenthOfRate)}
    </Button>
  );
}

function Running({ run }: { readonly run: LiveRun }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { plan, progress } = run;
  if (plan === undefined) return null;
  const step = progress?.step ?? 0;
  const epochs = plan.totalSteps / plan.stepsPerEpoch;
  return (
    <div>
      <ProgressBar label={t(texts.progress)} fraction={step / plan.totalSteps} />
      <p className="run-facts">
        <b>
          {t(
            epochOf(
              format.integer(Math.min(Math.ceil(epochs), Math.floor((progress?.epoch ?? 0) + 1e-9) + 1)),
              format.integer(Math.ceil(epochs)),
            ),
          )}
        </b>
        {progress !== undefined && <b>{t(leftOf(format.duration(progress.remainingMs)))}</b>}
      </p>
      <p className="run-facts">
        <span>{t(stepOf(format.integer(step), format.integer(plan.totalSteps)))}</span>
        {progress !== undefined && (
          <span>
            {format.integer(progress.examplesPerSecond)} {t(texts.speed)}
          </span>
        )}
      </p>
      {plan.note !== undefined && <p className="run-facts">{t(plan.note)}</p>}
    </div>
  );
}
