import { createContext, useContext, useEffect, useId, useRef, useState } from "react";
import type { ModelSeam } from "../../catalog/architectures/architecture.ts";
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { LayerPath } from "../../project/edit-layers.ts";
import type { ModelSurvey } from "../../project/survey-model.ts";
import { replaceLayers } from "../../studio/models/edit-model.ts";

/** Parts of a layer's row that can have the focus. */
export type RowPart = "title" | "handle";

/** What list, drawing and panels of the room share. */
export interface ModelEditor {
  readonly layers: readonly AnyLayer[];
  readonly survey: ModelSurvey;
  readonly seam: ModelSeam;
  readonly selected: LayerPath | null;
  readonly select: (path: LayerPath | null) => void;
  /** Puts other layers in their place, selects one of them and puts the focus on its row. */
  readonly change: (layers: readonly AnyLayer[], then?: Focus) => Problem | null;
  readonly focus: (target: Focus) => void;
  readonly idOf: (path: LayerPath, part: RowPart | "panel") => string;
}

interface Focus {
  readonly path: LayerPath;
  readonly part: RowPart;
}

export const keyOf = (path: LayerPath): string => path.join("-");

export function isSamePath(a: LayerPath | null, b: LayerPath): boolean {
  return a !== null && keyOf(a) === keyOf(b);
}

/** Null as long as there is nothing to edit. */
export function useModelEditor(shown: Pick<ModelEditor, "layers" | "survey" | "seam"> | null): ModelEditor | null {
  const id = useId();
  const [selected, setSelected] = useState<LayerPath | null>(null);
  const focusNext = useRef<Focus | null>(null);
  const idOf: ModelEditor["idOf"] = (path, part) => `${id}-${keyOf(path)}-${part}`;
  useEffect(() => {
    // A layer has no identity but its place: the control that was used has moved along with it.
    if (focusNext.current === null) return;
    const { path, part } = focusNext.current;
    document.getElementById(idOf(path, part))?.focus();
    focusNext.current = null;
  });
  if (shown === null) return null;
  return {
    ...shown,
    selected,
    select: setSelected,
    change: (next, then) => {
      const problem = replaceLayers(shown.layers, next);
      if (problem === null && then !== undefined) {
        focusNext.current = then;
        setSelected(then.path);
      }
      return problem;
    },
    focus: ({ path, part }) => {
      setSelected(path);
      document.getElementById(idOf(path, part))?.focus();
    },
    idOf,
  };
}

export const EditorContext = createContext<ModelEditor | null>(null);

export function useEditor(): ModelEditor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("the model's editor is used outside its room");
  return editor;
}
