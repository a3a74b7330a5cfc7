import type { ReactNode } from "react";
import { nearest, type DrawnCurve, type YScale } from "./curve.ts";
import { heightOn, plotAreaOf } from "./plot-area.ts";
import type { Axis } from "./ticks.ts";
import { shareOf, type XAxis } from "./x-axis.ts";

interface CrosshairProps {
  readonly curves: readonly DrawnCurve[];
  readonly x: number;
  readonly xAxis: XAxis;
  readonly yAxis: Axis;
  readonly yScale: YScale;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A line through the charts at one x, with a ring on every curve. Lies over the chart, which stays as it is. */
export function Crosshair(props: CrosshairProps): ReactNode {
  const { width, height, xAxis } = props;
  const area = plotAreaOf(width);
  const [across, down] = [width - area.left - area.right, height - area.top - area.bottom];
  const placeOf = (x: number): number => area.left + shareOf(xAxis, x) * across;
  return (
    <svg className="crosshair" width={width} height={height} aria-hidden="true">
      <path d={`M${placeOf(props.x)} ${area.top}v${down}`} stroke="var(--ink)" opacity="0.5" />
      {props.curves.map((curve) => {
        const point = nearest(curve.line, props.x);
        const share = point === undefined ? null : heightOn(props.yAxis, props.yScale, point.y);
        if (point === undefined || share === null || share < 0 || share > 1) return null;
        return (
          <circle
            key={curve.id}
            cx={placeOf(point.x)}
            cy={area.top + (1 - share) * down}
            r={4}
            fill="var(--canvas)"
            stroke={`var(--series-${curve.series})`}
            strokeWidth={2}
          />
        );
      })}
    </svg>
  );
}
