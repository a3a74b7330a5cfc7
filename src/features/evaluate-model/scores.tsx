import type { ReactNode } from "react";
import { metrics } from "../../catalog/metrics/index.ts";
import type { Text } from "../../language/text.ts";
import type { ModelEvaluation } from "../../project/model-evaluation.ts";
import type { ModelRecord } from "../../project/records.ts";
import { Hint } from "../../ui/hint.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { averagedBy, texts, withK } from "./texts.ts";

/** Every metric that suits the target, each with what it says. */
export function Scores(props: { readonly model: ModelRecord; readonly evaluation: ModelEvaluation }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { evaluation, model } = props;
  return (
    <dl className="scores" aria-label={t(texts.scores)}>
      {metrics
        .filter(({ id }) => id in evaluation.metrics)
        .map(({ id, title, summary, unit }) => {
          const value = evaluation.metrics[id] ?? null;
          const setting = settingOf(id, model);
          return (
            <div key={id}>
              <dt>
                {t(title)} {setting !== null && <small>{t(setting)}</small>}{" "}
                <Hint subject={t(title)}>{t(summary)}</Hint>
              </dt>
              <dd className={value === null ? "score-undefined" : ""}>
                {value === null
                  ? t(texts.undefined)
                  : unit === "fraction"
                    ? format.percent(value)
                    : format.number(value)}
              </dd>
            </div>
          );
        })}
      <div>
        <dt>{t(texts.loss)}</dt>
        <dd>{format.number(evaluation.loss)}</dd>
      </div>
    </dl>
  );
}

/** How it was averaged, or how many guesses count, where the metric can be set. */
function settingOf(id: string, { project }: ModelRecord): Text | null {
  const definition = metrics.find((each) => each.id === id);
  const chosen = project.training.metrics?.find((each) => each.id === id) ?? definition?.config.parse({}) ?? {};
  if ("average" in chosen) return averagedBy[chosen.average] ?? null;
  return "k" in chosen ? withK(String(chosen.k)) : null;
}
