/** One step of one optimizer: its formula, and the same formula with the step's numbers for each of the two weights. */
import { useCallback, type ReactNode } from "react";
import { loadExplanations } from "../../catalog/optimizers/index.ts";
import type { ExplainedLine } from "../../catalog/optimizers/optimizer.ts";
import { Assignments } from "../../ui/formula.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Skeleton } from "../../ui/room.tsx";
import { inNumbers, stepNumber, texts } from "./texts.ts";
import { useLoaded } from "../../ui/use-loaded.ts";
import type { WalkedPath } from "./walk-all.ts";

interface StepExplainedProps {
  readonly walked: WalkedPath;
  readonly weights: readonly [string, string];
  /** From 1. */
  readonly step: number;
}

export function StepExplained({ walked, weights, step }: StepExplainedProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const taken = walked.path.steps[step - 1];
  const { create, config } = walked;
  const loaded = useLoaded(
    useCallback(async () => {
      const { explainStep } = await loadExplanations();
      return taken === undefined ? null : explainStep(create, config, taken, step);
    }, [create, config, taken, step]),
  );
  switch (loaded.status) {
    case "loading":
      return <Skeleton label={t(texts.opening)} height={160} />;
    case "failed":
      return <ProblemPanel title={t(texts.failed)} problem={loaded.problem} />;
    case "ready": {
      const lines = loaded.value;
      if (lines === null) return <p className="landscape-summary">{t(texts.ended)}</p>;
      const isTold = lines.some(({ numbers }) => numbers.length > 0);
      return (
        <div className="explained">
          <div>
            <h3>{t(texts.update)}</h3>
            <Assignments label={t(texts.update)} lines={lines} />
          </div>
          {weights.map((weight, index) => (
            <div key={weight}>
              <h3>
                {t(inNumbers(weight))} <small>{t(stepNumber(format.integer(step)))}</small>
              </h3>
              {isTold ? (
                <Assignments label={t(inNumbers(weight))} lines={linesOf(lines, index)} />
              ) : (
                <p className="landscape-summary">{t(texts.noNumbers)}</p>
              )}
            </div>
          ))}
        </div>
      );
    }
  }
}

function linesOf(lines: readonly ExplainedLine[], weight: number) {
  return lines.flatMap(({ symbol, numbers }) => {
    const told = numbers[weight];
    return told === undefined ? [] : [{ symbol, value: told.formula, result: told.result }];
  });
}
