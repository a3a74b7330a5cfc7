import { useState, type PointerEvent } from "react";
import { moveLayer, type LayerPath } from "../../project/edit-layers.ts";
import { useEditor } from "./use-model-editor.ts";

interface Drop {
  readonly list: LayerPath;
  readonly place: number;
  readonly element: HTMLElement;
  readonly side: "before" | "after";
}

/** "2-layers-0" as a path: whole numbers are places. */
function pathOf(key: string): LayerPath {
  if (key === "") return [];
  return key.split("-").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Where a pointer would drop: before or after the row under it, or where a list takes in another layer. */
function dropAt(x: number, y: number): Drop | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const row = element.closest<HTMLElement>("[data-layer]");
    if (row?.dataset["layer"] !== undefined) {
      const path = pathOf(row.dataset["layer"]);
      const { top, height } = row.getBoundingClientRect();
      const side = y < top + height / 2 ? "before" : "after";
      const place = Number(path[path.length - 1]) + (side === "after" ? 1 : 0);
      return { list: path.slice(0, -1), place, element: row, side };
    }
    const list = element.closest<HTMLElement>("[data-list]");
    if (list?.dataset["list"] !== undefined) {
      return {
        list: pathOf(list.dataset["list"]),
        place: Number(list.dataset["place"]),
        element: list,
        side: "before",
      };
    }
  }
  return null;
}

/** Dragging a row by its handle, with a mouse, a pen or a finger; Escape leaves it where it was. */
export function useLayerDrag(path: LayerPath) {
  const editor = useEditor();
  const [drop, setDrop] = useState<Drop | null>(null);
  const [isDragged, setDragged] = useState(false);
  const show = (next: Drop | null): void => {
    drop?.element.removeAttribute("data-drop");
    next?.element.setAttribute("data-drop", next.side);
    setDrop(next);
  };
  const end = (): void => {
    show(null);
    setDragged(false);
  };
  return {
    isDragged,
    cancel: end,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(true);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (isDragged) show(dropAt(event.clientX, event.clientY));
      },
      onPointerUp: () => {
        const moved = isDragged && drop !== null ? moveLayer(editor.layers, path, drop.list, drop.place) : null;
        end();
        if (moved !== null) editor.change(moved.layers, { path: moved.path, part: "handle" });
      },
      onPointerCancel: end,
    },
  };
}
