/** Which of many classes is taken for which: a picture to point into, or to walk in by arrows. */
import { useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import type { ClassDetail } from "../../project/model-evaluation.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { ClassMap, placeOfMap } from "../../ui/plots/class-map.tsx";
import { arrowMoves, type Cell } from "./confusion-matrix.tsx";
import { cellOf, texts } from "./texts.ts";

interface ConfusionMapProps {
  readonly detail: ClassDetail;
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell | null) => void;
  /** A class whose row and column stand out. */
  readonly marked: number | null;
  readonly width: number;
}

/** A field is never smaller than this to whoever walks over it. */
const SMALLEST_CURSOR = 12;
const LEAP = 10;

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ...arrowMoves,
  PageUp: [-LEAP, 0],
  PageDown: [LEAP, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

export function ConfusionMap({ detail, chosen, onChoose, marked, width }: ConfusionMapProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { classes, confusion } = detail;
  const [cursor, setCursor] = useState<Cell>({ truth: 0, predicted: 0 });
  const [pointed, setPointed] = useState<Cell | null>(null);
  const { left, top, cell } = placeOfMap(classes, width);
  const countAt = ({ truth, predicted }: Cell): number => confusion[truth]?.[predicted] ?? 0;
  const words = (at: Cell): string =>
    t(cellOf(classes[at.truth] ?? "", classes[at.predicted] ?? "", format.integer(countAt(at))));
  const isChosen = chosen?.truth === cursor.truth && chosen.predicted === cursor.predicted;
  const choose = (at: Cell): void => {
    const isAgain = chosen?.truth === at.truth && chosen.predicted === at.predicted;
    onChoose(isAgain || countAt(at) === 0 ? null : at);
  };
  const cellUnder = (event: MouseEvent): Cell | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = (at: number, from: number): number => Math.floor((at - from) / cell);
    const truth = place(event.clientY - box.top, top);
    const predicted = place(event.clientX - box.left, left);
    const isInside = [truth, predicted].every((at) => at >= 0 && at < classes.length);
    return isInside ? { truth, predicted } : null;
  };
  const move = (event: KeyboardEvent): void => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const within = (value: number): number => Math.max(0, Math.min(classes.length - 1, value));
    setPointed(null);
    setCursor({ truth: within(cursor.truth + by[0]), predicted: within(cursor.predicted + by[1]) });
  };
  const size = Math.max(SMALLEST_CURSOR, cell);
  const middle = (at: number): number => (at + 0.5) * cell - size / 2;
  return (
    <>
      <div className="confusion-map">
        <ClassMap
          label={t(texts.confusion)}
          names={classes}
          counts={confusion}
          xLabel={t(texts.answer)}
          yLabel={t(texts.truth)}
          width={width}
          marked={marked}
        />
        <button
          type="button"
          className="confusion-ground"
          aria-label={words(cursor)}
          aria-pressed={isChosen}
          onKeyDown={move}
          onMouseMove={(event) => {
            setPointed(cellUnder(event));
          }}
          onMouseLeave={() => {
            setPointed(null);
          }}
          onClick={(event) => {
            // A key's click has no place.
            const at = event.detail === 0 ? cursor : cellUnder(event);
            if (at === null) return;
            setCursor(at);
            choose(at);
          }}
        >
          <span
            className="confusion-cursor"
            style={{
              left: left + middle(cursor.predicted),
              top: top + middle(cursor.truth),
              width: size,
              height: size,
            }}
          />
        </button>
      </div>
      <p className="confusion-told small" aria-live="polite">
        {words(pointed ?? cursor)}
      </p>
    </>
  );
}
