/** What changes with every figure that comes in: the lines, how far they spread, the places that matter. */
import { useId, useMemo, type ReactNode } from "react";
import type { BandPoint, DrawnCurve } from "./curve.ts";
import { dashArray } from "./dash.ts";
import type { Point } from "./lttb.ts";
import { placesOn, type Plot } from "./plot-area.ts";
import type { Mark } from "./x-axis.ts";

/** So many show as points, too. */
const FEW_POINTS = 12;
/** More lines than this stand on a fainter ground, or it would hide them. */
const FEW_CURVES = 6;

export interface CurvesProps {
  readonly curves: readonly DrawnCurve[];
  readonly plot: Plot;
  readonly focus: string | null;
}

/** Bands, then unsmoothed lines pale behind the others; what leaves the frame is cut off. */
export function CurveLines({ curves, plot, focus }: CurvesProps): ReactNode {
  const clipId = useId();
  const { frame } = placesOn(plot);
  const faint = curves.length > FEW_CURVES ? 0.5 : 1;
  const shapes = useMemo(() => shapesOn(curves, plot), [curves, plot]);
  const shown = (id: string): string | undefined => (focus === null || focus === id ? undefined : "curve-dimmed");
  return (
    <>
      <clipPath id={clipId}>
        <rect {...frame} />
      </clipPath>
      <g fill="none" clipPath={`url(#${clipId})`}>
        {shapes.map(({ curve: { id, series }, band }) =>
          band === "" ? null : (
            <path
              key={id}
              className={shown(id)}
              fill={`var(--series-${series})`}
              fillOpacity={focus === id ? 0.22 : 0.11 * faint}
              d={band}
            />
          ),
        )}
        {shapes.map(({ curve: { id, series }, raw }) =>
          raw === "" ? null : (
            <path
              key={id}
              className={shown(id)}
              stroke={`var(--series-${series})`}
              strokeOpacity={focus === id ? 0.28 : 0.28 * faint}
              d={raw}
            />
          ),
        )}
        {shapes.map(({ curve: { id, series, dash }, line }) => (
          <path
            key={id}
            className={["curve-line", shown(id) ?? ""].join(" ").trim()}
            stroke={`var(--series-${series})`}
            strokeWidth={focus === id ? 3 : 2.25}
            strokeLinecap="round"
            strokeLinejoin="round"
            strokeDasharray={dashArray(dash)}
            d={line}
          />
        ))}
      </g>
      {shapes.map(({ curve: { id, series }, dots }) =>
        dots.map(({ x, y }) => (
          <circle
            key={`${id} ${x}`}
            className={["curve-dot", shown(id) ?? ""].join(" ").trim()}
            cx={x}
            cy={y}
            r={3}
            fill={`var(--series-${series})`}
          />
        )),
      )}
    </>
  );
}

/** Paths in pixels: as long as the figures are the same, a glance at another line writes none of them anew. */
function shapesOn(curves: readonly DrawnCurve[], plot: Plot) {
  const places = placesOn(plot);
  const through = (points: readonly Point[]): string =>
    points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${round(places.x(x))} ${round(places.y(y))}`).join("");
  const foot = places.frame.y + places.frame.height;
  const heightOf = (y: number): number => {
    const place = places.y(y);
    // Zero on a logarithmic axis: below everything.
    return Number.isNaN(place) ? foot : place;
  };
  const around = (band: readonly BandPoint[]): string => {
    if (band.length === 0) return "";
    const edge = [
      ...band.map(({ x, high }) => ({ x, y: high })),
      ...band.toReversed().map(({ x, low }) => ({ x, y: low })),
    ];
    return `M${edge.map(({ x, y }) => `${round(places.x(x))} ${round(heightOf(y))}`).join("L")}Z`;
  };
  return curves.map((curve) => ({
    curve,
    line: through(curve.line),
    raw: curve.raw === null ? "" : through(curve.raw),
    band: around(curve.band),
    dots: curve.line.length > FEW_POINTS ? [] : curve.line.map(({ x, y }) => ({ x: places.x(x), y: places.y(y) })),
  }));
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

/** Hundredths of a pixel: a path is rewritten with every figure. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
