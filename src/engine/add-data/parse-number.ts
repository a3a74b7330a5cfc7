/** Numbers as people write them in tables. */

/** What stands where nothing was measured, in lower case. */
const MISSING = new Set([
  "",
  "na",
  "n/a",
  "#n/a",
  "nan",
  "null",
  "none",
  "nil",
  "?",
  ".",
  "-",
  "--",
  "missing",
  "unknown",
]);
/** As `MISSING`, without those that are words or answers in columns of words. */
const MISSING_WORDS = new Set(["", "na", "n/a", "#n/a", "nan", "null", "?"]);

const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const GROUPED_BY_POINT = /^[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const GROUPED_BY_SPACE = /^[-+]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/;

export function isMissingNumber(cell: string): boolean {
  return cell.length < 10 && MISSING.has(cell.trim().toLowerCase());
}

export function isMissingWord(cell: string): boolean {
  return cell.length < 10 && MISSING_WORDS.has(cell.trim().toLowerCase());
}

/**
 * The number that a cell holds; NaN when it holds none, missing or not. Thousands may be grouped, a per cent sign is
 * left away, and hexadecimal numbers are words.
 */
export function parseNumber(cell: string, decimal: "." | ","): number {
  if (cell === "0") return 0;
  if (decimal === ",") return parseText(cell, decimal);
  const value = Number(cell);
  // Number reads "" and " " as 0 and "0x1f" as 31.
  if (value === 0) return /^\s*[-+]?[\d.]/.test(cell) && !isRadix(cell) ? value : Number.NaN;
  if (value === value) return isRadix(cell) ? Number.NaN : value;
  return parseText(cell, decimal);
}

/** "0x", "0b" and "0o", after blanks or not. */
function isRadix(cell: string): boolean {
  const second = cell.charCodeAt(1) | 0x20;
  if (second !== 0x78 && second !== 0x62 && second !== 0x6f && cell.charCodeAt(0) > 0x20) return false;
  return /^\s*0[xbo]/i.test(cell);
}

function parseText(cell: string, decimal: "." | ","): number {
  let text = cell.trim().replace("\u2212", "-");
  if (text.endsWith("%")) text = text.slice(0, -1).trimEnd();
  if (text === "") return Number.NaN;
  if (GROUPED_BY_SPACE.test(text)) text = text.replaceAll(/[ \u00a0\u202f]/g, "");
  if (decimal === ",") {
    if (GROUPED_BY_POINT.test(text)) text = text.replaceAll(".", "");
    text = text.replace(",", ".");
  } else if (GROUPED.test(text)) text = text.replaceAll(",", "");
  return /^[-+]?(?:\d|\.\d|inf)/i.test(text) && !isRadix(text) ? Number(text) : Number.NaN;
}
