import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import type { PenPoint, Stroke } from "../../ui/plots/digit-raster.ts";
import { PAD_SIZE as SIZE } from "../../ui/plots/drawn-picture.ts";
import { texts } from "./texts.ts";

const KEY_STRIDE = 10;
const FIRST_PEN = { x: SIZE / 2, y: SIZE / 4, isDown: false };

interface DrawingPadProps {
  readonly strokes: readonly Stroke[];
  readonly onChange: (strokes: readonly Stroke[]) => void;
}

/** Paper and pen: by mouse, finger or stylus, and by keyboard. */
export function DrawingPad({ strokes, onChange }: DrawingPadProps): ReactNode {
  const t = useText();
  const pointer = useRef<number | null>(null);
  const [pen, setPen] = useState<(PenPoint & { readonly isDown: boolean }) | null>(null);

  const extend = (points: readonly PenPoint[]): void => {
    onChange([...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), ...points]]);
  };
  const placeOf = (event: { clientX: number; clientY: number }, box: DOMRect): PenPoint => ({
    x: ((event.clientX - box.left) / box.width) * SIZE,
    y: ((event.clientY - box.top) / box.height) * SIZE,
  });
  const start = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0 || pointer.current !== null) return;
    pointer.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    setPen(null);
    onChange([...strokes, [placeOf(event, event.currentTarget.getBoundingClientRect())]]);
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.pointerId !== pointer.current) return;
    const box = event.currentTarget.getBoundingClientRect();
    // A fast pen moves several times a frame; all of its way is ink.
    const way = event.nativeEvent.getCoalescedEvents();
    extend((way.length > 0 ? way : [event.nativeEvent]).map((step) => placeOf(step, box)));
  };
  const end = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.pointerId === pointer.current) pointer.current = null;
  };
  const undo = (): void => {
    onChange(strokes.slice(0, -1));
  };

  const press = (event: KeyboardEvent<SVGSVGElement>): void => {
    const at = pen ?? FIRST_PEN;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way !== undefined) {
      const inside = (value: number): number => Math.min(SIZE - 8, Math.max(8, value));
      const next = {
        x: inside(at.x + (way[0] ?? 0) * KEY_STRIDE),
        y: inside(at.y + (way[1] ?? 0) * KEY_STRIDE),
        isDown: at.isDown,
      };
      setPen(next);
      if (at.isDown) extend([next]);
    } else if (event.key === " ") {
      setPen({ ...at, isDown: !at.isDown });
      if (!at.isDown) onChange([...strokes, [{ x: at.x, y: at.y }]]);
    } else if (event.key === "Backspace" || (event.key === "z" && event.ctrlKey !== event.metaKey && !event.shiftKey)) {
      undo();
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div className="pad">
      <svg
        className="pad-paper"
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        role="application"
        aria-label={t(texts.pad)}
        aria-describedby="pad-help"
        tabIndex={0}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={press}
        onFocus={(event) => {
          // Who came by keyboard sees where the first stroke will begin.
          if (event.currentTarget.matches(":focus-visible")) setPen(FIRST_PEN);
        }}
        onBlur={() => {
          setPen(null);
        }}
      >
        <path className="pad-guide" d={`M${SIZE / 2} 40V240M40 ${SIZE / 2}H240`} />
        {strokes.map((stroke, index) => (
          // A stroke's place is what tells it from the others.
          <path
            key={index}
            className="pad-stroke"
            d={`${stroke.map((point, at) => `${at === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("")}${stroke.length === 1 ? "h0.1" : ""}`}
          />
        ))}
        {pen !== null && (
          <circle className={pen.isDown ? "pad-pen pad-pen-down" : "pad-pen"} cx={pen.x} cy={pen.y} r="9" />
        )}
      </svg>
      <div className="pad-tools">
        <Button icon="undo" disabled={strokes.length === 0} onClick={undo}>
          {t(texts.undoStroke)}
        </Button>
        <Button
          icon="trash"
          disabled={strokes.length === 0}
          onClick={() => {
            onChange([]);
          }}
        >
          {t(texts.clear)}
        </Button>
      </div>
      <p id="pad-help" className="small quiet">
        {t(texts.padHelp)}
      </p>
    </div>
  );
}
