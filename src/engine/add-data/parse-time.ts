/** Points in time as people write them. Without a zone they are taken as UTC, so that a file reads the same everywhere. */

/** Which of two numbers is the day where a date is written with slashes. */
export type DayOrder = "day-first" | "month-first";

/** Seconds or milliseconds since 1970, where a column of whole numbers is called a time. */
export type Epoch = "seconds" | "milliseconds";

const ISO =
  /^([-+]\d{6}|\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[-+]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i;
const NAMED_FIRST = /^([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$/i;
const NAMED_SECOND = /^(\d{1,2})(?:[-\s]|\.\s)([a-z]{3,9})\.?[-\s,]+(\d{4})$/i;
const CHINESE = /^(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?(?:\s*(\d{1,2})[:时](\d{1,2})分?(?:[:]?(\d{1,2})秒?)?)?$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Milliseconds since the beginning of 1970, UTC; NaN when the cell holds no point in time. */
export function parseTime(cell: string, order: DayOrder): number {
  const text = cell.trim();
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day = "1", hour, minute, second, fraction, zone] = iso;
    const ms = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000;
    return utc(year, month, day, hour, minute, second, ms) - offsetOf(zone);
  }
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [, first, second, year, hour, minute, seconds, half] = slashed;
    const [day, month] = order === "day-first" ? [first, second] : [second, first];
    return utc(year, month, day, hour === undefined ? undefined : String(fullHour(hour, half)), minute, seconds);
  }
  const chinese = CHINESE.exec(text);
  if (chinese !== null) {
    const [, year, month, day = "1", hour, minute, second] = chinese;
    return utc(year, month, day, hour, minute, second);
  }
  const named = NAMED_FIRST.exec(text);
  if (named !== null) return utc(named[3], monthOf(named[1]), named[2] ?? "1");
  const dayFirst = NAMED_SECOND.exec(text);
  if (dayFirst !== null) return utc(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  return Number.NaN;
}

/** The order in which these dates make sense; day first where both do. Null when none is written with slashes. */
export function dayOrderOf(cells: Iterable<string>): DayOrder | null {
  let isSeen = false;
  let isMonthFirst = false;
  for (const cell of cells) {
    const parts = SLASHED.exec(cell.trim());
    if (parts === null) continue;
    isSeen = true;
    if (Number(parts[1]) > 12) return "day-first";
    if (Number(parts[2]) > 12) isMonthFirst = true;
  }
  return isSeen ? (isMonthFirst ? "month-first" : "day-first") : null;
}

/** The unit in which whole numbers between 1973 and 2128 count, or null. */
export function epochOf(value: number): Epoch | null {
  if (!Number.isInteger(value)) return null;
  if (value >= 1e8 && value < 5e9) return "seconds";
  return value >= 1e11 && value < 5e12 ? "milliseconds" : null;
}

function utc(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour = "0",
  minute = "0",
  second = "0",
  ms = 0,
): number {
  const [y, m, d, h] = [Number(year), Number(month), Number(day), Number(hour)];
  if (m < 1 || m > 12 || d < 1 || d > 31 || h > 24 || Number(minute) > 59 || Number(second) > 60) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  // The 31st of a month that has none would be another month's day.
  if (date.getUTCDate() !== d) return Number.NaN;
  return date.getTime() + ((h * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
}

function offsetOf(zone: string | undefined): number {
  const parts = /^([-+])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (parts === null) return 0;
  return (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
}

function fullHour(hour: string, half: string | undefined): number {
  if (half === undefined) return Number(hour);
  return (Number(hour) % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function monthOf(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1);
}
