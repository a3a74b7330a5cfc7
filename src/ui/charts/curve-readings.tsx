/** What the curves say at one x: beside the title where there are few, in a card at the crosshair where there are many. */
import type { ReactNode } from "react";
import { nearest, type DrawnCurve } from "./curve.ts";
import type { Point } from "./lttb.ts";
import { Swatch } from "./swatch.tsx";

export interface Reading {
  readonly curve: DrawnCurve;
  readonly y: number;
}

/** At the crosshair, or at the curves' ends; a curve that ended before the crosshair is silent there. */
export function readingsOf(curves: readonly DrawnCurve[], x: number | null): readonly Reading[] {
  return curves.flatMap((curve) => {
    const point = x === null ? curve.line.at(-1) : nearest(curve.line, x);
    return point === undefined ? [] : [{ curve, y: point.y }];
  });
}

interface HeadReadingsProps {
  readonly at: { readonly label: string; readonly value: string } | null;
  readonly readings: readonly Reading[];
  readonly showY: (value: number) => string;
}

export function HeadReadings({ at, readings, showY }: HeadReadingsProps): ReactNode {
  return (
    <p className="curve-readings" aria-hidden="true">
      {at !== null && (
        <span className="curve-reading">
          {at.label} <b>{at.value}</b>
        </span>
      )}
      {readings.map(({ curve, y }) => (
        <span key={curve.id} className="curve-reading">
          <Swatch series={curve.series} dash={curve.dash} width={20} />
          {curve.label} <b>{showY(y)}</b>
        </span>
      ))}
    </p>
  );
}

interface TipReadingsProps {
  readonly readings: readonly Reading[];
  readonly showY: (value: number) => string;
  readonly better: "lower" | "higher";
  readonly focus: string | null;
  /** Pixels from the drawing's left edge, and how wide the drawing is. */
  readonly x: number;
  readonly width: number;
}

/** The best on top, beside the crosshair on the side where there is more room. */
export function TipReadings({ readings, showY, better, focus, x, width }: TipReadingsProps): ReactNode {
  const sign = better === "lower" ? 1 : -1;
  const sorted = readings.toSorted((a, b) => sign * (a.y - b.y));
  const isLeft = x > width / 2;
  return (
    <ul className="curve-tip" style={isLeft ? { right: width - x + 12 } : { left: x + 12 }} aria-hidden="true">
      {sorted.map(({ curve, y }) => (
        <li key={curve.id} className={focus === null || focus === curve.id ? undefined : "curve-dimmed"}>
          <Swatch series={curve.series} dash={curve.dash} />
          <span className="curve-tip-name">{curve.label}</span>
          <b>{showY(y)}</b>
        </li>
      ))}
    </ul>
  );
}

/** The curve whose line passes within reach (pixels) of a place in the drawing. */
export function curveNear(
  curves: readonly DrawnCurve[],
  x: number,
  distance: (point: Point) => number,
  reach: number,
): string | null {
  const found = readingsOf(curves, x)
    .map(({ curve, y }) => ({ id: curve.id, far: distance({ x, y }) }))
    .filter(({ far }) => far <= reach)
    .toSorted((a, b) => a.far - b.far)[0];
  return found?.id ?? null;
}
