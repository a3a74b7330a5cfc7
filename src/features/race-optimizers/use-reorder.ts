import { useLayoutEffect, useRef, type RefObject } from "react";

const MOTION_MS = 180;

/**
 * Lets the children of an element, each marked with `data-row`, glide from where they stood to where a new order puts
 * them. Nothing glides for who prefers less motion.
 */
export function useReorder(): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map(rows.map((row) => [row.dataset["row"] ?? "", row.offsetTop]));
    for (const row of rows) {
      const id = row.dataset["row"] ?? "";
      const [before, after] = [places.current.get(id), now.get(id)];
      if (isCalm || before === undefined || after === undefined || before === after) continue;
      row.animate([{ transform: `translateY(${before - after}px)` }, { transform: "none" }], {
        duration: MOTION_MS,
        easing: "ease-out",
      });
    }
    places.current = now;
  });
  return body;
}
