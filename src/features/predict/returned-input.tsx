import type { ReactNode } from "react";
import type { ModelRecord } from "../../project/records.ts";
import type { Text } from "../../language/text.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { texts } from "./texts.ts";
import type { Answer } from "./use-prediction.ts";

interface ReturnedInputProps {
  readonly model: ModelRecord;
  readonly answer: Answer;
  readonly hint: string;
}

const SIDE = 140;

/** What a model that gives its input back makes of it, and how far off that is. */
export function ReturnedInput({ model, answer, hint }: ReturnedInputProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { prediction, problem, isAsking } = answer;
  if (problem !== null) return <ProblemPanel title={t(texts.failed)} problem={problem} />;
  const [input] = model.inputs;
  const shape = input?.type === "image" ? input.shape : null;
  const size = shape === null ? 0 : shape[0] * shape[1] * shape[2];
  const values = prediction?.values;
  const isPicture = shape !== null && (values === undefined || values.length === size);
  const { error } = prediction ?? {};
  return (
    <section className="predict-seen" aria-label={t(texts.returned)}>
      <h2 className="predict-head">{t(texts.returned)}</h2>
      {isPicture && (
        <Pixels
          pixels={Uint8Array.from(values ?? new Uint8Array(size))}
          shape={shape}
          size={SIDE}
          label={t(texts.returned)}
        />
      )}
      <p className="small quiet" role="status">
        {error === undefined ? (isAsking ? t(texts.asking) : hint) : t(offBy(format.number(error)))}
      </p>
      <p className="small quiet">{t(unusual)}</p>
    </section>
  );
}

const offBy = (error: string): Text => ({
  en: `Mean squared error: ${error}, as the network sees it`,
  zh: `均方误差：${error}（按网络所见的数值）`,
});
const unusual: Text = {
  en: "The more unlike all that it was trained on, the larger.",
  zh: "与训练数据越不像，误差越大。",
};
