import type { Formats } from "../../language/format.ts";
import type { Text } from "../../language/text.ts";

/** A duration in which a thousandth of a second counts: small lanes cost no more. */
export function timeWords(milliseconds: number, format: Formats): Text {
  if (milliseconds >= 1000) return { en: format.duration(milliseconds), zh: format.duration(milliseconds) };
  const figure = format.number(Number(milliseconds.toPrecision(2)));
  return { en: `${figure} ms`, zh: `${figure} 毫秒` };
}
