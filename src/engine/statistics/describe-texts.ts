/** What a column of texts is like: how long they are, in words, and which words they are made of. */
import type { TextFigures } from "../../project/data-summary.ts";
import { describeNumbers } from "./describe-numbers.ts";

const MOST_SHOWN = 50;
/** Words of letters and digits, with an apostrophe inside; Chinese and Japanese write without spaces, a sign is a word. */
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

export function describeTexts(
  texts: readonly (string | null)[],
): Pick<TextFigures, "missing" | "distinct" | "length" | "bins" | "vocabulary" | "top"> {
  const counts = new Map<string, number>();
  const lengths = new Float64Array(texts.length);
  const different = new Set<string>();
  texts.forEach((text, row) => {
    if (text === null) {
      lengths[row] = NaN;
      return;
    }
    different.add(text);
    const words = text.toLowerCase().match(word) ?? [];
    lengths[row] = words.length;
    for (const each of words) counts.set(each, (counts.get(each) ?? 0) + 1);
  });
  const { missing, spread, bins } = describeNumbers(lengths);
  const top = [...counts].toSorted((first, second) => second[1] - first[1]).slice(0, MOST_SHOWN);
  return {
    missing,
    distinct: different.size,
    vocabulary: counts.size,
    top: top.map(([label, count]) => ({ label, count })),
    ...(spread === undefined || bins === undefined ? {} : { length: spread, bins }),
  };
}
