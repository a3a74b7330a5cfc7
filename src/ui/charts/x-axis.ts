/** What x counts in a chart: steps or seconds from 0 on, or something over orders of magnitude. */
export interface XAxis {
  readonly scale: "linear" | "log";
  readonly first: number;
  readonly last: number;
  /** Between whole numbers there is something, too: seconds, epochs. */
  readonly isContinuous?: boolean;
}

/** A place that is worth naming, as a line from top to bottom. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

/** 0 where the axis begins, 1 where it ends. */
export function shareOf({ scale, first, last }: XAxis, x: number): number {
  return scale === "log" ? Math.log(x / first) / Math.log(last / first) : (x - first) / (last - first);
}

/** A whole number where the axis counts. */
export function xAt({ scale, first, last, isContinuous = false }: XAxis, share: number): number {
  if (scale === "log") return first * (last / first) ** share;
  const x = first + share * (last - first);
  return isContinuous ? x : Math.round(x);
}

/** Part of the axis further on, by at least one where it counts, and never beyond its ends. */
export function movedAlong(axis: XAxis, from: number, part: number): number {
  const { scale, first, last, isContinuous = false } = axis;
  if (scale === "log" || isContinuous) return xAt(axis, Math.min(1, Math.max(0, shareOf(axis, from) + part)));
  const stride = Math.max(1, Math.round((last - first) * Math.abs(part)));
  return Math.min(last, Math.max(first, from + Math.sign(part) * stride));
}
