import type { ReactNode } from "react";
import { metrics } from "../../catalog/metrics/index.ts";
import { DOT, type Language, type Text, read } from "../../language/text.ts";
import { formatsFor } from "../../language/format.ts";
import type { RunSummary } from "../../project/records.ts";
import { printRoute } from "../../studio/navigation.ts";
import type { LiveRun } from "../../studio/state.ts";
import { useFormats, useLanguage, useText } from "../../ui/language.tsx";
import { accuracyResult, lossResult, partNames, regressionResult, texts } from "./texts.ts";

/** What the run came to, best measured on the test part, which it never saw. */
function resultOf(summary: RunSummary, language: Language): string {
  const format = formatsFor(language);
  const part: Text = Object.keys(summary.test).length > 0 ? partNames.test : partNames.validation;
  const measures = part === partNames.test ? summary.test : summary.validation;
  const { accuracy, r2, loss, ...others } = measures;
  const more = metrics
    .filter(({ id }) => others[id] !== undefined && id !== "mae")
    .map(
      ({ id, title, unit }) =>
        `${read(title, language)} ${format[unit === "fraction" ? "percent" : "number"](others[id]!)}`,
    );
  const told = (text: Text): string => [read(text, language), ...more].join(DOT);
  if (accuracy !== undefined) return told(accuracyResult(format.percent(accuracy), part));
  if (r2 !== undefined && loss !== undefined) {
    return told(regressionResult(format.number(r2), format.number(loss), part));
  }
  if (more.length > 0) return `${read(part, language)}${DOT}${more.join(DOT)}`;
  return summary.finalLoss === null ? "" : read(lossResult(format.number(summary.finalLoss)), language);
}

export function RunResult(props: { readonly run: LiveRun; readonly summary: RunSummary }): ReactNode {
  const t = useText();
  const format = useFormats();
  const language = useLanguage();
  const { summary, run } = props;
  const head = {
    finished: texts.finished,
    stopped: texts.stopped,
    paused: texts.paused,
    running: texts.training,
    failed: texts.failed,
  };
  const result = resultOf(summary, language);
  return (
    <div className={`run-result outcome${summary.status === "finished" ? "" : " run-unfinished"}`} role="status">
      <p>
        <b>
          {t(head[summary.status])} · {format.duration(summary.elapsedMs)}
        </b>
      </p>
      {result !== "" && <p>{result}</p>}
      {summary.modelId !== null && (
        <p>
          <a href={printRoute("evaluate", summary.modelId)}>{t(texts.evaluate)}</a>
        </p>
      )}
      {/* With rules for stopping it matters which one fired, or that none did. */}
      {(summary.status !== "finished" || run.project.training.stopping !== null) && (
        <p className="run-note">{t(summary.reason)}</p>
      )}
      {run.plan?.note !== undefined && <p className="run-note">{t(run.plan.note)}</p>}
    </div>
  );
}
