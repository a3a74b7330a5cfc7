import type { ReactNode } from "react";
import type { Curve } from "../../ui/charts/curve.ts";
import { dashArray } from "../../ui/charts/dash.ts";
import { downsample, type Point } from "../../ui/charts/lttb.ts";
import { smoothed } from "../../ui/charts/smooth.ts";

const [WIDTH, HEIGHT] = [120, 24];
const MOST_POINTS = 40;

/** What all lanes' small lines share: on a log scale where every loss is above zero. */
interface SparkScale {
  readonly low: number;
  readonly high: number;
  readonly end: number;
  readonly isLog: boolean;
}

const drawnOf = ({ points }: Curve): readonly Point[] => {
  const finite = points.filter(({ y }) => Number.isFinite(y));
  return downsample(smoothed(finite) ?? finite, MOST_POINTS);
};

export function sparkScale(curves: readonly Curve[]): SparkScale {
  const points = curves.flatMap(drawnOf);
  const ys = points.map(({ y }) => y);
  const isLog = ys.every((y) => y > 0);
  return { low: Math.min(...ys), high: Math.max(...ys), end: Math.max(...points.map(({ x }) => x)), isLog };
}

/** A lane's fall the size of a word, comparable from row to row. */
export function LaneSpark({
  curve,
  scale,
}: {
  readonly curve: Curve | undefined;
  readonly scale: SparkScale;
}): ReactNode {
  if (curve === undefined) return null;
  const place = scale.isLog ? Math.log : (y: number): number => y;
  const span = place(scale.high) - place(scale.low);
  const path = drawnOf(curve).map(({ x, y }, at) => {
    const share = span > 0 ? (place(y) - place(scale.low)) / span : 0.5;
    return `${at === 0 ? "M" : "L"}${(2 + (x / scale.end) * (WIDTH - 4)).toFixed(1)} ${(HEIGHT - 3 - share * (HEIGHT - 6)).toFixed(1)}`;
  });
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--hairline)" />
      <path
        d={path.join("")}
        fill="none"
        stroke={`var(--series-${curve.series})`}
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeDasharray={dashArray(curve.dash)}
      />
    </svg>
  );
}
