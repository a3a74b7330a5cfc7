import type { ComponentProps, ReactNode } from "react";
import type {
  CategoryFigures,
  ColumnFigures,
  NumberBins,
  NumberFigures,
  TextFigures,
  TimeFigures,
} from "../../project/data-summary.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Histogram } from "../../ui/plots/histogram.tsx";
import { othersOf, pictureShape, rangeOf, texts, vocabularyOf, wordsOf } from "./texts.ts";

const MOST_CLASSES = 5;
const MOST_WORDS = 6;

/** How a column's values lie, as a picture with its figures. */
export function Distribution({ column }: { readonly column: ColumnFigures }): ReactNode {
  const t = useText();
  switch (column.type) {
    case "number":
      return <Numbers column={column} />;
    case "category":
      return <Classes column={column} />;
    case "text":
      return <Texts column={column} />;
    case "time":
      return <Times column={column} />;
    case "image":
      return <p className="small quiet">{t(pictureShape(column.shape.join(" × ")))}</p>;
  }
}

/** The bins as bars that can be read on hover. */
function labelled(bins: NumberBins, format: (value: number) => string): ComponentProps<typeof Histogram>["bins"] {
  const width = (bins.maximum - bins.minimum) / bins.counts.length;
  return bins.counts.map((count, bin) => {
    const low = bins.minimum + bin * width;
    return { label: `${format(low)} – ${format(low + width)}`, count };
  });
}

function Texts({ column }: { readonly column: TextFigures }): ReactNode {
  const t = useText();
  const { number, integer } = useFormats();
  const { length, bins } = column;
  if (length === undefined || bins === undefined) return <p className="small quiet">{t(texts.noValues)}</p>;
  const words = column.top.slice(0, MOST_WORDS).map(({ label }) => label);
  return (
    <figure>
      <Histogram bins={labelled(bins, number)} />
      <figcaption className="distribution-range">
        <span>{integer(length.minimum)}</span>
        <span>{t(wordsOf(number(length.median)))}</span>
        <span>{integer(length.maximum)}</span>
      </figcaption>
      <p className="small quiet">{t(vocabularyOf(integer(column.vocabulary), words))}</p>
    </figure>
  );
}

function Times({ column }: { readonly column: TimeFigures }): ReactNode {
  const t = useText();
  const { moment } = useFormats();
  const { bins } = column;
  if (bins === undefined) return <p className="small quiet">{t(texts.noValues)}</p>;
  return (
    <figure>
      <Histogram bins={labelled(bins, moment)} />
      <figcaption className="distribution-range">
        <span>{moment(bins.minimum)}</span>
        <span>{moment(bins.maximum)}</span>
      </figcaption>
    </figure>
  );
}

function Numbers({ column }: { readonly column: NumberFigures }): ReactNode {
  const t = useText();
  const { number } = useFormats();
  const { spread, bins } = column;
  if (spread === undefined || bins === undefined) return <p className="small quiet">{t(texts.noValues)}</p>;
  return (
    <figure>
      <Histogram bins={labelled(bins, number)} />
      <figcaption className="distribution-range">
        <span>{number(spread.minimum)}</span>
        <span>{t(rangeOf(number(spread.mean), number(spread.deviation)))}</span>
        <span>{number(spread.maximum)}</span>
      </figcaption>
    </figure>
  );
}

/** The most frequent ones as bars with their names, longest first. */
function Classes({ column }: { readonly column: CategoryFigures }): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const shown = column.top.slice(0, MOST_CLASSES);
  const most = shown[0]?.count ?? 1;
  const others = column.distinct - shown.length;
  if (shown.length === 0) return <p className="small quiet">{t(texts.noValues)}</p>;
  return (
    <ul className="distribution-classes">
      {shown.map(({ label, count }) => (
        <li key={label}>
          <span className="distribution-name" title={label}>
            {label}
          </span>
          <span className="distribution-bar" aria-hidden="true">
            <i style={{ width: `${(100 * count) / most}%` }} />
          </span>
          <span className="distribution-count">{integer(count)}</span>
        </li>
      ))}
      {others > 0 && <li className="quiet">{t(othersOf(integer(others)))}</li>}
    </ul>
  );
}
