/** What changes with every figure that comes in: the lines, their names, the places that matter. */
import { useId, type ReactNode } from "react";
import type { DrawnCurve } from "./curve.ts";
import { placesOn, type Plot } from "./plot-area.ts";
import type { Mark } from "./x-axis.ts";

/** So many show as points, too. */
const FEW_POINTS = 12;

interface CurvesProps {
  readonly curves: readonly DrawnCurve[];
  readonly plot: Plot;
}

/** The unsmoothed lines pale behind the others; what leaves the frame is cut off. */
export function CurveLines({ curves, plot }: CurvesProps): ReactNode {
  const clipId = useId();
  const places = placesOn(plot);
  const path = (points: DrawnCurve["line"]): string =>
    points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${round(places.x(x))} ${round(places.y(y))}`).join("");
  return (
    <>
      <clipPath id={clipId}>
        <rect {...places.frame} />
      </clipPath>
      <g fill="none" clipPath={`url(#${clipId})`}>
        {curves.map(({ id, series, raw }) =>
          raw === null ? null : <path key={id} stroke={`var(--series-${series})`} strokeOpacity={0.28} d={path(raw)} />,
        )}
        {curves.map(({ id, series, line, isDashed }) => (
          <path
            key={id}
            className="curve-line"
            stroke={`var(--series-${series})`}
            strokeWidth={2.25}
            strokeLinecap="round"
            strokeLinejoin="round"
            strokeDasharray={isDashed ? "2 5" : undefined}
            d={path(line)}
          />
        ))}
      </g>
      {curves.map(({ id, series, line }) =>
        line.length > FEW_POINTS
          ? null
          : line.map(({ x, y }) => (
              <circle
                key={`${id} ${x}`}
                className="curve-dot"
                cx={places.x(x)}
                cy={places.y(y)}
                r={3}
                fill={`var(--series-${series})`}
              />
            )),
      )}
    </>
  );
}

/** Lines from top to bottom, each with its name in a row of its own at the side where there is room. */
export function CurveMarks({ marks, plot }: { readonly marks: readonly Mark[]; readonly plot: Plot }): ReactNode {
  const { x: placeOf, frame } = placesOn(plot);
  return marks.map(({ x, label }, row) => {
    const at = placeOf(x);
    const isLeft = at > frame.x + frame.width / 2;
    return (
      <g key={label}>
        <path d={`M${at} ${frame.y}v${frame.height}`} stroke="var(--ink-soft)" strokeDasharray="4 3" />
        <text
          x={at + (isLeft ? -6 : 6)}
          y={frame.y + 12 + 16 * row}
          textAnchor={isLeft ? "end" : "start"}
          fontSize={12}
          fontWeight={600}
          fill="var(--ink-soft)"
        >
          {label}
        </text>
      </g>
    );
  });
}

/** Names at the lines' ends, pushed apart where they would overlap. */
export function CurveNames({ curves, plot }: CurvesProps): ReactNode {
  const { x: placeOf, y: heightOf, frame } = placesOn(plot);
  const labels = curves
    .flatMap((curve) => {
      const end = curve.line.at(-1);
      if (end === undefined) return [];
      const y = Math.min(frame.y + frame.height, Math.max(frame.y, heightOf(end.y)));
      return [{ curve, x: placeOf(end.x), y }];
    })
    .toSorted((a, b) => a.y - b.y);
  // Side by side, although a line that is measured less often ends earlier.
  const right = Math.max(...labels.map(({ x }) => x));
  let above = -Infinity;
  return labels.map(({ curve, y }) => {
    const at = Math.max(y, above + 16);
    above = at;
    return (
      <text
        key={curve.id}
        x={right + 8}
        y={at}
        dy="0.32em"
        fontSize={12.5}
        fontWeight={600}
        fill={`var(--series-${curve.series})`}
      >
        {curve.label}
      </text>
    );
  });
}

/** Hundredths of a pixel: a path is rewritten with every figure. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
