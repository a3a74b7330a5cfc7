import type { ReactNode } from "react";
import type { DataSummary } from "../../project/data-summary.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { partOf, texts } from "./texts.ts";

/** How many rows each part has. */
export function PartsBar({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { train, validation, test } = data.parts;
  const parts = [
    { name: texts.train, rows: train, series: 1 },
    { name: texts.validation, rows: validation, series: 2 },
    { name: texts.test, rows: test, series: 4 },
  ];
  const all = Math.max(1, train + validation + test);
  return (
    <>
      <div className="split-bar" aria-hidden="true">
        {parts.map((part) => (
          <div key={part.series} style={{ flexGrow: part.rows, background: `var(--series-${part.series})` }} />
        ))}
      </div>
      <ul className="split-parts small">
        {parts.map((part) => (
          <li key={part.series}>
            <i style={{ background: `var(--series-${part.series})` }} />
            {t(partOf(part.name, format.integer(part.rows), format.percent(part.rows / all)))}
          </li>
        ))}
      </ul>
    </>
  );
}
