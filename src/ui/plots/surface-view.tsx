/** A relief from aside. Dragged, or by arrow keys, it turns; paths behind a hill are faint. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useFormats, useText } from "../language.tsx";
import { useSize } from "../use-width.ts";
import { cleared } from "./map-drawing.ts";
import type { Palette } from "./palette.ts";
import { levelAt, type Place, type Relief } from "./relief.ts";
import { reliefTexts as texts, viewSaid } from "./relief-texts.ts";
import { drawSurface, sceneOf, type View } from "./surface-drawing.ts";
import { drawTrails, placeAfter, type Trail } from "./trail-drawing.ts";
import "./relief.css";

interface SurfaceViewProps {
  readonly relief: Relief;
  readonly palette: Palette;
  readonly trails: readonly Trail[];
  readonly step: number;
  readonly focus: string | null;
}

/** Above the ground, so that a line does not sink into a facet. */
const LIFT = 0.012;

const turned = (view: View, turn: number, tilt: number): View => ({
  turn: (((view.turn + turn) % 360) + 360) % 360,
  tilt: Math.min(88, Math.max(12, view.tilt + tilt)),
});

export function SurfaceView({ relief, palette, trails, step, focus }: SurfaceViewProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const [measure, size] = useSize();
  const [view, setView] = useState<View>({ turn: 28, tilt: 50 });
  const ground = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const scene = useMemo(() => sceneOf(relief, view, size), [relief, view, size]);

  useEffect(() => {
    const context = ground.current === null || size.width === 0 ? null : cleared(ground.current, size);
    if (context !== null) drawSurface(context, scene, relief, palette);
  }, [scene, size, relief, palette]);

  /** Every place of every trail on the picture, worked out once for a view. */
  const seen = useMemo(() => {
    const { x, y } = relief.frame;
    const locate = (place: Place) => {
      const [across, up] = [(place[0] - x[0]) / (x[1] - x[0]), (place[1] - y[0]) / (y[1] - y[0])];
      const level = Math.max(0, levelAt(relief, across, up)) + LIFT;
      return { point: scene.toPixels(across, up, level), isHidden: scene.isHidden(across, up, level) };
    };
    return trails.map(({ id, look, places }) => ({ id, look, places, located: places.map(locate), locate }));
  }, [scene, relief, trails]);

  useEffect(() => {
    const context = above.current === null || size.width === 0 ? null : cleared(above.current, size);
    if (context === null) return;
    const drawn = seen.map(({ id, look, places, located, locate }) => {
      const upTo = [...located.slice(0, Math.floor(step) + 1), locate(placeAfter(places, step))];
      return { id, look, points: upTo.map(({ point }) => point), isHidden: upTo.map(({ isHidden }) => isHidden) };
    });
    drawTrails(context, drawn, focus, palette);
  }, [seen, size, step, focus, palette]);

  const press = (event: KeyboardEvent): void => {
    const by = event.shiftKey ? 15 : 5;
    const next = {
      ArrowLeft: turned(view, -by, 0),
      ArrowRight: turned(view, by, 0),
      ArrowUp: turned(view, 0, by),
      ArrowDown: turned(view, 0, -by),
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setView(next);
  };

  return (
    <div
      ref={measure}
      className="relief-surface"
      role="slider"
      tabIndex={0}
      aria-label={t(texts.turnSurface)}
      aria-valuemin={0}
      aria-valuemax={360}
      aria-valuenow={Math.round(view.turn)}
      aria-valuetext={t(viewSaid(format.integer(view.turn), format.integer(view.tilt)))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const { movementX, movementY } = event;
        setView((old) => turned(old, -movementX * 0.5, movementY * 0.4));
      }}
      onKeyDown={press}
    >
      <canvas ref={ground} aria-hidden="true" />
      <canvas ref={above} aria-hidden="true" />
    </div>
  );
}
