import { useState, type ReactNode } from "react";
import type { ClassDetail } from "../../project/model-evaluation.ts";
import { PlotFigure } from "../../ui/charts/plot-figure.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ClassMap } from "../../ui/plots/class-map.tsx";
import { ConfusionMap } from "./confusion-map.tsx";
import { type Cell, ConfusionMatrix } from "./confusion-matrix.tsx";
import { classesFound, FrequentMistakes, mistakesOf } from "./frequent-mistakes.tsx";
import { texts } from "./texts.ts";

/** More classes than this are not written out each against each. */
const MOST_CLASSES = 20;
const PICTURE_WIDTH = 760;

interface ConfusionFigureProps {
  /** Of the files. */
  readonly name: string;
  readonly detail: ClassDetail;
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell | null) => void;
}

/** Which class is taken for which: of few classes with its numbers, of many as a picture beside what is mixed up most. */
export function ConfusionFigure({ name, detail, chosen, onChoose }: ConfusionFigureProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const [search, setSearch] = useState("");
  const { classes, confusion } = detail;
  const isMany = classes.length > MOST_CLASSES;
  const found = search === "" ? [] : classesFound(classes, search);
  return (
    <div className="confusion-figure">
      <PlotFigure
        title={t(texts.confusion)}
        name={`${name}-confusion`}
        note={t(isMany ? texts.manyClasses : texts.confusionNote)}
        header={
          isMany
            ? [t(texts.truth), t(texts.answer), t(texts.rows)]
            : [`${t(texts.truth)} ↓ ${t(texts.answer)} →`, ...classes]
        }
        rows={
          isMany
            ? [
                ...classes.map((label, at) => [label, label, confusion[at]?.[at] ?? 0]),
                ...mistakesOf(detail).map(({ truth, predicted, count }) => [
                  classes[truth] ?? "",
                  classes[predicted] ?? "",
                  count,
                ]),
              ]
            : classes.map((label, truth) => [label, ...(confusion[truth] ?? [])])
        }
        showNumber={format.integer}
        picture={
          isMany ? undefined : (
            <ClassMap
              label={t(texts.confusion)}
              names={classes}
              counts={confusion}
              xLabel={t(texts.answer)}
              yLabel={t(texts.truth)}
              width={PICTURE_WIDTH}
            />
          )
        }
      >
        {(width) =>
          isMany ? (
            <ConfusionMap
              detail={detail}
              chosen={chosen}
              onChoose={onChoose}
              marked={found.length === 1 ? found[0]! : null}
              width={width}
            />
          ) : (
            <ConfusionMatrix detail={detail} chosen={chosen} onChoose={onChoose} />
          )
        }
      </PlotFigure>
      {isMany && (
        <FrequentMistakes detail={detail} chosen={chosen} onChoose={onChoose} search={search} onSearch={setSearch} />
      )}
    </div>
  );
}
