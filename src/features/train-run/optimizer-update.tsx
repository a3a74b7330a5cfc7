import { useCallback, type ReactNode } from "react";
import { Assignments, Formula } from "../../ui/formula.tsx";
import { useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Skeleton } from "../../ui/room.tsx";
import { cardTexts, updateOf } from "./card-texts.ts";
import { drawOptimizer, type Optimizer } from "./optimizer-drawing.ts";
import { useLoaded } from "../../ui/use-loaded.ts";

interface OptimizerUpdateProps {
  readonly definition: Optimizer;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The update as a formula with the settings as they are now, and what its signs mean. */
export function OptimizerUpdate({ definition, settings }: OptimizerUpdateProps): ReactNode {
  const t = useText();
  const drawing = useLoaded(useCallback(() => drawOptimizer(definition, settings), [definition, settings]));
  switch (drawing.status) {
    case "loading":
      return <Skeleton label={t(cardTexts.loading)} height={140} />;
    case "failed":
      return <ProblemPanel title={t(cardTexts.failed)} problem={drawing.problem} />;
    case "ready":
      return (
        <div className="card-update">
          {drawing.value.updates.map(({ of, lines }) => (
            <div key={of}>
              <h3>{t(updateOf[of])}</h3>
              <Assignments label={t(updateOf[of])} lines={lines} />
            </div>
          ))}
          <p className="card-where">
            {t(cardTexts.where)}{" "}
            {drawing.value.symbols.map(({ key, symbol, meaning, formula }) => (
              <span key={key} className="card-symbol">
                <Formula formula={symbol} /> {t(meaning)}
                {formula !== undefined && (
                  <>
                    {" = "}
                    <Formula formula={formula} />
                  </>
                )}
              </span>
            ))}
          </p>
        </div>
      );
  }
}
