/** A layer that is added: with settings that suit its input, at a place where it fits. */
import type { ModelSeam } from "../catalog/architectures/architecture.ts";
import { activeLayers, layOut, layerOf, layerSelection } from "../catalog/layers/index.ts";
import { type AnyLayer, LayerProblem } from "../catalog/layers/layer.ts";
import { orStudioError } from "./mend-layer.ts";
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

interface Place {
  readonly place: number;
  readonly layer: AnyLayer;
}

/**
 * Where in the model's own list a new layer goes when nobody says: as far back before the answer as it fits and what
 * comes behind it still does. A block of layers goes before what lays pictures and sequences out flat. One that fits
 * nowhere goes where its own mend lets it in, or right before the answer.
 */
export function placeOfNew(type: string, list: readonly SurveyedLayer[], seam: ModelSeam): Place {
  const end = endPlace(list, seam.outputs);
  // Tokens are there for the embedding alone.
  const first = seam.vocabulary === undefined || type === "embedding" ? 0 : 1;
  const tries = Array.from({ length: end + 1 }, (_, ahead) => end - ahead).flatMap((place) => {
    const input = inputAt(list, place, seam.input);
    return input === null || place < first ? [] : [{ place, input, layer: newLayer(type, input, seam.vocabulary) }];
  });
  const shaped = tries.filter(({ input }) => input.length > 1);
  const isBlock = layerOf({ type }).lists !== undefined;
  const fitting =
    [...(isBlock ? shaped : []), ...tries].find((each) => fits([each.layer], each, list)) ??
    shaped.find((each) => fits([...mendOf(each), each.layer], each, list));
  return (
    fitting ?? { place: end, layer: newLayer(type, inputAt(list, end, seam.input) ?? seam.input, seam.vocabulary) }
  );
}

/** Whether these layers fit at the place, and those behind it come to the same answer. */
function fits(
  layers: readonly AnyLayer[],
  { place, input }: { readonly place: number; readonly input: Shape },
  list: readonly SurveyedLayer[],
): boolean {
  const behind = list.slice(place).map(({ selection }) => selection);
  const answer = list.at(-1)?.output?.join();
  const found = orStudioError(() => layOut(activeLayers([...layers, ...behind]), input).output.join());
  return typeof found === "string" && (answer === undefined || found === answer);
}

/** What the layer itself proposes to put before it. */
function mendOf({ layer, input }: { readonly layer: AnyLayer; readonly input: Shape }): readonly AnyLayer[] {
  const problem = orStudioError(() => layOut([layer], input));
  return problem instanceof LayerProblem ? (problem.mends[0]?.before ?? []) : [];
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
