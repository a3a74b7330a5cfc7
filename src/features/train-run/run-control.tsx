/** The one button, how far the run is, and how it ended. */
import type { ReactNode } from "react";
import { openRoom } from "../../studio/navigation.ts";
import type { LiveRun } from "../../studio/state.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { partsOf } from "./describe-project.ts";
import { RunButtons } from "./run-buttons.tsx";
import { RunResult } from "./run-result.tsx";
import { isUnderWay, useStaleness } from "./staleness.ts";
import { epochOf, leftOf, staleData, stepNow, stepOf, texts } from "./texts.ts";

export function RunControl(): ReactNode {
  const t = useText();
  const project = useStudio((state) => state.project);
  const run = useStudio((state) => state.run);
  const staleness = useStaleness();
  const own = useStudio((state) => state.datasets);
  // What the buttons steer: while a run is under way, another project may have been opened.
  const parts = partsOf(run !== null && isUnderWay(run) ? run.project : project, own);
  return (
    <section className="run-control" aria-label={t(texts.progress)}>
      <p className="run-sentence">
        <b>{t(parts.model)}</b>
        {t(parts.data)} · {t(parts.optimizer)}
      </p>
      <RunButtons run={run} isStale={staleness !== "none"} />
      {staleness !== "none" && run !== null && (
        <p className="run-stale">{t(staleness === "data" ? staleData(partsOf(run.project, own).data) : texts.stale)}</p>
      )}
      {run !== null && staleness !== "data" && (
        <div className={staleness === "none" ? undefined : "run-earlier"}>
          <RunState run={run} />
        </div>
      )}
    </section>
  );
}

function RunState({ run }: { readonly run: LiveRun }): ReactNode {
  const t = useText();
  if (run.isElsewhere === true) return <Elsewhere run={run} />;
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
        </ProblemPanel>
      );
    case "paused":
      return run.summary === undefined ? <Running run={run} /> : <RunResult run={run} summary={run.summary} />;
    case "finished":
    case "stopped":
      if (run.summary !== undefined) return <RunResult run={run} summary={run.summary} />;
      return run.problem === undefined ? null : <p className="run-note">{t(run.problem.text)}</p>;
  }
}

/** What another tab has stored of its run, and what can be done about it. */
function Elsewhere({ run }: { readonly run: LiveRun }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { summary } = run;
  return (
    <div>
      {summary !== undefined && (
        <p className="run-facts">
          <b>{t(stepNow(format.integer(summary.steps)))}</b>
          <span>{format.duration(summary.elapsedMs)}</span>
        </p>
      )}
      <p className="run-note" role="status">
        {t(run.status === "paused" ? texts.restsElsewhere : texts.goesOnElsewhere)}
      </p>
    </div>
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
        {progress !== undefined && (
          <b>{t(run.status === "paused" ? texts.paused : leftOf(format.duration(progress.remainingMs)))}</b>
        )}
      </p>
      <p className="run-facts">
        <span>{t(stepOf(format.integer(step), format.integer(plan.totalSteps)))}</span>
        {progress !== undefined && (
          <span>
            {format.integer(progress.examplesPerSecond)} {t(texts.speed)}
          </span>
        )}
      </p>
      {run.stage !== undefined && (
        <p className="run-facts" role="status">
          {t(run.stage)}
        </p>
      )}
      {plan.note !== undefined && <p className="run-facts">{t(plan.note)}</p>}
    </div>
  );
}
