/** A layer that is added: with settings that suit its input, at a place where it fits. */
import type { ModelSeam } from "../catalog/architectures/architecture.ts";
import { layOut, layerOf, layerSelection } from "../catalog/layers/index.ts";
import type { AnyLayer } from "../catalog/layers/layer.ts";
import { StudioError } from "../language/studio-error.ts";
import type { SurveyedLayer } from "./survey-model.ts";

type Shape = ModelSeam["input"];

/** One of this type for that input, with what its definition begins with. */
export function newLayer(type: string, input: Shape, vocabulary?: number): AnyLayer {
  return layerSelection.parse({ type, ...layerOf({ type }).begin?.(input, vocabulary) });
}

/** The fewest layers that lead from the data's shape to its answer. */
export function leastLayers({ input, vocabulary, outputs, task }: ModelSeam): readonly AnyLayer[] {
  const pooling = task === "generation" ? [] : [newLayer("global-average-pooling1d", input)];
  const reading =
    vocabulary !== undefined
      ? [newLayer("embedding", input, vocabulary), ...pooling]
      : input.length > 1
        ? [newLayer("flatten", input)]
        : [];
  return [...reading, layerSelection.parse({ type: "dense", units: outputs })];
}

function fits(layer: AnyLayer, input: Shape): boolean {
  try {
    layOut([layer], input);
    return true;
  } catch (thrown) {
    if (thrown instanceof StudioError) return false;
    throw thrown;
  }
}

/**
 * Where in the model's own list a new layer goes when nobody says: before the layer that answers, or before what leads
 * to it (a flatten or pooling layer) where it would not fit behind that.
 */
export function placeOfNew(
  type: string,
  list: readonly SurveyedLayer[],
  seam: Pick<ModelSeam, "input" | "outputs" | "vocabulary">,
): { readonly place: number; readonly layer: AnyLayer } {
  const end = endPlace(list, seam.outputs);
  const tries = [end, ...(isFlattening(list[end - 1]) ? [end - 1] : [])].map((place) => {
    const input = inputAt(list, place, seam.input) ?? seam.input;
    return { place, input, layer: newLayer(type, input, seam.vocabulary) };
  });
  const [first] = tries;
  if (first === undefined) throw new Error("there is always a place at the end");
  const { place, layer } = tries.find((each) => fits(each.layer, each.input)) ?? first;
  return { place, layer };
}

/** Before the layer that gives the answer, or the end where none does. */
export function endPlace(list: readonly SurveyedLayer[], outputs: number): number {
  const last = list[list.length - 1];
  const isAnswer = last?.selection.type === "dense" && last.selection["units"] === outputs && !last.isDisabled;
  return isAnswer ? list.length - 1 : list.length;
}

/** The shape that reaches a place of a list; `input` reaches its first. Null where a mistake leaves it open. */
export function inputAt(list: readonly SurveyedLayer[], place: number, input: Shape | null): Shape | null {
  return place === 0 ? input : (list[place - 1]?.output ?? null);
}

function isFlattening(layer: SurveyedLayer | undefined): boolean {
  return layer?.input?.length !== undefined && layer.input.length > 1 && layer.output?.length === 1;
}
