/**
 * What a model will be on its data, layer by layer: shapes, cost, and where one does not fit, the sentence why with what
 * would mend it. Unlike the plan that trains, it goes on past a mistake as far as shapes are known.
 */
import type { ModelSeam } from "../catalog/architectures/architecture.ts";
import { layerOf } from "../catalog/layers/index.ts";
import {
  type AnyLayer,
  type InnerList,
  type LayerCost,
  type LayerPlan,
  MOST_UNROLLED,
  costOf,
} from "../catalog/layers/layer.ts";
import { StudioError } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { type Mendable, answerMistake } from "./answer-mends.ts";
import { type EmbeddingMistake, embeddingMistakes } from "./embedding-mistake.ts";
import type { LayerPath } from "./edit-layers.ts";
import { mended, mendsOf, planAlone } from "./mend-layer.ts";
import { isAnswer } from "./preset.ts";

type Shape = ModelSeam["input"];

export interface SurveyedLayer {
  readonly path: LayerPath;
  readonly selection: AnyLayer;
  /** "dense-1", as the trainer names it; null where it does not train or cannot be planned. */
  readonly name: string | null;
  readonly isDisabled: boolean;
  /** Null where a mistake before it leaves them open. */
  readonly input: Shape | null;
  readonly output: Shape | null;
  readonly cost: LayerCost | null;
  readonly mistake: Mendable | null;
  /** What is worth knowing of it though it fits. */
  readonly note: Text | null;
  readonly lists: readonly SurveyedList[];
}

export interface SurveyedList extends Pick<InnerList, "title"> {
  readonly path: LayerPath;
  readonly layers: readonly SurveyedLayer[];
}

export interface ModelSurvey {
  readonly input: Shape;
  readonly layers: readonly SurveyedLayer[];
  /** What the last layer gives; null where a mistake leaves it open. */
  readonly output: Shape | null;
  /** Of all layers whose cost is known. */
  readonly cost: LayerCost;
  /** Why the last layer does not answer what the data asks. */
  readonly answer: Mendable | null;
}

/** `layers`: as the project holds them, with those that are switched off. */
export function surveyModel(layers: readonly AnyLayer[], seam: ModelSeam): ModelSurvey {
  const embeddings = [...embeddingMistakes(layers, seam.vocabulary)];
  const whole = surveyList({ root: layers, seam, embeddings }, layers, [], seam.input);
  const costs = whole.layers.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const sum = (key: keyof LayerCost): number => costs.reduce((total, cost) => total + cost[key], 0);
  return {
    input: seam.input,
    ...whole,
    cost: { parameters: sum("parameters"), multiplyAdds: sum("multiplyAdds"), activations: sum("activations") },
    answer:
      whole.output === null || isAnswer(whole.output, seam)
        ? null
        : answerMistake(layers, whole.layers, whole.output, seam),
  };
}

/** Every layer of a survey, each before those inside it. */
export function* everySurveyed(layers: readonly SurveyedLayer[]): Generator<SurveyedLayer> {
  for (const layer of layers) {
    yield layer;
    for (const list of layer.lists) yield* everySurveyed(list.layers);
  }
}

interface Whole {
  readonly root: readonly AnyLayer[];
  readonly seam: ModelSeam;
  readonly embeddings: readonly EmbeddingMistake[];
}

function surveyList(
  whole: Whole,
  list: readonly AnyLayer[],
  path: LayerPath,
  input: Shape | null,
): { readonly layers: readonly SurveyedLayer[]; readonly output: Shape | null } {
  const counts = new Map<string, number>();
  const layers: SurveyedLayer[] = [];
  let shape = input;
  for (const [place, selection] of list.entries()) {
    const surveyed = surveyLayer(whole, selection, [...path, place], shape, counts, layers);
    layers.push(surveyed);
    shape = surveyed.output;
  }
  return { layers, output: shape };
}

function surveyLayer(
  whole: Whole,
  selection: AnyLayer,
  path: LayerPath,
  input: Shape | null,
  counts: Map<string, number>,
  before: readonly SurveyedLayer[],
): SurveyedLayer {
  const { root, seam, embeddings } = whole;
  const isDisabled = selection.disabled === true;
  const reaching = isDisabled ? null : input;
  const lists = (layerOf(selection).lists?.(selection) ?? []).map((inner) => {
    const at = [...path, ...inner.path];
    // A definition's path leads through objects and lists to a list of layers.
    const held = inner.path.reduce<unknown>(
      (value, key) => (value as Record<string | number, unknown>)[key],
      selection,
    );
    const { layers, output } = surveyList(whole, held as readonly AnyLayer[], at, reaching);
    return { path: at, title: inner.title, layers, output };
  });
  const open = { path, selection, name: null, isDisabled, input, cost: null, mistake: null, note: null, lists };
  if (isDisabled) return { ...open, output: input };
  if (input === null || lists.some(({ output }) => output === null)) return { ...open, output: null };
  const planned = planAlone(selection, input, counts);
  if (planned instanceof StudioError) {
    const mends = mendsOf(root, { selection, path, input, problem: planned, before, seam });
    return { ...open, output: null, mistake: { problem: planned.problem, mends } };
  }
  const wrong = embeddings.find((each) => each.path.join() === path.join())?.problem;
  const mistake = wrong === undefined ? null : { problem: wrong.problem, mends: mended(root, path, wrong.mends) };
  const { name, plan } = planned;
  return { ...open, name, output: plan.output, cost: costOf([planned]), mistake, note: noteOf(plan) };
}

function noteOf({ unrolled = 0 }: LayerPlan): Text | null {
  if (unrolled <= MOST_UNROLLED) return null;
  return {
    en: `It reads ${unrolled} steps one after the other, and training is compiled up to ${MOST_UNROLLED}: the reference trainer takes over, operation by operation, which is slower. Shorter sequences are faster.`,
    zh: `该层要逐步读取 ${unrolled} 步，而编译训练最多支持 ${MOST_UNROLLED} 步：将由参考训练器逐个运算执行，速度较慢。缩短序列会更快。`,
  };
}
