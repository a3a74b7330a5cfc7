import type { Text } from "../../language/text.ts";

const MOST_OF_A_KIND = 5;

/** Collects warnings: the first few of each kind in full, then how many more there were. */
export class Warnings {
  readonly #kinds = new Map<string, { readonly texts: Text[]; count: number }>();

  readonly add = (kind: string, text: Text): void => {
    const known = this.#kinds.get(kind) ?? { texts: [], count: 0 };
    this.#kinds.set(kind, known);
    known.count++;
    if (known.texts.length < MOST_OF_A_KIND) known.texts.push(text);
  };

  clear(): void {
    this.#kinds.clear();
  }

  list(): Text[] {
    return [...this.#kinds.values()].flatMap(({ texts, count }) => {
      const more = count - texts.length;
      if (more === 0) return texts;
      const told = more.toLocaleString("en");
      return [...texts, { en: `And ${told} more like this.`, zh: `另有 ${told} 处类似情况。` }];
    });
  }
}
