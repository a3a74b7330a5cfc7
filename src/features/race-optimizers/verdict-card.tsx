import type { ReactNode } from "react";
import type { Verdict } from "../../project/race-verdict.ts";
import { useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";

/** What the race came to, in plain words with its figures, and where to go from here. */
export function VerdictCard({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const t = useText();
  const { headline, details, next } = verdict;
  return (
    <section className="verdict outcome" aria-label={t(texts.verdict)}>
      <h2 className="verdict-title">{t(texts.verdict)}</h2>
      <p className="verdict-headline">{t(headline)}</p>
      {details.length > 0 && (
        <ul className="verdict-details">
          {details.map((detail) => (
            <li key={detail.en}>{t(detail)}</li>
          ))}
        </ul>
      )}
      {next.length > 0 && (
        <>
          <h3>{t(texts.next)}</h3>
          <ul className="verdict-next">
            {next.map((step) => (
              <li key={step.en}>{t(step)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
