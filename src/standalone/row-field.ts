import { inputUnit, withUnit } from "../project/column-unit.ts";
import type { InputColumn } from "../project/records.ts";
import { outside, seenRange, sliderOf, unknownAs } from "../ui/asking-texts.ts";
import { element } from "./element.ts";
import type { Reader, Value } from "./reader.ts";
import { notNumber, texts, wantedValues } from "./texts.ts";

interface Given {
  readonly value: Value;
  /** What takes the place of an unknown value; undefined where a value must be given. */
  readonly fill: number | string | undefined;
  readonly change: (value: Value) => void;
}

type Windowed = Extract<InputColumn, { type: "number" | "category" }>;
type NumberColumn = Extract<InputColumn, { type: "number" }>;

let count = 0;

/** Null for a column that no form asks for. */
export function rowField(reader: Reader, input: InputColumn, given: Given): HTMLElement | null {
  if ("window" in input && input.window !== undefined) return windowField(reader, input, given);
  switch (input.type) {
    case "number":
      return numberField(reader, input, given);
    case "category":
      return categoryField(reader, input, given);
    case "text":
      return textField(input.name, given);
    case "time":
    case "image":
      return null;
  }
}

/** Box and slider, with the range that the model has seen. */
function numberField({ t, format, page }: Reader, input: NumberColumn, { value, fill, change }: Given): HTMLElement {
  const { name, minimum, maximum } = input;
  const id = `field-${++count}`;
  const note = element("p", { class: "note", id: `${id}-note` });
  const box = element("input", { id, inputmode: "decimal", autocomplete: "off", "aria-describedby": `${id}-note` });
  const slider = element("input", {
    type: "range",
    min: minimum,
    max: maximum,
    step: "any",
    "aria-label": t(sliderOf(name)),
  });
  const unit = inputUnit(input, page.model.project);
  const [low, high] = [format.number(minimum), withUnit(format.number(maximum), unit)];
  const tell = (read: Value): void => {
    const isWrong = read === undefined;
    const isOutside = typeof read === "number" && (read < minimum || read > maximum);
    box.setAttribute("aria-invalid", String(isWrong));
    note.className = isWrong || isOutside ? "note problem" : "note";
    note.textContent = isWrong
      ? t(notNumber)
      : read === null && fill !== undefined
        ? t(unknownAs(String(fill)))
        : t(isOutside ? outside(low, high) : seenRange(low, high));
  };
  const show = (read: Value): void => {
    tell(read);
    if (typeof read === "number") slider.value = String(read);
  };
  box.value = typeof value === "number" ? String(value) : "";
  show(value);
  box.addEventListener("input", () => {
    const typed = box.value.trim();
    const number = typed === "" ? Number.NaN : Number(typed.replace(",", "."));
    const read = Number.isFinite(number) ? number : typed === "" && fill !== undefined ? null : undefined;
    show(read);
    change(read);
  });
  slider.addEventListener("input", () => {
    const read = Number(Number(slider.value).toPrecision(4));
    box.value = String(read);
    tell(read);
    change(read);
  });
  const label = element("label", { for: id }, name);
  return element("div", { class: "field" }, label, box, maximum > minimum ? slider : null, note);
}

function categoryField({ t }: Reader, input: Windowed, { value, fill, change }: Given): HTMLElement {
  if (input.type !== "category") throw new Error(`"${input.name}" has no categories`);
  const id = `field-${++count}`;
  const choices = input.categories.map((name) => element("option", { value: name }, name));
  // No category is empty.
  if (fill !== undefined) choices.push(element("option", { value: "" }, t(texts.unknown)));
  const box = element("select", { id }, ...choices);
  box.value = typeof value === "string" ? value : "";
  box.addEventListener("change", () => change(box.value === "" ? null : box.value));
  return element("div", { class: "field" }, element("label", { for: id }, input.name), box);
}

function textField(name: string, { value, change }: Given): HTMLElement {
  const id = `field-${++count}`;
  const box = element("textarea", { id, rows: 4 });
  box.value = typeof value === "string" ? value : "";
  box.addEventListener("input", () => change(box.value));
  return element("div", { class: "field" }, element("label", { for: id }, name), box);
}

/** The values that the model looks back over, oldest first, as a list that can be pasted. */
function windowField({ t }: Reader, input: Windowed, { value, change }: Given): HTMLElement {
  const length = input.window?.length ?? 1;
  const id = `field-${++count}`;
  const box = element("textarea", { id, rows: 3, "aria-describedby": `${id}-note` });
  const note = element("p", { class: "note", id: `${id}-note` }, t(wantedValues(length)));
  const shown = (each: number | string | null): string =>
    typeof each === "number" ? String(Number(each.toPrecision(6))) : (each ?? "");
  box.value = typeof value === "object" && value !== null ? value.map(shown).join(", ") : "";
  box.addEventListener("input", () => {
    const between = input.type === "number" ? /[,;、，\s]+/ : /[,;、，\n]+/;
    const parts = box.value.split(between).flatMap((part) => part.trim() || []);
    const isKnown = parts.every((part) =>
      input.type === "number" ? Number.isFinite(Number(part)) : input.categories.includes(part),
    );
    const isWhole = isKnown && parts.length === length;
    note.className = isWhole ? "note" : "note problem";
    box.setAttribute("aria-invalid", String(!isWhole));
    change(isWhole ? parts.map((part) => (input.type === "number" ? Number(part) : part)) : undefined);
  });
  return element("div", { class: "field" }, element("label", { for: id }, input.name), box, note);
}
