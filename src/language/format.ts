/** Numbers, durations, sizes and dates as a reader of each language expects them. Page, notices and scripts use it. */
import type { Language } from "./text.ts";

export interface Formats {
  /** "60,000". */
  readonly integer: (value: number) => string;
  /** About four digits that matter: "0.04123", "1,234", "1.2 × 10⁻⁷"; "NaN" and "∞" as they are. */
  readonly number: (value: number) => string;
  /** A fraction as per cent with one digit: "97.6%". */
  readonly percent: (fraction: number) => string;
  /** A round fraction on an axis: "60%". */
  readonly wholePercent: (fraction: number) => string;
  /** "0.4 s", "12 s", "1 min 12 s", "2 h 5 min". */
  readonly duration: (milliseconds: number) => string;
  /** Decimal units: "212 MB". */
  readonly bytes: (bytes: number) => string;
  /** "21 Nov 2026, 14:05". */
  readonly date: (epochMs: number) => string;
  /** A time that stands in data, in UTC: "2026-11-21", "2026-11-21 14:05:30". */
  readonly moment: (epochMs: number) => string;
}

const locales: Readonly<Record<Language, string>> = { en: "en-GB", zh: "zh-CN" };
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function scientific(value: number, mantissa: Intl.NumberFormat): string {
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const raised = Array.from(String(Math.abs(exponent)), (digit) => superscripts.charAt(Number(digit))).join("");
  // Narrow spaces that no line breaks at.
  return `${mantissa.format(value / 10 ** exponent)}\u202f×\u202f10${exponent < 0 ? "⁻" : ""}${raised}`;
}

function makeFormats(language: Language): Formats {
  const locale = locales[language];
  // What rounds to nothing is "0", never "-0".
  const signDisplay = "negative";
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay });
  const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4, signDisplay });
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay,
  });
  const wholeShare = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1, signDisplay });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const unit = language === "en" ? { s: "s", min: "min", h: "h" } : { s: "秒", min: "分", h: "小时" };

  return {
    integer: (value) => whole.format(value),
    number: (value) => {
      if (Number.isNaN(value)) return "NaN";
      if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
      const size = Math.abs(value);
      if (size !== 0 && (size < 1e-4 || size >= 1e7)) return scientific(value, short);
      return size >= 1000 ? whole.format(value) : significant.format(value);
    },
    percent: (fraction) => share.format(fraction),
    wholePercent: (fraction) => wholeShare.format(fraction),
    duration: (milliseconds) => {
      const seconds = Math.max(0, milliseconds) / 1000;
      if (seconds < 9.95) return `${tenths.format(seconds)} ${unit.s}`;
      const rounded = Math.round(seconds);
      if (rounded < 60) return `${rounded} ${unit.s}`;
      const minutes = Math.floor(rounded / 60);
      if (minutes < 60) return `${minutes} ${unit.min} ${rounded % 60} ${unit.s}`;
      return `${whole.format(Math.floor(minutes / 60))} ${unit.h} ${minutes % 60} ${unit.min}`;
    },
    bytes: (bytes) => {
      const names = ["B", "kB", "MB", "GB", "TB"];
      let value = bytes;
      let index = 0;
      while (value >= 999.5 && index < names.length - 1) {
        value /= 1000;
        index += 1;
      }
      return `${short.format(value)} ${names[index] ?? ""}`;
    },
    date: (epochMs) => moment.format(epochMs),
    moment: (epochMs) => {
      const iso = new Date(epochMs).toISOString();
      return iso
        .replace("T", " ")
        .replace(/\.000Z$|Z$/, "")
        .replace(/ 00:00:00$/, "")
        .replace(/:00$/, "");
    },
  };
}

const made = new Map<Language, Formats>();

/** The formats of a language; made once, as `Intl` objects are slow to build. */
export function formatsFor(language: Language): Formats {
  const known = made.get(language);
  if (known !== undefined) return known;
  const formats = makeFormats(language);
  made.set(language, formats);
  return formats;
}
