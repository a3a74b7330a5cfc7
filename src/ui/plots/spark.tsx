import type { ReactNode } from "react";
import { downsample } from "../charts/lttb.ts";
import { smoothed } from "../charts/smooth.ts";

interface SparkProps {
  /** Finite ones are drawn, on a log scale when all are above zero. */
  readonly values: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** A curve the size of a word. Decorative: the figures stand beside it. */
export function Spark({ values, width, height }: SparkProps): ReactNode {
  const finite = values.filter(Number.isFinite);
  const isPositive = finite.every((value) => value > 0);
  const all = finite.map((value, index) => ({ x: index, y: isPositive ? Math.log(value) : value }));
  const points = downsample(smoothed(all) ?? all, width);
  const low = Math.min(...points.map(({ y }) => y));
  const span = Math.max(...points.map(({ y }) => y)) - low;
  const last = finite.length - 1;
  const path = points.map(({ x, y }, index) => {
    const left = 2 + (last === 0 ? 0 : x / last) * (width - 4);
    const top = height - 3 - (span === 0 ? 0.5 : (y - low) / span) * (height - 6);
    return `${index === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`;
  });
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--hairline)" />
      <path
        d={path.join("")}
        fill="none"
        stroke="var(--series-1)"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
