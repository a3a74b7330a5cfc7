import { kinds, rangeOf } from "../engine/export/input-words.ts";
import { hasOwnData } from "../project/own-data.ts";
import { element, facts } from "./element.ts";
import type { Reader } from "./reader.ts";
import { preparation, taskSentence, texts } from "./texts.ts";

/** What the model is, was made of and is worth. */
export function modelCard({ page, t, format }: Reader): HTMLElement {
  const { model, network, createdAt } = page;
  const { target, inputs, preprocess, project, summary, studioVersion } = model;
  const measures = Object.entries(summary.test).map(([name, value]) => `${name} ${format.number(value)}`);
  const sizes = network.steps.flatMap(({ op, shape }) => (op.kind === "variable" ? [shape] : []));
  const weights = sizes.reduce((sum, shape) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
  const steps = preprocess.filter(({ columns }) => columns.length > 0).map(({ step }) => step);
  // Another program's model has not told what it learnt from, and how.
  const isKnown = hasOwnData(model);
  const training = `${project.training.optimizer.id}, ${t(texts.steps)} ${format.integer(summary.steps)}, ${t(texts.seed)} ${project.training.seed}`;
  const rows = inputs.map((input) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, input.name),
      element("td", {}, t(kinds[input.type])),
      element("td", {}, rangeOf(input, project, format.number)),
    ),
  );
  const head = [texts.column, texts.kind, texts.range].map((text) => element("th", { scope: "col" }, t(text)));
  return element(
    "details",
    { class: "card" },
    element("summary", {}, t(texts.card)),
    facts([
      [t(texts.answers), t(taskSentence(target))],
      ...(target.task === "classification" ? [[t(texts.classes), target.classes.join(", ")] as const] : []),
      ...(isKnown ? [[t(texts.data), project.data.id] as const] : []),
      [t(texts.prepared), steps.length === 0 ? t(preparation.none) : steps.join(" → ")],
      [t(texts.layers), model.layers.map(({ type }) => type).join(" → ")],
      [t(texts.weights), format.integer(weights)],
      ...(isKnown ? [[t(texts.training), training] as const] : []),
      [t(texts.test), measures.length === 0 ? t(preparation.none) : measures.join(" · ")],
      [t(texts.made), `Descent Studio ${studioVersion}, ${format.date(createdAt)}`],
    ]),
    element(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t(texts.inputs) },
      element(
        "table",
        {},
        element("caption", {}, t(texts.inputs)),
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows),
      ),
    ),
    element("p", { class: "note" }, t(texts.caution)),
  );
}
