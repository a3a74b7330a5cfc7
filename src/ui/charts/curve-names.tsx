import type { ReactNode } from "react";
import type { CurvesProps } from "./curve-lines.tsx";
import { fitting, placesOn } from "./plot-area.ts";
import { spread } from "./spread.ts";

/** Pixels from one name to the next. */
const ROW = 16;
/** A name that stands further than this from its line's end is led to it. */
const BESIDE = 7;

/** Names at the lines' ends, pushed apart where they would overlap and led to their lines by a thread. */
export function CurveNames({ curves, plot, focus }: CurvesProps): ReactNode {
  const { x: placeOf, y: heightOf, frame } = placesOn(plot);
  const foot = frame.y + frame.height;
  const labels = curves
    .flatMap((curve) => {
      const end = curve.line.at(-1);
      if (end === undefined) return [];
      const y = Math.min(foot, Math.max(frame.y, heightOf(end.y)));
      return [{ curve, x: placeOf(end.x), y }];
    })
    .toSorted((a, b) => a.y - b.y);
  const places = spread(
    labels.map(({ y }) => y),
    { gap: ROW, low: frame.y, high: foot },
  );
  // Side by side, although a line that is measured less often ends earlier.
  const right = Math.max(...labels.map(({ x }) => x));
  return labels.map(({ curve, x, y }, index) => {
    const at = places[index] ?? y;
    const colour = `var(--series-${curve.series})`;
    const isLed = Math.abs(at - y) > BESIDE;
    return (
      <g key={curve.id} className={focus === null || focus === curve.id ? undefined : "curve-dimmed"}>
        {isLed && <path d={`M${x + 3} ${y}L${right + 11} ${at}`} fill="none" stroke={colour} strokeOpacity={0.45} />}
        <text x={right + (isLed ? 14 : 8)} y={at} dy="0.32em" fontSize={12.5} fontWeight={600} fill={colour}>
          {fitting(curve.label, plot.names - (isLed ? 14 : 8))}
        </text>
      </g>
    );
  });
}
