/**
 * The program of an exported page: asks the model that the page holds, in both languages. It runs without the studio and
 * without a network; `predict` is there for scripts. What it computes with is the engine's own code.
 */
import "../project/zod-settings.ts";
import { type OpenedPage, openPage } from "../engine/export/html/page.ts";
import { formatsFor } from "../language/format.ts";
import { type Language, preferredLanguage, read } from "../language/text.ts";
import type { PredictionRow } from "../project/records.ts";
import { button, element } from "./element.ts";
import { modelCard } from "./model-card.ts";
import { nothingDrawn, picturePanel } from "./picture-panel.ts";
import type { Panel, Reader } from "./reader.ts";
import { rowPanel, typicalRow } from "./row-panel.ts";
import { texts } from "./texts.ts";
import { firstSampling, writePanel } from "./write-panel.ts";

const part = (id: string): string => document.getElementById(id)?.textContent ?? "";
const page = openPage(part("model"), part("weights"));
document.body.classList.add("page");

let language: Language = preferredLanguage(navigator.languages);
let panel: Panel = { nodes: [] };
const panelOf = panelsOf(page);
show();
Object.assign(globalThis, { predict: (rows: readonly PredictionRow[]) => page.predict(rows) });

function show(): void {
  panel.leave?.();
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  const reader: Reader = { page, t: (text) => read(text, language), format: formatsFor(language) };
  panel = panelOf(reader);
  const { t } = reader;
  const change = button(
    t(texts.otherLanguage),
    () => {
      language = language === "en" ? "zh" : "en";
      show();
      document.querySelector<HTMLButtonElement>(".language")?.focus();
    },
    { class: "language", lang: language === "en" ? "zh-Hans" : "en", "aria-label": t(texts.otherLanguageLabel) },
  );
  document.querySelectorAll("header, main").forEach((old) => old.remove());
  document.body.prepend(
    element("header", {}, element("h1", {}, page.model.name), change, element("p", {}, t(texts.lead))),
    element("main", {}, element("div", { class: "panels" }, ...panel.nodes), modelCard(reader)),
  );
}

/** The panel that suits what the model reads; what is typed or drawn stays while the language changes. */
function panelsOf({ model }: OpenedPage): (reader: Reader) => Panel {
  if (model.target.task === "generation") {
    const settings = { value: firstSampling({ page }) };
    return (reader) => writePanel(reader, settings);
  }
  const [input] = model.inputs;
  if (input?.type === "image") {
    const drawn = nothingDrawn();
    return (reader) => picturePanel(reader, input.name, input.shape, drawn);
  }
  let row = typicalRow(model.inputs);
  return (reader) =>
    rowPanel(reader, row, () => {
      row = typicalRow(model.inputs);
      show();
      document.querySelector<HTMLButtonElement>(".head button")?.focus();
    });
}
