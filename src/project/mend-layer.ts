/** What would mend a layer that does not fit: what it proposes itself, and what its place among the others allows. */
import { activeLayers, layerOf, layerSelection, layOut, planLayer } from "../catalog/layers/index.ts";
import { type AnyLayer, LayerProblem, type Mend, type PlannedLayer } from "../catalog/layers/layer.ts";
import type { ModelSeam } from "../catalog/architectures/architecture.ts";
import { StudioError } from "../language/studio-error.ts";
import { atEveryStep, leaveOut, type ModelMend, type Reached } from "./answer-mends.ts";
import { type LayerPath, changeLayer, insertLayers, listPathOf, moveLayer, placeOf } from "./edit-layers.ts";

type Shape = ModelSeam["input"];
type Layers = readonly AnyLayer[];

export interface Misfit {
  readonly selection: AnyLayer;
  readonly path: LayerPath;
  readonly input: Shape;
  readonly problem: StudioError;
  /** Those before it in its list. */
  readonly before: readonly Reached[];
  readonly seam: Pick<ModelSeam, "vocabulary" | "task">;
}

/** The layer on its input, as far as it is switched on; or why it does not fit. */
export function planAlone(
  selection: AnyLayer,
  input: Shape,
  counts = new Map<string, number>(),
): PlannedLayer | StudioError {
  const [active] = activeLayers([selection]);
  if (active === undefined) throw new Error("a layer that is switched off is not planned");
  return orStudioError(() => planLayer(active, input, counts));
}

/** The likeliest first; if nothing else helps, to leave the layer out. */
export function mendsOf(root: Layers, misfit: Misfit): readonly ModelMend[] {
  const { path, problem, seam } = misfit;
  const own = problem instanceof LayerProblem ? problem.mends : [];
  const proposed = [...(seam.vocabulary === undefined ? [] : embedFirst(misfit, seam.vocabulary)), ...own];
  const helping = proposed.filter((mend) => helps(mend, misfit));
  const around = mendsAround(root, misfit);
  return [...around, ...mended(root, path, helping, around.length === 0)];
}

/** Each as the whole list is then; where there is none and `isLast`, to leave the layer out. */
export function mended(root: Layers, path: LayerPath, mends: readonly Mend[], isLast = true): readonly ModelMend[] {
  if (mends.length === 0 && isLast) {
    const title = { en: "Leave it out", zh: "停用该层" };
    return [{ title, layers: changeLayer(root, path, { disabled: true }) }];
  }
  return mends.map(({ title, set = {}, before = [] }) => ({
    title,
    layers: insertLayers(
      changeLayer(root, path, set),
      listPathOf(path),
      placeOf(path),
      before.map((layer) => layerSelection.parse(layer)),
    ),
  }));
}

/** Changes to the layer ahead: that it answers at every step, stands behind, or is left out. */
function mendsAround(root: Layers, { selection, path, before, problem }: Misfit): readonly ModelMend[] {
  const ahead = before.findLast(({ isDisabled }) => !isDisabled);
  if (ahead === undefined || ahead.input === null) return [];
  const { title } = layerOf(ahead.selection);
  const every = atEveryStep(ahead.selection);
  if (every !== null) {
    const sequence = planAlone({ ...ahead.selection, ...every }, ahead.input);
    if (!(sequence instanceof StudioError) && isPlanned(planAlone(selection, sequence.plan.output))) {
      const answering = {
        en: `Let ${title.en} answer at every step`,
        zh: `让${title.zh}在每一步都输出`,
      };
      return [{ title: answering, layers: changeLayer(root, ahead.path, every) }];
    }
  }
  const there = planAlone(selection, ahead.input);
  if (!isPlanned(there) && (isSame(there, problem) || !isMendedBySetting(there, selection, ahead.input))) return [];
  const isBehindFitting = !isPlanned(there) || isPlanned(planAlone(ahead.selection, there.plan.output));
  const moved = isBehindFitting ? moveLayer(root, path, listPathOf(path), placeOf(ahead.path)) : null;
  if (moved !== null) {
    return [{ title: { en: `Move it before ${title.en}`, zh: `移到${title.zh}之前` }, layers: moved.layers }];
  }
  return [leaveOut(root, ahead)];
}

function isPlanned(planned: PlannedLayer | StudioError): planned is PlannedLayer {
  return !(planned instanceof StudioError);
}

/** Whether what is wrong then is only a setting: a kernel too large, not another kind of input. */
function isMendedBySetting(problem: StudioError, selection: AnyLayer, input: Shape): boolean {
  const mends = problem instanceof LayerProblem ? problem.mends : [];
  return mends.some(({ set, before }) => {
    const changed = layerSelection.safeParse({ ...selection, ...set });
    return before === undefined && changed.success && isPlanned(planAlone(changed.data, input));
  });
}

/** Whether the layer then fits, or has at least another problem, to be mended next. A text that is written on keeps its steps. */
function helps(mend: Mend, { selection, input, problem, seam }: Misfit): boolean {
  const changed = layerSelection.safeParse({ ...selection, ...mend.set });
  if (!changed.success) return false;
  const reached = orStudioError(() => layOut(mend.before ?? [], input).output);
  if (reached instanceof StudioError || (seam.task === "generation" && reached.length !== 2)) return false;
  return !isSame(planAlone(changed.data, reached), problem);
}

/** The same sentence but for its numbers: nothing is mended then. */
function isSame(planned: PlannedLayer | StudioError, problem: StudioError): boolean {
  const wording = ({ problem: { text } }: StudioError): string => text.en.replaceAll(/[\d× ]+/g, " ");
  return planned instanceof StudioError && wording(planned) === wording(problem);
}

/** Tokens are numbers without a size: they need vectors before anything can be made of them. */
function embedFirst({ path, before }: Misfit, vocabulary: number): readonly Mend[] {
  if (path.length > 1 || before.some(({ isDisabled }) => !isDisabled)) return [];
  const embedding = { type: "embedding", inputDim: vocabulary, outputDim: 32, maskZero: true };
  return [{ title: { en: "Put an embedding before it", zh: "在前面加词嵌入层" }, before: [embedding] }];
}

/** What the work gives, or the `StudioError` that it throws. */
export function orStudioError<Result>(work: () => Result): Result | StudioError {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
    throw thrown;
  }
}
