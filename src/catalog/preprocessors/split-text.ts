/** Texts into pieces, the same for every language: a Chinese character counts as a word. */
const HAN = String.raw`\p{Script=Han}`;
const WORD = new RegExp(String.raw`${HAN}|(?:(?!${HAN})[\p{L}\p{N}\p{M}_])+`, "gu");

/** Runs of letters, digits and underscores; what stands between them is dropped. A missing text has none. */
export function wordsOf(text: string | null, isLowered: boolean): readonly string[] {
  return lowered(text, isLowered).match(WORD) ?? [];
}

/** By code point. */
export function charactersOf(text: string | null, isLowered: boolean): readonly string[] {
  return Array.from(lowered(text, isLowered));
}

function lowered(text: string | null, isLowered: boolean): string {
  return isLowered ? (text ?? "").toLowerCase() : (text ?? "");
}
