/** Texts token by token: the model says what may follow, one is drawn, and the model reads on. */
import type { Sampling } from "../../project/generation.ts";
import type { Target } from "../../project/records.ts";
import { RandomStream } from "../../tensor/random.ts";
import { STREAM_WRITE } from "../random-streams.ts";
import { sampledFrom, tokenAt } from "./sample-token.ts";

export type WritingTarget = Extract<Target, { task: "generation" }>;

/** Where a text ends; and what no known token is. */
const END = 0;
const UNKNOWN = 1;

/** Gives the probabilities [rows, length, vocabulary] for token numbers [rows, length]. */
export type AskModel = (inputs: Float32Array, rows: number) => Promise<Float32Array>;

/**
 * What a model of `length` places reads to tell what follows `tokens`, and the place of that answer: a 0, then the
 * tokens, or as many of the last as there is room for.
 */
export function windowOnto(tokens: readonly number[], length: number): { inputs: Float32Array; place: number } {
  const inputs = new Float32Array(length);
  const seen = tokens.slice(-(length - 1));
  if (length > 1) inputs.set(seen, 1);
  return { inputs, place: length > 1 ? seen.length : 0 };
}

/**
 * Writes `count` texts at once, each of up to `sampling.length` tokens behind the prompt; gives after each token what
 * every text has got by it, "" for one that has ended. The same seed gives the same texts, however many there are.
 */
export async function* writeTexts(
  ask: AskModel,
  length: number,
  target: Pick<WritingTarget, "tokens" | "by">,
  at: { readonly sampling: Sampling; readonly prompt: readonly number[] },
): AsyncGenerator<readonly string[], void, void> {
  const { sampling } = at;
  const vocabulary = target.tokens.length;
  const texts = Array.from({ length: sampling.count }, (_, index) => ({
    tokens: [...at.prompt],
    random: new RandomStream(sampling.seed, STREAM_WRITE, index),
    isOver: false,
  }));
  for (let written = 0; written < sampling.length; written++) {
    const open = texts.filter(({ isOver }) => !isOver);
    if (open.length === 0) return;
    const windows = open.map(({ tokens }) => windowOnto(tokens, length));
    const inputs = new Float32Array(open.length * length);
    windows.forEach((window, row) => inputs.set(window.inputs, row * length));
    const answers = await ask(inputs, open.length);
    open.forEach((text, row) => {
      const from = (row * length + windows[row]!.place) * vocabulary;
      const shares = sampledFrom(answers.subarray(from, from + vocabulary), sampling, (token) => token === UNKNOWN);
      const token = tokenAt(shares, text.random.nextUniform());
      if (token === END) text.isOver = true;
      else text.tokens.push(token);
    });
    yield texts.map(({ tokens, isOver }) => (isOver ? "" : pieceOf(target, tokens)));
  }
}

/** The last token as it stands in the text. */
function pieceOf({ tokens: names, by }: Pick<WritingTarget, "tokens" | "by">, tokens: readonly number[]): string {
  const name = names[tokens.at(-1)!]!;
  return by === "word" && tokens.length > 1 ? ` ${name}` : name;
}
