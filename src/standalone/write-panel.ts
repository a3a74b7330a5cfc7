import { tokenReaderOf } from "../catalog/preprocessors/tokens-of.ts";
import { writeTexts } from "../engine/text/write-text.ts";
import { type Sampling, samplingSchema } from "../project/generation.ts";
import { tokenName } from "../ui/asking-texts.ts";
import { element } from "./element.ts";
import type { Panel, Reader } from "./reader.ts";
import { texts } from "./texts.ts";

/** Texts as short as names are more fun by the dozen. */
const SHORT = 32;

const fields = [
  { name: "temperature", label: texts.temperature, minimum: 0, maximum: 5, step: 0.1 },
  { name: "topP", label: texts.topP, minimum: 0.01, maximum: 1, step: 0.01 },
  { name: "length", label: texts.length, minimum: 1, maximum: 100_000, step: 1 },
  { name: "count", label: texts.count, minimum: 1, maximum: 64, step: 1 },
] as const;

export function firstSampling({ page }: Pick<Reader, "page">): Sampling {
  const length = tokenReaderOf(page.model.preprocess)?.length ?? SHORT;
  const isShort = length < SHORT;
  return samplingSchema.parse({ seed: 7, count: isShort ? 12 : 1, length: isShort ? 2 * length : 400 });
}

/** A model of texts writes: behind what is typed, as bold as it is told to be, token by token. */
export function writePanel(reader: Reader, settings: { value: Sampling }): Panel {
  const { page, t, format } = reader;
  const { target, preprocess } = page.model;
  const tokens = tokenReaderOf(preprocess);
  if (target.task !== "generation" || tokens === null) throw new Error("This model writes no texts");
  let isWriting = false;
  const written = element("div", { class: "written" });
  const status = element("p", { role: "status", class: "visually-hidden" });
  const next = element("p", { class: "note" });
  const prompt = element("textarea", { id: "prompt", rows: 2 });
  prompt.value = settings.value.prompt;
  const likeliest = async (): Promise<void> => {
    const [prediction] = await page.predict([[prompt.value]]);
    const best = Object.entries(prediction?.probabilities ?? {})
      .toSorted(([, first], [, second]) => second - first)
      .slice(0, 6)
      .map(([token, share]) => `${t(tokenName(token))} ${format.percent(share)}`);
    next.textContent = `${t(texts.next)}: ${best.join(" · ")}`;
  };
  prompt.addEventListener("input", () => {
    settings.value = { ...settings.value, prompt: prompt.value };
    void likeliest();
  });

  const write = async (): Promise<void> => {
    isWriting = true;
    press.textContent = t(texts.stop);
    status.textContent = t(texts.writing);
    const { value: sampling } = settings;
    // The next press writes something else.
    settings.value = { ...sampling, seed: sampling.seed + 1 };
    const lines = Array.from({ length: sampling.count }, () => element("p", {}, element("b", {}, sampling.prompt)));
    written.replaceChildren(...lines);
    const ask = (inputs: Float32Array, rows: number) => Promise.resolve(page.answerTo(inputs, rows));
    const at = { sampling, prompt: tokens.read(sampling.prompt) };
    for await (const pieces of writeTexts(ask, tokens.length, target, at)) {
      pieces.forEach((piece, index) => lines[index]?.append(piece));
      // Lets the browser paint, and whoever wants it to stop press.
      await new Promise((resolve) => setTimeout(resolve));
      if (!isWriting) break;
    }
    isWriting = false;
    press.textContent = t(texts.write);
    status.textContent = lines.map(({ textContent }) => textContent).join("\n");
  };
  const press = element("button", { type: "button", class: "primary" }, t(texts.write));
  press.addEventListener("click", () => {
    if (isWriting) isWriting = false;
    else void write();
  });
  void likeliest();
  return {
    nodes: [
      element(
        "section",
        { "aria-label": t(texts.settings) },
        element("h2", {}, t(texts.settings)),
        element("div", { class: "field" }, element("label", { for: "prompt" }, t(texts.prompt)), prompt, next),
        ...fields.map((field) => samplingField(reader, field, settings)),
      ),
      element(
        "section",
        { "aria-label": t(texts.written) },
        element("div", { class: "tools" }, press),
        written,
        status,
      ),
    ],
    leave: () => (isWriting = false),
  };
}

function samplingField(
  { t }: Reader,
  { name, label, minimum, maximum, step }: (typeof fields)[number],
  settings: { value: Sampling },
): HTMLElement {
  const box = element("input", { id: name, type: "number", min: minimum, max: maximum, step });
  box.value = String(settings.value[name]);
  box.addEventListener("input", () => {
    const parsed = samplingSchema.safeParse({ ...settings.value, [name]: box.valueAsNumber });
    box.setAttribute("aria-invalid", String(!parsed.success));
    if (parsed.success) settings.value = parsed.data;
  });
  return element("div", { class: "field" }, element("label", { for: name }, t(label)), box);
}
