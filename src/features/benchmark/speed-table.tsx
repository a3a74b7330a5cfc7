/** One network's engines, fastest first: a table whose cells are the bars. */
import type { ReactNode } from "react";
import type { BenchmarkRow, TimedRow } from "../../benchmark/contest.ts";
import { backendNames, engineNames, networkNames, networkTitle } from "../../benchmark/names.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { texts } from "./texts.ts";

interface SpeedTableProps {
  readonly network: string;
  readonly rows: readonly BenchmarkRow[];
}

export function SpeedTable({ network, rows }: SpeedTableProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const name = networkNames[network];
  const timed = rows
    .filter((row): row is TimedRow => !("problem" in row))
    .toSorted((a, b) => b.examplesPerSecond - a.examplesPerSecond);
  // Without a graphics card there is none.
  const hasDispatches = timed.some(({ dispatchesPerStep }) => dispatchesPerStep !== null);
  const absent = rows.filter((row) => "problem" in row);
  const top = Math.ceil(Math.log10(Math.max(10, ...timed.map((row) => row.examplesPerSecond))));
  const title = t(networkTitle(network));
  return (
    <Section title={title}>
      <p className="small quiet">
        {name !== undefined && t(name.detail)} · {t(texts.scale)}
      </p>
      <div className="benchmark-scroll" role="group" aria-label={t(texts.speed)} tabIndex={0}>
        <table className="benchmark-table">
          <thead>
            <tr>
              <th scope="col">{t(texts.engine)}</th>
              <th scope="col">{t(texts.speed)}</th>
              <th scope="col" className="benchmark-number">
                {t(texts.perStep)}
              </th>
              {hasDispatches && (
                <th scope="col" className="benchmark-number">
                  {t(texts.dispatches)}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {timed.map((row) => (
              <tr key={`${row.engine} ${row.backend}`}>
                <th scope="row">
                  {t(engineNames[row.engine])}
                  <small className="quiet">{t(backendNames[row.backend])}</small>
                </th>
                <td>
                  <div className="benchmark-speed">
                    <Bar decades={top} value={row.examplesPerSecond} isOurs={isOurs(row)} />
                    <span>{format.integer(row.examplesPerSecond)}</span>
                  </div>
                </td>
                <td className="benchmark-number">{format.number(row.msPerStep)}</td>
                {hasDispatches && (
                  <td className="benchmark-number">
                    {row.dispatchesPerStep === null ? "–" : format.number(row.dispatchesPerStep)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {absent.length > 0 && (
        <details className="small quiet">
          <summary>{t(texts.absent)}</summary>
          <ul>
            {absent.map((row) => (
              <li key={`${row.engine} ${row.backend}`}>
                {t(engineNames[row.engine])}, {t(backendNames[row.backend])}: {"problem" in row && row.problem}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function isOurs({ engine }: BenchmarkRow): boolean {
  return engine === "compiled" || engine === "reference";
}

/** Logarithmic: from one example a second to the scale's end, a line at each power of ten. */
function Bar({
  value,
  decades,
  isOurs: own,
}: {
  readonly value: number;
  readonly decades: number;
  readonly isOurs: boolean;
}) {
  const share = Math.max(0.01, Math.log10(Math.max(1, value)) / decades);
  return (
    <svg className="benchmark-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {Array.from({ length: decades + 1 }, (_, at) => (
        <line key={at} x1={(100 * at) / decades} x2={(100 * at) / decades} y1={0} y2={10} />
      ))}
      <rect className={own ? "benchmark-own" : "benchmark-other"} x={0} y={1.5} width={100 * share} height={7} />
    </svg>
  );
}
