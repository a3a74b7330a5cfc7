import type { PenPoint, Stroke } from "../ui/plots/digit-raster.ts";
import { PAD_SIZE } from "../ui/plots/drawn-picture.ts";
import { button, element } from "./element.ts";
import type { Reader } from "./reader.ts";
import { texts } from "./texts.ts";

const KEY_STRIDE = 10;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Paper and pen: by mouse, finger or stylus, and by keyboard. */
export function drawingPad({ t }: Reader, first: readonly Stroke[], onChange: (strokes: readonly Stroke[]) => void) {
  let strokes = first;
  let pen: PenPoint & { readonly isDown: boolean } = { x: PAD_SIZE / 2, y: PAD_SIZE / 4, isDown: false };
  let pointer: number | null = null;
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = { viewBox: `0 0 ${PAD_SIZE} ${PAD_SIZE}`, class: "pad", role: "application", tabindex: "0" };
  for (const [name, value] of Object.entries(attributes)) paper.setAttribute(name, value);
  paper.setAttribute("aria-label", t(texts.pad));
  paper.setAttribute("aria-describedby", "pad-help");

  const paint = (showsPen: boolean): void => {
    const lines = strokes.map((stroke) => shape("path", { d: lineOf(stroke), class: "stroke" }));
    const mark = { cx: pen.x, cy: pen.y, r: 9, class: pen.isDown ? "pen pen-down" : "pen" };
    paper.replaceChildren(...lines, ...(showsPen ? [shape("circle", mark)] : []));
    undo.disabled = clear.disabled = strokes.length === 0;
  };
  const change = (next: readonly Stroke[], showsPen = false): void => {
    strokes = next;
    paint(showsPen);
    onChange(strokes);
  };
  const extend = (points: readonly PenPoint[], showsPen = false): void =>
    change([...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), ...points]], showsPen);
  const undo = button(t(texts.undoStroke), () => change(strokes.slice(0, -1)));
  const clear = button(t(texts.clear), () => change([]));

  const placeOf = ({ clientX, clientY }: PointerEvent): PenPoint => {
    const box = paper.getBoundingClientRect();
    return { x: ((clientX - box.left) / box.width) * PAD_SIZE, y: ((clientY - box.top) / box.height) * PAD_SIZE };
  };
  paper.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || pointer !== null) return;
    pointer = event.pointerId;
    paper.setPointerCapture(pointer);
    change([...strokes, [placeOf(event)]]);
  });
  paper.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    // A fast pen moves several times a frame; all of its way is ink.
    const way = event.getCoalescedEvents();
    extend((way.length > 0 ? way : [event]).map(placeOf));
  });
  const lift = (event: PointerEvent): void => {
    if (event.pointerId === pointer) pointer = null;
  };
  paper.addEventListener("pointerup", lift);
  paper.addEventListener("pointercancel", lift);
  paper.addEventListener("focus", () => paint(paper.matches(":focus-visible")));
  paper.addEventListener("blur", () => paint(false));
  paper.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      const inside = (value: number): number => Math.min(PAD_SIZE - 8, Math.max(8, value));
      pen = { ...pen, x: inside(pen.x + step[0] * KEY_STRIDE), y: inside(pen.y + step[1] * KEY_STRIDE) };
      if (pen.isDown) extend([pen], true);
      else paint(true);
    } else if (event.key === " ") {
      pen = { ...pen, isDown: !pen.isDown };
      if (pen.isDown) change([...strokes, [pen]], true);
      else paint(true);
    } else if (event.key === "Backspace") {
      change(strokes.slice(0, -1), true);
    } else return;
    event.preventDefault();
  });
  paint(false);
  const help = element("p", { id: "pad-help", class: "note" }, t(texts.padHelp));
  return {
    node: element("div", {}, paper, element("div", { class: "tools" }, undo, clear), help),
    /** Without telling. */
    show(next: readonly Stroke[]): void {
      strokes = next;
      paint(false);
    },
  };
}

function lineOf(stroke: Stroke): string {
  const points = stroke.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`);
  return `${points.join("")}${stroke.length === 1 ? "h0.1" : ""}`;
}

function shape(tag: "path" | "circle", attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
