/** Reads what a person typed into a number field, or says in a sentence why it will not do. */
import { formatsFor } from "../../language/format.ts";
import type { Language, Text } from "../../language/text.ts";
import type { NumberKind } from "./read-schema.ts";

export type Checked<Value> =
  { readonly isValid: true; readonly value: Value } | { readonly isValid: false; readonly problem: Text };

/** All numbers between the two, the ends included. */
export function numbersFrom(minimum = -Infinity, maximum = Infinity, isInteger = false): NumberKind {
  return { type: "number", isInteger, minimum, maximum, isMinimumExcluded: false, isMaximumExcluded: false };
}

const hasMinimumOf = ({ minimum }: NumberKind): boolean =>
  Number.isFinite(minimum) && minimum > Number.MIN_SAFE_INTEGER;
const hasMaximumOf = ({ maximum }: NumberKind): boolean =>
  Number.isFinite(maximum) && maximum < Number.MAX_SAFE_INTEGER;

function bounds(kind: NumberKind, language: Language): string {
  const { number } = formatsFor(language);
  const hasMinimum = hasMinimumOf(kind);
  const hasMaximum = hasMaximumOf(kind);
  const low = number(kind.minimum);
  const high = number(kind.maximum);
  if (language === "en") {
    const from = kind.isMinimumExcluded ? `above ${low}` : `${low} or more`;
    const to = kind.isMaximumExcluded ? `below ${high}` : `${high} or less`;
    if (hasMinimum && hasMaximum) {
      return kind.isMinimumExcluded || kind.isMaximumExcluded ? `${from} and ${to}` : `from ${low} to ${high}`;
    }
    if (hasMinimum) return from;
    return hasMaximum ? to : "";
  }
  const from = kind.isMinimumExcluded ? `大于 ${low}` : `不小于 ${low}`;
  const to = kind.isMaximumExcluded ? `小于 ${high}` : `不大于 ${high}`;
  return [hasMinimum ? from : "", hasMaximum ? to : ""].filter((part) => part !== "").join("、");
}

function wanted(kind: NumberKind): Text {
  const [en, zh] = [bounds(kind, "en"), bounds(kind, "zh")];
  return {
    en: `Enter a ${kind.isInteger ? "whole number" : "number"}${en === "" ? "" : ` ${en}`}.`,
    zh: `请输入${zh}${zh === "" ? "" : " 的"}${kind.isInteger ? "整数" : "数值"}。`,
  };
}

/** On a side that the field sets no bound to, only what a number can hold is the bound. */
function isTooLarge(value: number, kind: NumberKind): boolean {
  const isOpen = value > 0 ? !hasMaximumOf(kind) : !hasMinimumOf(kind);
  return isOpen && Math.abs(value) > (kind.isInteger ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE);
}

const tooLarge: Text = {
  en: "This number is too large to calculate with. Enter one closer to 0.",
  zh: "这个数值太大，无法用于计算。请输入更接近 0 的值。",
};

export function isAllowed(value: number, kind: NumberKind): boolean {
  if (!Number.isFinite(value) || (kind.isInteger && !Number.isSafeInteger(value))) return false;
  const isHighEnough = kind.isMinimumExcluded ? value > kind.minimum : value >= kind.minimum;
  return isHighEnough && (kind.isMaximumExcluded ? value < kind.maximum : value <= kind.maximum);
}

export function checkNumber(typed: string, kind: NumberKind): Checked<number> {
  const value = numberIn(typed);
  if (isAllowed(value, kind)) return { isValid: true, value };
  return { isValid: false, problem: isTooLarge(value, kind) ? tooLarge : wanted(kind) };
}

const grouped = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A number as people write and paste it: "60,000", "44,5", full-width digits, a minus from a text; else NaN. */
function numberIn(typed: string): number {
  const plain = typed.normalize("NFKC").replaceAll("\u2212", "-").trim();
  const pointed = grouped.test(plain) ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return decimal.test(pointed) ? Number(pointed) : NaN;
}

/** "128, 64" to [128, 64]. */
export function checkNumbers(
  typed: string,
  list: { readonly item: NumberKind; readonly minItems: number; readonly maxItems: number },
): Checked<readonly number[]> {
  const parts = typed
    .normalize("NFKC")
    .split(/[,;、\s]+/)
    .filter((part) => part !== "");
  if (parts.length < list.minItems || parts.length > list.maxItems) {
    const { minItems, maxItems } = list;
    const isFixed = minItems === maxItems;
    return {
      isValid: false,
      problem: {
        en: `Enter ${isFixed ? minItems : `${minItems} to ${maxItems}`} numbers, with commas between them.`,
        zh: `请输入 ${isFixed ? minItems : `${minItems} 到 ${maxItems}`} 个数，用逗号分隔。`,
      },
    };
  }
  const values: number[] = [];
  for (const part of parts) {
    const checked = checkNumber(part, list.item);
    if (!checked.isValid) return checked;
    values.push(checked.value);
  }
  return { isValid: true, value: values };
}
