/** A relief from above: level lines, marks, and the paths so far. */
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { useWidth } from "../use-width.ts";
import { drawArrows, type Arrow } from "./arrow-drawing.ts";
import { cleared, drawGround, projectionOf, type Mark } from "./map-drawing.ts";
import type { Palette } from "./palette.ts";
import type { Relief } from "./relief.ts";
import { drawTrails, placeAfter, type Trail } from "./trail-drawing.ts";
import "./relief.css";

interface ContourMapProps {
  readonly title: string;
  readonly relief: Relief;
  readonly palette: Palette;
  readonly marks: readonly Mark[];
  readonly trails: readonly Trail[];
  /** How far the trails have come; more than they have: to their ends. */
  readonly step: number;
  readonly focus: string | null;
  readonly arrows: readonly Arrow[];
}

export function ContourMap(props: ContourMapProps): ReactNode {
  const { relief, palette, marks, trails, step, focus, arrows } = props;
  const [measure, width] = useWidth();
  const ground = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const { frame, aspect } = relief;
  const size = useMemo(() => ({ width, height: Math.round(width * aspect) }), [width, aspect]);
  const { toPixels } = useMemo(() => projectionOf(frame, size), [frame, size]);

  useEffect(() => {
    const context = ground.current === null || width === 0 ? null : cleared(ground.current, size);
    if (context !== null) drawGround(context, size, relief, marks, palette);
  }, [width, size, relief, marks, palette]);

  useEffect(() => {
    const context = above.current === null || width === 0 ? null : cleared(above.current, size);
    if (context === null) return;
    const drawn = trails.map(({ id, look, places }) => ({
      id,
      look,
      points: [...places.slice(0, Math.floor(step) + 1), placeAfter(places, step)].map(toPixels),
    }));
    drawTrails(context, drawn, focus, palette);
    drawArrows(context, arrows, toPixels, size, palette);
  }, [width, size, toPixels, trails, step, focus, arrows, palette]);

  return (
    <div ref={measure} className="relief-map" style={{ aspectRatio: `1 / ${aspect}` }}>
      <canvas ref={ground} aria-label={props.title} role="img" />
      <canvas ref={above} aria-hidden="true" />
    </div>
  );
}
