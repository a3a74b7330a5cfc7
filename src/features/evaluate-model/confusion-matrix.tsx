/** Which class is taken for which, as a table that arrows move in; each field opens its examples. */
import { useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import type { ClassDetail } from "../../project/model-evaluation.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { cellOf, texts } from "./texts.ts";

export interface Cell {
  readonly truth: number;
  readonly predicted: number;
}

interface ConfusionMatrixProps {
  readonly detail: ClassDetail;
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell | null) => void;
}

/** By key: how many rows down and columns on. */
export const arrowMoves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function ConfusionMatrix({ detail, chosen, onChoose }: ConfusionMatrixProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { classes, confusion } = detail;
  const table = useRef<HTMLTableElement>(null);
  /** The one field that the tab key reaches. */
  const [place, setPlace] = useState<Cell>({ truth: 0, predicted: 0 });
  const move = (event: KeyboardEvent): void => {
    const by = arrowMoves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const within = (value: number): number => Math.max(0, Math.min(classes.length - 1, value));
    const next = { truth: within(place.truth + by[0]), predicted: within(place.predicted + by[1]) };
    setPlace(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.truth}/${next.predicted}"]`)?.focus();
  };
  return (
    <div className="confusion">
      <table ref={table} aria-label={t(texts.confusion)}>
        <thead>
          <tr>
            <th scope="col" className="confusion-corner">
              <span>
                {t(texts.truth)} ↓ · {t(texts.answer)} →
              </span>
            </th>
            {classes.map((label) => (
              <th key={label} scope="col">
                <span title={label}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((label, truth) => {
            const counts = confusion[truth] ?? [];
            const all = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={label}>
                <th scope="row">
                  <span title={label}>{label}</span>
                </th>
                {counts.map((count, predicted) => {
                  const isChosen = chosen?.truth === truth && chosen.predicted === predicted;
                  const isPlace = place.truth === truth && place.predicted === predicted;
                  const part = all === 0 ? 0 : count / all;
                  // The root lets a few mistakes be seen. React's type of a style does not know custom properties.
                  const share = { "--share": truth === predicted ? part : Math.sqrt(part) } as CSSProperties;
                  return (
                    <td key={predicted}>
                      <button
                        type="button"
                        data-cell={`${truth}/${predicted}`}
                        className={`confusion-cell${truth === predicted ? " confusion-right" : ""}`}
                        style={share}
                        tabIndex={isPlace ? 0 : -1}
                        aria-pressed={isChosen}
                        onKeyDown={move}
                        aria-label={t(cellOf(label, classes[predicted] ?? "", format.integer(count)))}
                        onFocus={() => {
                          setPlace({ truth, predicted });
                        }}
                        onClick={() => {
                          onChoose(isChosen || count === 0 ? null : { truth, predicted });
                        }}
                      >
                        {count === 0 ? "" : format.integer(count)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
