import { fillsOf } from "../project/missing-values.ts";
import type { InputColumn } from "../project/records.ts";
import { lookingBack, mendFirst } from "../ui/asking-texts.ts";
import { answerPanel } from "./answer-panel.ts";
import { button, element } from "./element.ts";
import { rowField } from "./row-field.ts";
import type { Panel, Reader, Row, Value } from "./reader.ts";
import { texts } from "./texts.ts";

export function typicalRow(inputs: readonly InputColumn[]): Row {
  return new Map(inputs.map((input) => [input.name, typicalValue(input)]));
}

function typicalValue(input: InputColumn): Value {
  if ("window" in input && input.window !== undefined) return input.window.latest;
  switch (input.type) {
    case "number":
      return Number(input.typical.toPrecision(4));
    case "category":
      return input.categories[0] ?? null;
    case "text":
      return "";
    case "time":
    case "image":
      return null;
  }
}

/** A form of the model's inputs; the answer follows every change. */
export function rowPanel(reader: Reader, row: Row, restart: () => void): Panel {
  const { page, t } = reader;
  const { inputs } = page.model;
  const fills = fillsOf(page.model);
  const answer = answerPanel(reader);
  const ask = (): void => {
    const wrong = inputs.find(({ name }) => row.get(name) === undefined);
    answer.ask(
      wrong === undefined ? Object.fromEntries(row) : null,
      wrong === undefined ? "" : t(mendFirst(wrong.name)),
    );
  };
  const fields = inputs.flatMap((input) => {
    const change = (value: Value): void => {
      row.set(input.name, value);
      ask();
    };
    const field = rowField(reader, input, { value: row.get(input.name), fill: fills.get(input.name), change });
    return field === null ? [] : [field];
  });
  const window = inputs.flatMap((input) => ("window" in input && input.window !== undefined ? [input.window] : []))[0];
  ask();
  return {
    nodes: [
      element(
        "section",
        { "aria-label": t(texts.values) },
        element("div", { class: "head" }, element("h2", {}, t(texts.values)), button(t(texts.reset), restart)),
        window === undefined ? null : element("p", { class: "note" }, t(lookingBack(window.length, window.horizon))),
        ...fields,
      ),
      answer.node,
    ],
  };
}
