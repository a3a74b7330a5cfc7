import { z } from "zod";
import { charactersOf, wordsOf } from "./split-text.ts";
import type { FittedStep } from "./preprocessor.ts";

const fittedTokens = z.object({
  by: z.enum(["character", "word"]),
  tokens: z.array(z.string()),
  length: z.int(),
  lowerCase: z.boolean(),
});

/** How a fitted `tokenize` step reads texts. */
export interface TokenReader {
  readonly by: "character" | "word";
  /** What each number stands for; "" for 0, padding, and 1, unknown. */
  readonly tokens: readonly string[];
  /** Places that a text has in the network. */
  readonly length: number;
  /** A text's token numbers, as many as it has. */
  read(text: string): readonly number[];
}

/** Null where no step makes tokens. */
export function tokenReaderOf(fitted: readonly FittedStep[]): TokenReader | null {
  const column = fitted.findLast(({ step }) => step === "tokenize")?.columns[0];
  if (column === undefined) return null;
  const { by, length, lowerCase, tokens: known } = fittedTokens.parse(column.values);
  const tokens = ["", "", ...known];
  const numbers = new Map(known.map((token, at) => [token, at + 2]));
  const piecesOf = by === "character" ? charactersOf : wordsOf;
  return { by, tokens, length, read: (text) => piecesOf(text, lowerCase).map((piece) => numbers.get(piece) ?? 1) };
}
