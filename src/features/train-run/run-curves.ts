/** A run's history as curves: training and validation, of the loss and of its metrics. */
import { metrics } from "../../catalog/metrics/index.ts";
import type { Text } from "../../language/text.ts";
import type { HistoryPoint } from "../../project/records.ts";
import type { LiveRun } from "../../studio/state.ts";
import type { Curve } from "../../ui/charts/curve.ts";
import type { Mark } from "../../ui/charts/x-axis.ts";
import { texts } from "./texts.ts";

/** What the run is measured by beside its loss. */
export function measuredIds(history: readonly HistoryPoint[]): readonly string[] {
  const validation = history.findLast((point) => point.validation !== undefined)?.validation;
  const measured = { ...history.at(-1)?.metrics, ...validation };
  return metrics.map(({ id }) => id).filter((id) => measured[id] !== undefined);
}

export function lossCurves(history: readonly HistoryPoint[], read: (text: Text) => string): readonly Curve[] {
  return pair(
    history.map(({ step, loss }) => ({ x: step, y: loss })),
    history.flatMap(({ step, validation }) => pointOf(step, validation?.["loss"])),
    read,
  );
}

export function metricCurves(
  history: readonly HistoryPoint[],
  id: string,
  read: (text: Text) => string,
): readonly Curve[] {
  return pair(
    history.flatMap(({ step, metrics: measured }) => pointOf(step, measured[id])),
    history.flatMap(({ step, validation }) => pointOf(step, validation?.[id])),
    read,
  );
}

/** Where a run ended before its last step, and whose weights its model has where they are others. */
export function runMarks({ plan, summary }: LiveRun, read: (text: Text) => string): readonly Mark[] {
  if (plan === undefined || summary === undefined || summary.status === "paused") return [];
  const { steps, modelStep } = summary;
  return [
    ...(steps > 0 && steps < plan.totalSteps ? [{ x: steps, label: read(texts.stoppedHere) }] : []),
    ...(modelStep === undefined ? [] : [{ x: modelStep, label: read(texts.modelOfHere) }]),
  ];
}

function pointOf(x: number, y: number | undefined): readonly { readonly x: number; readonly y: number }[] {
  return y === undefined ? [] : [{ x, y }];
}

function pair(training: Curve["points"], validation: Curve["points"], read: (text: Text) => string): readonly Curve[] {
  return [
    { id: "training", label: read(texts.training), series: 1, dash: "solid", points: training },
    { id: "validation", label: read(texts.validation), series: 2, dash: "dotted", points: validation },
  ];
}
