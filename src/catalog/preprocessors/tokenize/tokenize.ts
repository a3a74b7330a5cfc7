import { z } from "zod";
import { columnStep } from "../make-step.ts";
import { charactersOf, wordsOf } from "../split-text.ts";
import type { ArrayColumn } from "../step-column.ts";

const PADDING = 0;
const UNKNOWN = 1;
/** The most frequent token's number; rarer ones follow. */
const FIRST = 2;

const values = z.strictObject({
  by: z.enum(["character", "word"]),
  length: z.int(),
  keep: z.enum(["start", "end"]),
  tokens: z.array(z.string()),
  lowerCase: z.boolean(),
  as: z.enum(["one-hot", "numbers"]),
});
type Values = z.infer<typeof values>;
type TokenConfig = Omit<Values, "tokens"> & { readonly vocabulary: number };

/**
 * Token numbers [length], 0 for padding behind the text and 1 for an unknown token; or one-hot rows [length, tokens + 1],
 * the unknown token's column first and padding all zeros.
 */
export const tokenize = columnStep({
  values,
  fit: ({ vocabulary, by, length, keep, lowerCase, as }: TokenConfig, column, { rows }): Values | null => {
    if (column.type !== "text") return null;
    const counts = new Map<string, number>();
    for (const row of rows) {
      for (const token of piecesOf({ by, lowerCase }, column.values[row] ?? null)) {
        counts.set(token, (counts.get(token) ?? 0) + 1);
      }
    }
    const tokens = [...counts]
      .toSorted(([first, one], [second, two]) => two - one || (first < second ? -1 : 1))
      .slice(0, vocabulary)
      .map(([token]) => token);
    return { by, length, keep, tokens, lowerCase, as };
  },
  apply: (fitted, column) => (column.type === "text" ? [tokensOf(fitted, column.name, column.values)] : [column]),
});

function tokensOf(fitted: Values, name: string, texts: readonly (string | null)[]): ArrayColumn {
  const { length, tokens, as } = fitted;
  const numbers = new Map(tokens.map((token, place) => [token, place + FIRST]));
  const coded = new Int32Array(texts.length * length).fill(PADDING);
  texts.forEach((text, row) => {
    const pieces = piecesOf(fitted, text);
    const kept = fitted.keep === "start" ? pieces.slice(0, length) : pieces.slice(-length);
    kept.forEach((piece, at) => {
      coded[row * length + at] = numbers.get(piece) ?? UNKNOWN;
    });
  });
  const shared = { type: "array", name, rows: texts.length } as const;
  if (as === "numbers") {
    return {
      ...shared,
      shape: [length],
      vocabulary: tokens.length + FIRST,
      write: (row, out, at) => {
        out.set(coded.subarray(row * length, (row + 1) * length), at);
      },
    };
  }
  const width = tokens.length + FIRST - UNKNOWN;
  return {
    ...shared,
    shape: [length, width],
    write: (row, out, at) => {
      out.fill(0, at, at + length * width);
      for (let place = 0; place < length; place++) {
        const number = coded[row * length + place]!;
        if (number !== PADDING) out[at + place * width + number - UNKNOWN] = 1;
      }
    },
  };
}

function piecesOf({ by, lowerCase }: Pick<Values, "by" | "lowerCase">, text: string | null): readonly string[] {
  return by === "character" ? charactersOf(text, lowerCase) : wordsOf(text, lowerCase);
}
