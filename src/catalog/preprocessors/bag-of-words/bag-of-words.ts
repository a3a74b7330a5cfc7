import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import { columnStep } from "../make-step.ts";
import { wordsOf } from "../split-text.ts";
import type { ArrayColumn } from "../step-column.ts";

interface BagConfig {
  readonly weigh: "tf-idf" | "counts" | "presence";
  readonly words: number;
  readonly minimum: number;
  readonly phrase: number;
  readonly lowerCase: boolean;
}

const values = z.strictObject({
  weigh: z.enum(["tf-idf", "counts", "presence"]),
  words: z.array(z.string()),
  /** How many training rows have each word, and how many training rows there are. */
  documents: z.array(z.number()),
  rows: z.number(),
  phrase: z.int(),
  lowerCase: z.boolean(),
});
type Values = z.infer<typeof values>;

/**
 * Counts of words, presence, or counts × (log((1 + rows) / (1 + documents)) + 1) at length 1 (Salton and Buckley 1988),
 * as scikit-learn's CountVectorizer and TfidfVectorizer. Words of one letter are left out, Chinese characters are not.
 */
export const bagOfWords = columnStep({
  values,
  fit: (config: BagConfig, column, { rows }): Values | null => {
    if (column.type !== "text") return null;
    const counts = new Map<string, { total: number; documents: number }>();
    for (const row of rows) {
      for (const [word, count] of countsIn(column.values[row] ?? null, config)) {
        const known = counts.get(word);
        if (known === undefined) counts.set(word, { total: count, documents: 1 });
        else {
          known.total += count;
          known.documents++;
        }
      }
    }
    const kept = [...counts]
      .filter(([, { documents }]) => documents >= config.minimum)
      .toSorted(([first, one], [second, two]) => two.total - one.total || (first < second ? -1 : 1))
      .slice(0, config.words)
      .toSorted(([first], [second]) => (first < second ? -1 : 1));
    if (kept.length === 0) throw noWords(column.name, config.minimum);
    const { weigh, phrase, lowerCase } = config;
    return {
      weigh,
      words: kept.map(([word]) => word),
      documents: kept.map(([, { documents }]) => documents),
      rows: rows.length,
      phrase,
      lowerCase,
    };
  },
  apply: (fitted, column) => (column.type === "text" ? [bagsOf(fitted, column.name, column.values)] : [column]),
});

/** Only the words that a text has are kept, since most are not in it. */
function bagsOf(fitted: Values, name: string, texts: readonly (string | null)[]): ArrayColumn {
  const places = new Map(fitted.words.map((word, place) => [word, place]));
  const bags = texts.map((text) => bagOf(fitted, places, text));
  return {
    type: "array",
    name,
    rows: texts.length,
    shape: [fitted.words.length],
    write: (row, out, at) => {
      const bag = bags[row]!;
      out.fill(0, at, at + fitted.words.length);
      bag.places.forEach((place, index) => {
        out[at + place] = bag.numbers[index]!;
      });
    },
  };
}

function bagOf(fitted: Values, places: ReadonlyMap<string, number>, text: string | null) {
  const known = [...countsIn(text, fitted)].flatMap(([word, count]) => {
    const place = places.get(word);
    return place === undefined ? [] : [{ place, count }];
  });
  const numbers = Float64Array.from(known, ({ place, count }) => {
    switch (fitted.weigh) {
      case "counts":
        return count;
      case "presence":
        return 1;
      case "tf-idf":
        return count * (Math.log((1 + fitted.rows) / (1 + fitted.documents[place]!)) + 1);
    }
  });
  const length = fitted.weigh === "tf-idf" ? Math.hypot(...numbers) : 1;
  return {
    places: Int32Array.from(known, ({ place }) => place),
    numbers: Float32Array.from(numbers, (value) => value / length),
  };
}

function countsIn(
  text: string | null,
  { phrase, lowerCase }: Pick<BagConfig, "phrase" | "lowerCase">,
): ReadonlyMap<string, number> {
  const words = wordsOf(text, lowerCase).filter((word) => word.length > 1 || /\p{Script=Han}/u.test(word));
  const counts = new Map<string, number>();
  for (let length = 1; length <= phrase; length++) {
    for (let from = 0; from + length <= words.length; from++) {
      const key = length === 1 ? words[from]! : words.slice(from, from + length).join(" ");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function noWords(name: string, minimum: number): StudioError {
  return new StudioError({
    code: "no-words",
    text: {
      en: `data.preprocess: no word of "${name}" is in ${minimum} or more training rows. Lower that number, or leave the column out.`,
      zh: `data.preprocess：“${name}”中没有任何词出现在 ${minimum} 个及以上的训练行中。请降低该数值，或不使用该列。`,
    },
  });
}
