import { type ReactNode } from "react";
import type { ClassDetail } from "../../project/model-evaluation.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import type { Cell } from "./confusion-matrix.tsx";
import { cellOf, somePairs, texts } from "./texts.ts";

const MOST = 12;

interface FrequentMistakesProps {
  readonly detail: ClassDetail;
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell | null) => void;
  /** What is looked for among the names of the classes. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** Of many classes, the pairs that are mixed up most; of a class that is looked for, its own. */
export function FrequentMistakes(props: FrequentMistakesProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { detail, chosen, onChoose, search, onSearch } = props;
  const { classes } = detail;
  const found = new Set(classesFound(classes, search));
  const pairs = mistakesOf(detail).filter(({ truth, predicted }) => found.has(truth) || found.has(predicted));
  const shown = pairs.slice(0, MOST);
  return (
    <div className="frequent">
      <label className="frequent-search">
        <span className="field-label">{t(texts.findClass)}</span>
        <input
          className="input"
          type="search"
          value={search}
          onChange={(event) => {
            onSearch(event.target.value);
          }}
        />
      </label>
      <p className="plot-note" role="status">
        {found.size === 0
          ? t(texts.noClass)
          : pairs.length === 0
            ? t(search === "" ? texts.noMistakes : texts.noMistakesOfClass)
            : t(somePairs(format.integer(shown.length), format.integer(pairs.length)))}
      </p>
      <ul aria-label={t(texts.frequent)}>
        {shown.map(({ truth, predicted, count }) => {
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
                {t(cellOf(classes[truth] ?? "", classes[predicted] ?? "", format.integer(count)))}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Pairs of classes that are mixed up, the most frequent first. */
export function mistakesOf({ confusion }: ClassDetail): readonly (Cell & { readonly count: number })[] {
  return confusion
    .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .toSorted((a, b) => b.count - a.count);
}

/** Classes of exactly this name, else those whose names have it in them, however it is written. */
export function classesFound(classes: readonly string[], search: string): readonly number[] {
  const places = [...classes.keys()];
  const exact = places.filter((at) => classes[at] === search.trim());
  if (exact.length > 0) return exact;
  const wanted = search.trim().toLocaleLowerCase();
  return places.filter((at) => classes[at]?.toLocaleLowerCase().includes(wanted) ?? false);
}
