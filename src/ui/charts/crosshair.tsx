import type { ReactNode } from "react";
import { nearest, type DrawnCurve } from "./curve.ts";
import { heightOn, placesOn, type Plot } from "./plot-area.ts";

interface CrosshairProps extends Plot {
  readonly curves: readonly DrawnCurve[];
  readonly x: number;
  /** The one curve that is looked at; null: all of them. */
  readonly focus: string | null;
}

/** A line through the charts at one x, with a ring on every curve. Lies over the chart, which stays as it is. */
export function Crosshair(props: CrosshairProps): ReactNode {
  const { width, height } = props;
  const places = placesOn(props);
  const { frame } = places;
  return (
    <svg className="crosshair" width={width} height={height} aria-hidden="true">
      <path d={`M${places.x(props.x)} ${frame.y}v${frame.height}`} stroke="var(--ink)" opacity="0.5" />
      {props.curves.map((curve) => {
        if (props.focus !== null && props.focus !== curve.id) return null;
        const point = nearest(curve.line, props.x);
        const share = point === undefined ? null : heightOn(props.yAxis, props.yScale, point.y);
        if (point === undefined || share === null || share < 0 || share > 1) return null;
        return (
          <circle
            key={curve.id}
            cx={places.x(point.x)}
            cy={places.y(point.y)}
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
