/** The page's elements, made in one call each. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Child = Node | string | null;

/** An attribute that is false or undefined is left out, one that is true is empty. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}

/** A list of terms with what each is. */
export function facts(entries: readonly (readonly [string, Child])[]): HTMLElement {
  return element(
    "dl",
    {},
    ...entries.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))),
  );
}
