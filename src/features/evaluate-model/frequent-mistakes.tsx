import type { ReactNode } from "react";
import type { ClassDetail } from "../../project/model-evaluation.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import type { Cell } from "./confusion-matrix.tsx";
import { cellOf, texts } from "./texts.ts";

const MOST = 20;

/** Of many classes, the pairs that are mixed up most. */
export function FrequentMistakes(props: {
  readonly detail: ClassDetail;
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell | null) => void;
}): ReactNode {
  const t = useText();
  const format = useFormats();
  const { detail, chosen, onChoose } = props;
  const pairs = detail.cells
    .filter(({ truth, predicted }) => truth !== predicted)
    .map(({ truth, predicted }) => ({ truth, predicted, count: detail.confusion[truth]?.[predicted] ?? 0 }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
  if (pairs.length === 0) return <p>{t(texts.noMistakes)}</p>;
  return (
    <ul className="frequent">
      {pairs.map(({ truth, predicted, count }) => {
        const isChosen = chosen?.truth === truth && chosen.predicted === predicted;
        return (
          <li key={`${truth}/${predicted}`}>
            <Button
              look="quiet"
              size="small"
              aria-pressed={isChosen}
              onClick={() => {
                onChoose(isChosen ? null : { truth, predicted });
              }}
            >
              {t(cellOf(detail.classes[truth] ?? "", detail.classes[predicted] ?? "", format.integer(count)))}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
