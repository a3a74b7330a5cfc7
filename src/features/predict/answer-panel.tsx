import type { ReactNode } from "react";
import { answerUnit, withUnit } from "../../project/column-unit.ts";
import type { ModelRecord, Prediction } from "../../project/records.ts";
import { answerOf, valueOf } from "../../ui/asking-texts.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { texts } from "./texts.ts";
import type { Answer } from "./use-prediction.ts";

interface AnswerPanelProps {
  readonly model: ModelRecord;
  readonly answer: Answer;
  /** Said while nothing has been asked. */
  readonly hint: string;
}

/** What the model says: the answer large, every class with its probability under it. Nothing moves as it comes and goes. */
export function AnswerPanel({ model, answer, hint }: AnswerPanelProps): ReactNode {
  const t = useText();
  const { prediction, problem } = answer;
  if (problem !== null) return <ProblemPanel title={t(texts.failed)} problem={problem} />;
  return (
    <section className="answer" aria-label={t(texts.answer)}>
      <div className="answer-head">
        <Sentence model={model} answer={answer} hint={hint} />
      </div>
      {model.target.task === "classification" && <Bars classes={model.target.classes} prediction={prediction} />}
    </section>
  );
}

function Sentence({ model, answer, hint }: AnswerPanelProps): ReactNode {
  const { target } = model;
  const t = useText();
  const format = useFormats();
  const { prediction } = answer;
  const big =
    prediction?.label ??
    (prediction?.value === undefined ? "" : withUnit(format.number(prediction.value), answerUnit(model)));
  const sentence = (): string => {
    if (prediction === null) return answer.isAsking ? t(texts.asking) : hint;
    if (prediction.label === undefined) return t(valueOf(target.name, big));
    return t(answerOf(target.name, big, format.percent(prediction.probabilities?.[big] ?? 1)));
  };
  return (
    <>
      <p className="answer-big" aria-hidden="true">
        {big}
      </p>
      <p className="answer-sentence" role="status">
        {sentence()}
      </p>
    </>
  );
}

function Bars(props: { readonly classes: readonly string[]; readonly prediction: Prediction | null }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { classes, prediction } = props;
  return (
    <ul className="answer-bars" aria-label={t(texts.probabilities)}>
      {classes.map((name) => {
        const share = prediction?.probabilities?.[name] ?? 0;
        return (
          <li key={name} className={name === prediction?.label ? "answer-best" : ""}>
            <span className="answer-name">{name}</span>
            <span className="answer-track">
              <span style={{ width: `${share * 100}%` }} />
            </span>
            <span className="answer-share">{prediction === null ? "–" : format.percent(share)}</span>
          </li>
        );
      })}
    </ul>
  );
}
