/**
 * What a model will be on its data, layer by layer: shapes, cost, and where one does not fit, the sentence why with what
 * would mend it. Unlike the plan that trains, it goes on past a mistake as far as shapes are known.
 */
import type { ModelSeam } from "../catalog/architectures/architecture.ts";
import { activeLayers, layerOf, layerSelection, layOut, planLayer } from "../catalog/layers/index.ts";
import {
  type AnyLayer,
  type InnerList,
  type LayerCost,
  type PlannedLayer,
  costOf,
  LayerProblem,
  type Mend,
} from "../catalog/layers/layer.ts";
import { StudioError } from "../language/studio-error.ts";
import { type Mendable, type ModelMend, answerMistake } from "./answer-mends.ts";
import { isAnswer } from "./preset.ts";
import { type LayerPath, changeLayer, insertLayers, listPathOf, moveLayer, placeOf } from "./edit-layers.ts";

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
  const whole = surveyList({ root: layers, vocabulary: seam.vocabulary }, layers, [], seam.input);
  const costs = whole.layers.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const sum = (key: keyof LayerCost): number => costs.reduce((total, cost) => total + cost[key], 0);
  return {
    input: seam.input,
    ...whole,
    cost: { parameters: sum("parameters"), multiplyAdds: sum("multiplyAdds"), activations: sum("activations") },
    answer: whole.output === null || isAnswer(whole.output, seam) ? null : answerMistake(layers, whole.output, seam),
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
  readonly vocabulary: number | undefined;
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
  const isDisabled = selection.disabled === true;
  const reaching = isDisabled ? null : input;
  const lists = (layerOf(selection).lists?.(selection) ?? []).map((inner) => {
    const at = [...path, ...inner.path];
    const held = inner.path.reduce<unknown>(
      (value, key) => (value as Record<string | number, unknown>)[key],
      selection,
    );
    // At the path that a definition gives stands a list of layers.
    const { layers, output } = surveyList(whole, held as readonly AnyLayer[], at, reaching);
    return { path: at, title: inner.title, layers, output };
  });
  const open = { path, selection, name: null, isDisabled, input, cost: null, mistake: null, lists };
  if (isDisabled) return { ...open, output: input };
  if (input === null || lists.some(({ output }) => output === null)) return { ...open, output: null };
  const planned = plan(selection, input, counts);
  if (planned instanceof StudioError) {
    const mends = mendsOf(whole, planned, { selection, path, input, before });
    return { ...open, output: null, mistake: { problem: planned.problem, mends } };
  }
  return { ...open, name: planned.name, output: planned.plan.output, cost: costOf([planned]) };
}

function plan(selection: AnyLayer, input: Shape, counts = new Map<string, number>()): PlannedLayer | StudioError {
  const [active] = activeLayers([selection]);
  if (active === undefined) throw new Error("a layer that is switched off is not planned");
  return orStudioError(() => planLayer(active, input, counts));
}

function orStudioError<Result>(work: () => Result): Result | StudioError {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
    throw thrown;
  }
}

interface Misfit {
  readonly selection: AnyLayer;
  readonly path: LayerPath;
  readonly input: Shape;
  /** Those before it in its list. */
  readonly before: readonly SurveyedLayer[];
}

/** What the layer itself proposes and what its place allows, as far as it helps; if nothing does, to leave it out. */
function mendsOf({ root, vocabulary }: Whole, problem: StudioError, misfit: Misfit): readonly ModelMend[] {
  const { path } = misfit;
  const own = problem instanceof LayerProblem ? problem.mends : [];
  const proposed = [...(vocabulary === undefined ? [] : embedFirst(misfit, vocabulary)), ...own];
  const helping = proposed
    .filter((mend) => helps(mend, misfit, problem))
    .map((mend) => ({
      title: mend.title,
      layers: insertLayers(
        changeLayer(root, path, mend.set ?? {}),
        listPathOf(path),
        placeOf(path),
        (mend.before ?? []).map((layer) => layerSelection.parse(layer)),
      ),
    }));
  const all = [...moveForward(root, misfit, problem), ...helping];
  return all.length > 0
    ? all
    : [{ title: { en: "Leave it out", zh: "停用该层" }, layers: changeLayer(root, path, { disabled: true }) }];
}

/** Whether the layer then fits, or has at least another problem, to be mended next. */
function helps(mend: Mend, { selection, input }: Misfit, problem: StudioError): boolean {
  const mended = layerSelection.safeParse({ ...selection, ...mend.set });
  if (!mended.success) return false;
  const reached = orStudioError(() => layOut(mend.before ?? [], input).output);
  return !(reached instanceof StudioError) && !saysSame(plan(mended.data, reached), problem);
}

/** The same sentence but for its numbers: nothing is mended then. */
function saysSame(planned: PlannedLayer | StudioError, problem: StudioError): boolean {
  const wording = ({ problem: { text } }: StudioError): string => text.en.replaceAll(/[\d× ]+/g, " ");
  return planned instanceof StudioError && wording(planned) === wording(problem);
}

/** Tokens are numbers without a size: they need vectors before anything can be made of them. */
function embedFirst({ path, before }: Misfit, vocabulary: number): readonly Mend[] {
  if (path.length > 1 || before.some(({ isDisabled }) => !isDisabled)) return [];
  const embedding = { type: "embedding", inputDim: vocabulary, outputDim: 32, maskZero: true };
  return [{ title: { en: "Put an embedding before it", zh: "在前面加词嵌入层" }, before: [embedding] }];
}

/** Before the layer ahead of it, where it would have fitted: a convolution after a flatten layer. */
function moveForward(
  root: readonly AnyLayer[],
  { selection, path, before }: Misfit,
  problem: StudioError,
): readonly ModelMend[] {
  const ahead = before.findLast(({ isDisabled }) => !isDisabled);
  if (ahead?.input === undefined || ahead.input === null) return [];
  if (saysSame(plan(selection, ahead.input), problem)) return [];
  const moved = moveLayer(root, path, listPathOf(path), placeOf(ahead.path));
  if (moved === null) return [];
  const { title } = layerOf(ahead.selection);
  return [{ title: { en: `Move it before ${title.en}`, zh: `移到${title.zh}之前` }, layers: moved.layers }];
}
