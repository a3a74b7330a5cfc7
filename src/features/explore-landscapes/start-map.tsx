/** The map on which a click, a drag or the arrow keys move the start. */
import type { ComponentProps, KeyboardEvent, PointerEvent, ReactNode } from "react";
import type { Place } from "../../catalog/landscapes/landscape.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { ContourMap } from "../../ui/plots/contour-map.tsx";
import { projectionOf } from "../../ui/plots/map-drawing.ts";
import { placeSaid, texts } from "./texts.ts";

interface StartMapProps extends ComponentProps<typeof ContourMap> {
  readonly start: Place;
  /** What the two are called. */
  readonly weights: readonly [string, string];
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

export function StartMap({ start, weights, onMove, onRelease, ...map }: StartMapProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const { frame } = map.relief;

  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onMove(projectionOf(frame, box).toPlace([event.clientX - box.left, event.clientY - box.top]));
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const move = keyMoves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const part = event.shiftKey ? 0.1 : 0.02;
    const moved = (value: number, by: number, [from, to]: readonly [number, number]): number =>
      Math.min(to, Math.max(from, value + by * part * (to - from)));
    onMove([moved(start[0], move[0], frame.x), moved(start[1], move[1], frame.y)]);
    onRelease();
  };

  return (
    <div
      className="landscape-map"
      role="slider"
      tabIndex={0}
      aria-label={t(texts.startOn)}
      aria-valuemin={frame.x[0]}
      aria-valuemax={frame.x[1]}
      aria-valuenow={start[0]}
      aria-valuetext={t(placeSaid(weights, format.number(start[0]), format.number(start[1])))}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) point(event);
      }}
      onPointerUp={onRelease}
      onKeyDown={press}
    >
      <ContourMap {...map} />
    </div>
  );
}
