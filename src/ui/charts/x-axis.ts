/** What x counts in a chart: steps from 0 on, or something over orders of magnitude. */
export interface XAxis {
  readonly scale: "linear" | "log";
  readonly first: number;
  readonly last: number;
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

/** Whole numbers on a linear axis. */
export function xAt({ scale, first, last }: XAxis, share: number): number {
  return scale === "log" ? first * (last / first) ** share : Math.round(first + share * (last - first));
}

/** Part of the axis further on, by at least one on a linear axis, and never beyond its ends. */
export function movedAlong(axis: XAxis, from: number, part: number): number {
  const { scale, first, last } = axis;
  if (scale === "log") return xAt(axis, Math.min(1, Math.max(0, shareOf(axis, from) + part)));
  const stride = Math.max(1, Math.round((last - first) * Math.abs(part)));
  return Math.min(last, Math.max(first, from + Math.sign(part) * stride));
}
