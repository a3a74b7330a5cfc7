import { memo, useMemo, useState, type ReactNode } from "react";
import { metricOf, metrics, metricsFor } from "../../catalog/metrics/index.ts";
import type { Task } from "../../catalog/losses/loss.ts";
import type { HistoryPoint } from "../../project/records.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { CurveFigure } from "../../ui/charts/curve-figure.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { measuredIds, metricCurves } from "./run-curves.ts";
import { texts } from "./texts.ts";

/** Of a number the mean absolute error, which unlike R² stays on the chart from the first step. */
const shownFirst: readonly string[] = ["accuracy", "mae"];

interface MetricFigureProps {
  readonly history: readonly HistoryPoint[];
  /** Of the project's data, before there is a run. */
  readonly task: Task;
  /** The run's. */
  readonly name: string;
  readonly isPreparing: boolean;
  readonly xLabel: string;
  readonly xEnd: number;
  readonly crosshair: number | null;
  readonly onCrosshair: (x: number | null) => void;
}

/** The run by one of its metrics, training and validation. */
export const MetricFigure = memo(function MetricFigure({
  history,
  task,
  name,
  isPreparing,
  ...shared
}: MetricFigureProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const chosen = useStudio((state) => state.project.training.metrics);
  const [picked, setPicked] = useState<string | null>(null);
  const measured = useMemo(() => measuredIds(history), [history]);
  const wanted = measured.length > 0 ? measured : (chosen ?? metricsFor(task)).map(({ id }) => id);
  // A run may measure nothing but its loss; the empty axes then say what could stand there.
  const ids = wanted.length > 0 ? wanted : metricsFor(task).map(({ id }) => id);
  const id = ids.find((each) => each === picked) ?? ids.find((each) => shownFirst.includes(each)) ?? ids[0]!;
  const { title, unit, better } = metricOf(id);
  const isFraction = unit === "fraction";
  const curves = useMemo(() => metricCurves(history, id, t), [history, id, t]);
  return (
    <CurveFigure
      {...shared}
      title={t(title)}
      {...(ids.length < 2
        ? {}
        : {
            picker: (
              <Select<string>
                label={t(texts.metric)}
                isLabelHidden
                value={id}
                choices={metrics
                  .filter((each) => ids.includes(each.id))
                  .map((each) => ({ value: each.id, label: t(each.title), summary: t(each.summary) }))}
                onChange={setPicked}
              />
            ),
          })}
      name={`${name}-${id}`}
      curves={curves}
      height={250}
      showY={isFraction ? format.percent : format.number}
      showTick={isFraction ? format.wholePercent : format.number}
      hint={isPreparing ? "" : t(texts.emptyMetric)}
      better={better}
    />
  );
});
