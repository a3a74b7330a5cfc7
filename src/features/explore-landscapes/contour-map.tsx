/** The map: level lines, minima, and the paths so far. A click, a drag or the arrow keys move the start. */
import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import type { Landscape, Place } from "../../catalog/landscapes/landscape.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { useWidth } from "../../ui/use-width.ts";
import { drawArrows, type Arrow } from "./arrow-drawing.ts";
import { cleared, drawGround, projectionOf } from "./map-drawing.ts";
import type { Palette } from "./palette.ts";
import type { Relief } from "./relief.ts";
import { placeSaid, texts } from "./texts.ts";
import { drawTrails, placeAfter, type Trail } from "./trail-drawing.ts";

interface ContourMapProps {
  readonly title: string;
  readonly landscape: Landscape;
  readonly relief: Relief;
  readonly palette: Palette;
  readonly start: Place;
  readonly trails: readonly Trail[];
  readonly step: number;
  readonly focus: string | null;
  readonly arrows: readonly Arrow[];
  /** While it is dragged or stepped, and once it is let go. */
  readonly onMove: (start: Place) => void;
  readonly onRelease: () => void;
}

const keyMoves: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function ContourMap(props: ContourMapProps): ReactNode {
  const { landscape, relief, palette, trails, step, focus, arrows, start, onMove } = props;
  const t = useText();
  const format = useFormats();
  const [measure, width] = useWidth();
  const ground = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const { frame } = landscape;
  const [wide, tall] = [frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]];
  const size = useMemo(() => ({ width, height: Math.round((width * tall) / wide) }), [width, wide, tall]);
  const { toPixels, toPlace } = useMemo(() => projectionOf(frame, size), [frame, size]);

  useEffect(() => {
    const context = ground.current === null || width === 0 ? null : cleared(ground.current, size);
    if (context !== null) drawGround(context, size, landscape, relief, palette);
  }, [width, size, landscape, relief, palette]);

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

  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onMove(toPlace([event.clientX - box.left, event.clientY - box.top]));
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const move = keyMoves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const part = event.shiftKey ? 0.1 : 0.02;
    const held = (value: number, [from, to]: readonly [number, number]): number => Math.min(to, Math.max(from, value));
    onMove([held(start[0] + move[0] * part * wide, frame.x), held(start[1] + move[1] * part * tall, frame.y)]);
    props.onRelease();
  };
  const said = t(placeSaid(format.number(start[0]), format.number(start[1])));

  return (
    <div
      ref={measure}
      className="landscape-map"
      style={{ aspectRatio: `${wide} / ${tall}` }}
      role="slider"
      tabIndex={0}
      aria-label={t(texts.startOn)}
      aria-valuemin={frame.x[0]}
      aria-valuemax={frame.x[1]}
      aria-valuenow={start[0]}
      aria-valuetext={said}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) point(event);
      }}
      onPointerUp={props.onRelease}
      onKeyDown={press}
    >
      <canvas ref={ground} aria-label={props.title} role="img" />
      <canvas ref={above} aria-hidden="true" />
    </div>
  );
}
