import { memo, type ReactNode } from "react";
import { Swatch } from "../../ui/charts/swatch.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";
import type { Walking } from "./use-walks.ts";

interface StandingsProps {
  readonly walkers: readonly Walking[];
  readonly step: number;
  readonly focus: string | null;
  readonly onFocus: (id: string | null) => void;
}

/** Every walker's figures at this step. */
export const Standings = memo(function Standings({ walkers, step, focus, onFocus }: StandingsProps): ReactNode {
  const t = useText();
  const format = useFormats();
  return (
    <div className="standings-box" role="group" aria-label={t(texts.standings)} tabIndex={0}>
      <table className="standings">
        <thead>
          <tr>
            <th scope="col">{t(texts.optimizer)}</th>
            <th scope="col">{t(texts.rate)}</th>
            <th scope="col">{t(texts.place)}</th>
            <th scope="col">{t(texts.loss)}</th>
            <th scope="col">{t(texts.gradientNorm)}</th>
            <th scope="col">{t(texts.distance)}</th>
          </tr>
        </thead>
        <tbody>
          {walkers.map(({ id, title, look, walked }) => {
            if (walked === null) return null;
            const { path, config } = walked;
            const at = Math.min(step, path.places.length - 1);
            const [x = 0, y = 0] = path.places[at] ?? [];
            const isOver = at < step && path.end !== "finished";
            return (
              <tr
                key={id}
                className={focus !== null && focus !== id ? "walker-dim" : ""}
                onPointerEnter={() => {
                  onFocus(id);
                }}
                onPointerLeave={() => {
                  onFocus(null);
                }}
              >
                <th scope="row">
                  <span className="standings-name">
                    <Swatch {...look} /> {t(title)}
                  </span>
                  {isOver && <em> {t(path.end === "left" ? texts.left : texts.diverged)}</em>}
                </th>
                <td>{format.number(config.learningRate)}</td>
                <td>
                  {thousandths(x)}, {thousandths(y)}
                </td>
                <td>{format.number(path.loss[at] ?? Number.NaN)}</td>
                <td>{format.number(path.gradientNorm[at] ?? Number.NaN)}</td>
                <td>{format.number(path.distance[at] ?? Number.NaN)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});

/** Three decimals; a little less than 0 is 0.000, not -0.000. */
function thousandths(value: number): string {
  return value.toFixed(3).replace(/^-(0\.000)$/, "$1");
}
