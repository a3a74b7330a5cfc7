import type { ReactNode } from "react";
import type { Target } from "../../project/records.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { answerOf, texts, valueOf } from "./texts.ts";
import type { Answer } from "./use-prediction.ts";

interface AnswerPanelProps {
  readonly target: Target;
  readonly answer: Answer;
  /** Said while nothing has been asked. */
  readonly hint: string;
}

/** What the model says: the answer large, every class with its probability under it. */
export function AnswerPanel({ target, answer, hint }: AnswerPanelProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { prediction, problem } = answer;
  if (problem !== null) return <ProblemPanel title={t(texts.failed)} problem={problem} />;
  const best = prediction?.label === undefined ? undefined : prediction.probabilities?.[prediction.label];
  const sentence =
    prediction === null
      ? t(answer.isAsking ? texts.asking : { en: hint, zh: hint })
      : prediction.label !== undefined
        ? t(answerOf(target.name, prediction.label, format.percent(best ?? 1)))
        : prediction.value !== undefined
          ? t(valueOf(target.name, format.number(prediction.value)))
          : "";
  return (
    <section className="answer" aria-label={t(texts.answer)}>
      {prediction !== null && (
        <p className="answer-big" aria-hidden="true">
          {prediction.label ?? (prediction.value === undefined ? "" : format.number(prediction.value))}
        </p>
      )}
      <p className="answer-sentence" role="status">
        {sentence}
      </p>
      {target.task === "classification" && (
        <ul className="answer-bars" aria-label={t(texts.probabilities)}>
          {target.classes.map((name) => {
            const share = prediction?.probabilities?.[name] ?? 0;
            const isBest = prediction !== null && name === prediction.label;
            return (
              <li key={name} className={isBest ? "answer-best" : ""}>
                <span className="answer-name">{name}</span>
                <span className="answer-track">
                  <span style={{ width: `${share * 100}%` }} />
                </span>
                <span className="answer-share">{prediction === null ? "–" : format.percent(share)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
