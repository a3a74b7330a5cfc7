import { useMemo, type ReactNode } from "react";
import type { EvaluatedOn, NumberDetail } from "../../project/model-evaluation.ts";
import type { ModelRecord } from "../../project/records.ts";
import { PlotFigure } from "../../ui/charts/plot-figure.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { PointPlot } from "../../ui/plots/point-plot.tsx";
import { ResidualPlot } from "../../ui/plots/residual-plot.tsx";
import { Section } from "../../ui/room.tsx";
import { ExampleRows } from "./example-rows.tsx";
import { residualNote, texts } from "./texts.ts";

const HEIGHT = 340;
const WIDEST = 460;

interface NumberViewProps {
  readonly model: ModelRecord;
  readonly on: EvaluatedOn;
  readonly detail: NumberDetail;
}

/** How a model of numbers stands against the truth, how its errors are spread, and the rows it is furthest off at. */
export function NumberView({ model, on, detail }: NumberViewProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { residuals, points, worst } = detail;
  const { bins, mean, deviation } = residuals;
  const plotted = useMemo(
    () => ({ x: points.map(({ truth }) => truth), y: points.map(({ prediction }) => prediction) }),
    [points],
  );
  const exact = useMemo(() => {
    const values = points.flatMap(({ truth, prediction }) => [truth, prediction]);
    const ends = [Math.min(...values), Math.max(...values)];
    return { x: ends, y: ends };
  }, [points]);
  const binWidth = (bins.maximum - bins.minimum) / bins.counts.length;
  return (
    <>
      <div className="evaluate-curves">
        <PlotFigure
          title={t(texts.predicted)}
          name={`${model.name}-predicted`}
          note={t(texts.predictedNote)}
          header={[t(texts.truth), t(texts.prediction)]}
          rows={points.map(({ truth, prediction }) => [truth, prediction])}
          showNumber={format.number}
        >
          {(width) => (
            <PointPlot
              label={t(texts.predicted)}
              points={plotted}
              line={exact}
              isOneScale
              xLabel={t(texts.truth)}
              yLabel={t(texts.prediction)}
              width={Math.min(WIDEST, width)}
              height={HEIGHT}
            />
          )}
        </PlotFigure>
        <PlotFigure
          title={t(texts.residuals)}
          name={`${model.name}-errors`}
          note={t(residualNote(format.number(mean), format.number(deviation)))}
          header={[t(texts.errorFrom), t(texts.errorTo), t(texts.rows)]}
          rows={bins.counts.map((count, at) => [
            bins.minimum + at * binWidth,
            bins.minimum + (at + 1) * binWidth,
            count,
          ])}
          showNumber={format.number}
        >
          {(width) => (
            <ResidualPlot
              label={t(residualNote(format.number(mean), format.number(deviation)))}
              counts={bins.counts}
              reach={bins.maximum}
              mean={mean}
              xLabel={t(texts.error)}
              width={width}
            />
          )}
        </PlotFigure>
      </div>
      <Section title={t(texts.worstNumbers)}>
        <ExampleRows
          model={model}
          on={on}
          header={[t(texts.truth), t(texts.prediction), t(texts.error)]}
          examples={worst.map(({ row, truth, prediction }) => {
            const cells = [truth, prediction, prediction - truth].map(format.number);
            return { row, isWrong: false, caption: cells.slice(0, 2).join(" → "), cells };
          })}
        />
      </Section>
    </>
  );
}
