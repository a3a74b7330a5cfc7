import { type Problem, problemOf } from "../language/studio-error.ts";
import { answerUnit, withUnit } from "../project/column-unit.ts";
import type { Prediction, PredictionRow } from "../project/records.ts";
import { answerOf, valueOf } from "../ui/asking-texts.ts";
import { element } from "./element.ts";
import type { Reader } from "./reader.ts";
import { drawPixels } from "./pixels.ts";
import { offBy, texts } from "./texts.ts";

export interface AnswerPanel {
  readonly node: HTMLElement;
  /** Asks the model; null: there is nothing to ask yet, or not as the form stands. */
  ask(row: PredictionRow | null, hint: string): void;
}

/** What the model says, large, and each class with its probability. Only the newest question is answered. */
export function answerPanel({ page, t, format }: Reader): AnswerPanel {
  const { target, inputs } = page.model;
  const big = element("p", { class: "big", "aria-hidden": "true" });
  const sentence = element("p", { role: "status" });
  const detail = element("div", {});
  const node = element(
    "section",
    { "aria-label": t(texts.answer) },
    element("h2", {}, t(texts.answer)),
    big,
    sentence,
    detail,
  );
  let newest = 0;

  const show = (prediction: Prediction | null, said: string): void => {
    sentence.className = "";
    sentence.textContent = said;
    big.textContent =
      prediction?.label ??
      (prediction?.value === undefined ? "" : withUnit(format.number(prediction.value), answerUnit(page.model)));
    detail.replaceChildren();
    if (target.task === "classification") detail.append(bars(target.classes, prediction));
    if (prediction?.values !== undefined) detail.append(returned(prediction.values));
  };
  const fail = (problem: Problem): void => {
    show(null, t(problem.text));
    sentence.className = "problem";
  };
  const bars = (classes: readonly string[], prediction: Prediction | null): HTMLElement =>
    element(
      "ul",
      { class: "bars", "aria-label": t(texts.probabilities) },
      ...classes.map((name) => {
        const share = prediction?.probabilities?.[name] ?? 0;
        return element(
          "li",
          name === prediction?.label ? { class: "best" } : {},
          element("span", {}, name),
          element("span", { class: "track" }, element("span", { style: `width:${share * 100}%` })),
          element("span", {}, prediction === null ? "–" : format.percent(share)),
        );
      }),
    );
  const returned = (values: readonly number[]): HTMLElement => {
    const [input] = inputs;
    const size = input?.type === "image" ? input.shape[0] * input.shape[1] * input.shape[2] : 0;
    if (input?.type === "image" && size === values.length) {
      return drawPixels(Uint8Array.from(values), input.shape, t(texts.returned));
    }
    return element("p", {}, values.map(format.number).join(", "));
  };

  return {
    node,
    ask(row, hint) {
      const mine = ++newest;
      if (row === null) return show(null, hint);
      page.predict([row]).then(
        ([prediction]) => {
          if (mine === newest && prediction !== undefined) show(prediction, sentenceOf(prediction));
        },
        (error: unknown) => {
          if (mine === newest) fail(problemOf(error));
        },
      );
    },
  };

  function sentenceOf({ label, probabilities, value, error }: Prediction): string {
    if (label !== undefined) return t(answerOf(target.name, label, format.percent(probabilities?.[label] ?? 1)));
    if (value !== undefined) return t(valueOf(target.name, withUnit(format.number(value), answerUnit(page.model))));
    return error === undefined ? "" : t(offBy(format.number(error)));
  }
}
