import { useState, type ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import type { ClassDetail, EvaluatedOn } from "../../project/model-evaluation.ts";
import type { ModelRecord } from "../../project/records.ts";
import { PlotFigure } from "../../ui/charts/plot-figure.tsx";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { UnitPlot } from "../../ui/plots/unit-plot.tsx";
import { Section } from "../../ui/room.tsx";
import { ClassScores } from "./class-scores.tsx";
import { ConfusionFigure } from "./confusion-figure.tsx";
import type { Cell } from "./confusion-matrix.tsx";
import { ExampleRows } from "./example-rows.tsx";
import { calibrationNote, ofLargest, someOf, takenFor, texts } from "./texts.ts";

interface ClassViewProps {
  readonly model: ModelRecord;
  readonly on: EvaluatedOn;
  readonly detail: ClassDetail;
}

/** What a model of classes takes for what, class by class, and how far its confidence goes. */
export function ClassView({ model, on, detail }: ClassViewProps): ReactNode {
  const [cell, setCell] = useState<Cell | null>(null);
  return (
    <>
      <div className="evaluate-pair">
        <ConfusionFigure name={model.name} detail={detail} chosen={cell} onChoose={setCell} />
        <Examples
          model={model}
          on={on}
          detail={detail}
          cell={cell}
          onWorst={() => {
            setCell(null);
          }}
        />
      </div>
      <ClassScores name={model.name} detail={detail} />
      <Curves name={model.name} detail={detail} />
    </>
  );
}

function Examples(props: ClassViewProps & { readonly cell: Cell | null; readonly onWorst: () => void }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { model, on, detail, cell, onWorst } = props;
  const { classes } = detail;
  const found =
    cell === null
      ? undefined
      : detail.cells.find(({ truth, predicted }) => truth === cell.truth && predicted === cell.predicted);
  const shown = cell === null ? detail.worst : (found?.rows ?? []);
  const all = cell === null ? shown.length : (detail.confusion[cell.truth]?.[cell.predicted] ?? 0);
  const nameOf = (own: number): string => classes[own] ?? String(own);
  return (
    <Section
      title={cell === null ? t(texts.worst) : t(takenFor(nameOf(cell.truth), nameOf(cell.predicted)))}
      actions={
        cell !== null && (
          <Button size="small" look="quiet" onClick={onWorst}>
            {t(texts.showWorst)}
          </Button>
        )
      }
    >
      <p className="plot-note" role="status">
        {cell !== null
          ? t(someOf(format.integer(shown.length), format.integer(all)))
          : t(shown.length === 0 ? texts.noMistakes : texts.worstNote)}
      </p>
      <ExampleRows
        model={model}
        on={on}
        header={[t(texts.truth), t(texts.answer), t(texts.confidence)]}
        examples={shown.map(({ row, truth, predicted, confidence }) => ({
          row,
          isWrong: truth !== predicted,
          caption: t(takenFor(nameOf(truth), nameOf(predicted))),
          cells: [nameOf(truth), nameOf(predicted), format.percent(confidence)],
        }))}
      />
    </Section>
  );
}

function Curves({ name, detail }: { readonly name: string; readonly detail: ClassDetail }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { curves, calibration, perClass } = detail;
  const scoreOf = (label: string, score: "rocAuc" | "averagePrecision"): string =>
    format.number(perClass.find((each) => each.label === label)?.[score] ?? Number.NaN);
  // Of two classes the second says it all: the first is its mirror image.
  const shown = detail.classes.length === 2 ? curves.slice(-1) : curves;
  const noted = (note: Text): string =>
    t(curves.length < detail.classes.length ? ofLargest(note, curves.length) : note);
  // Of more classes than there are colours, those that are drawn get one each.
  const coloured = detail.classes.length > curves.length ? curves.map(({ label }) => label) : detail.classes;
  const series = (label: string): number => (coloured.indexOf(label) % 8) + 1;
  return (
    <div className="evaluate-curves">
      <PlotFigure
        title={t(texts.roc)}
        name={`${name}-roc`}
        note={noted(texts.rocNote)}
        header={[t(texts.class), t(texts.falsePositives), t(texts.truePositives)]}
        rows={shown.flatMap(({ label, roc }) => roc.map(({ x, y }) => [label, x, y]))}
        showNumber={format.number}
      >
        {(width) => (
          <UnitPlot
            label={t(texts.roc)}
            guide="diagonal"
            lines={shown.map(({ label, roc }) => ({
              label,
              value: scoreOf(label, "rocAuc"),
              series: series(label),
              points: roc,
            }))}
            xLabel={t(texts.falsePositives)}
            yLabel={t(texts.truePositives)}
            width={width}
          />
        )}
      </PlotFigure>
      <PlotFigure
        title={t(texts.precisionRecall)}
        name={`${name}-precision-recall`}
        note={noted(texts.precisionRecallNote)}
        header={[t(texts.class), t(texts.recall), t(texts.precision)]}
        rows={shown.flatMap(({ label, precisionRecall }) => precisionRecall.map(({ x, y }) => [label, x, y]))}
        showNumber={format.number}
      >
        {(width) => (
          <UnitPlot
            label={t(texts.precisionRecall)}
            guide={[...new Set(shown.map(({ share }) => share))]}
            lines={shown.map(({ label, precisionRecall }) => ({
              label,
              value: scoreOf(label, "averagePrecision"),
              series: series(label),
              points: precisionRecall,
            }))}
            xLabel={t(texts.recall)}
            yLabel={t(texts.precision)}
            width={width}
          />
        )}
      </PlotFigure>
      <PlotFigure
        title={t(texts.calibration)}
        name={`${name}-calibration`}
        note={t(calibrationNote(format.percent(calibration.error)))}
        header={[t(texts.sure), t(texts.right), t(texts.rows)]}
        rows={calibration.bins.map(({ confidence, accuracy, rows }) => [confidence, accuracy, rows])}
        showNumber={format.number}
      >
        {(width) => (
          <UnitPlot
            label={t(texts.calibration)}
            guide="diagonal"
            lines={[{ label: t(texts.calibration), series: 1, points: dotsOf(calibration.bins) }]}
            xLabel={t(texts.sure)}
            yLabel={t(texts.right)}
            width={width}
          />
        )}
      </PlotFigure>
    </div>
  );
}

/** A dot's area tells how many rows stand behind it. */
function dotsOf(bins: ClassDetail["calibration"]["bins"]) {
  const most = Math.max(...bins.map(({ rows }) => rows));
  return bins.map(({ confidence, accuracy, rows }) => ({
    x: confidence,
    y: accuracy,
    size: 3 + 6 * Math.sqrt(rows / most),
  }));
}
