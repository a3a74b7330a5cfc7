/** Transfer learning: a project whose model begins with the layers and weights of one in the library. */
import { backboneNamed, backbones } from "../../catalog/backbones/index.ts";
import { type Problem, StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import { type LayerSelection, layOut, layerSelection } from "../../catalog/layers/index.ts";
import { everyLayer } from "../../catalog/layers/layer.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { nearestName } from "../../project/nearest-name.ts";
import { outputsOf } from "../../project/preset.ts";
import type { Project } from "../../project/project.ts";
import type { ModelRecord, SavedTensor } from "../../project/records.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { studioStore } from "../store.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";
import { hasLayers, needLayers } from "./own-program.ts";

/** What a project can begin with: a model of the library, or a backbone that ships with the studio. */
export interface StartSource {
  readonly id: string;
  readonly name: Text;
  readonly layers: readonly LayerSelection[];
  /** All its layers are for others to use; left out, its last one with weights is a head for its own answer. */
  readonly isTrunk?: boolean;
}

/** What the user has trained comes before what ships with the studio. */
export function startSources(models: readonly ModelRecord[]): readonly StartSource[] {
  return [
    ...models.filter(hasLayers).map(({ id, name, layers }) => ({ id, name: { en: name, zh: name }, layers })),
    ...backbones.map(({ id, title, layers }) => ({
      id,
      name: title,
      layers: layers.map((layer) => layerSelection.parse(layer)),
      isTrunk: true,
    })),
  ];
}

/** Throws a `StudioError` where neither a model nor a backbone has this id. */
export function startSource(id: string, models: readonly ModelRecord[]): StartSource {
  const model = models.find((each) => each.id === id);
  if (model !== undefined) needLayers(model, { en: "started from", zh: "作为起点" });
  const all = startSources(models);
  const found = all.find((source) => source.id === id);
  if (found !== undefined) return found;
  throw new StudioError(noSuchSource(id));
}

export interface StartChoice {
  /** The last layer that is taken over; left out: the one before the last that has weights, of a backbone the last. */
  readonly upTo?: string | undefined;
  /** Whether what is taken over stays as it is, while only the new head learns. */
  readonly freeze?: boolean | undefined;
  /** Instead: each layer learns at this share of the rate of the one behind it, the head at 1 (Howard and Ruder 2018). */
  readonly decay?: number | undefined;
}

/**
 * The project with the source's layers up to `upTo`, and a new head for what its data asks for. Throws a `StudioError`
 * for a layer that is not there, or that does not fit the data.
 */
export function startingFrom(
  project: Project,
  source: Pick<StartSource, "id" | "layers" | "isTrunk">,
  data: Pick<DataSummary, "target" | "exampleShape">,
  { upTo, freeze = false, decay = 1 }: StartChoice = {},
): Project {
  const planned = layOut(source.layers, data.exampleShape).layers;
  const hasWeights = planned.map((layer) => [...everyLayer([layer])].some(({ plan }) => plan.parameters.length > 0));
  const head = hasWeights.lastIndexOf(true);
  const usual = source.isTrunk === true ? planned.length - 1 : head - 1;
  const cut = upTo === undefined ? usual : planned.findIndex(({ name }) => name === upTo);
  if (cut < 0)
    throw new StudioError(
      noSuchLayer(
        upTo,
        planned.map(({ name }) => name),
      ),
    );
  const trunk = source.layers.slice(0, cut + 1);
  const taken = planned.slice(0, cut + 1).flatMap(({ name }, at) => (hasWeights[at] === true ? [name] : []));
  const rates = taken.toReversed().map((name, at) => [name, freeze ? 0 : decay ** (at + 1)] as const);
  return {
    ...project,
    model: { layers: [...trunk, ...headFor(data, planned[cut]!.plan.output)] },
    startFrom: { model: source.id, layers: taken },
    training: {
      ...project.training,
      layerRates: Object.fromEntries(freeze || decay !== 1 ? rates : []),
    },
  };
}

/** What brings the trunk's output to one list, and a dense layer on it; a text keeps a list a token. */
function headFor(
  { target, exampleShape }: Pick<DataSummary, "target" | "exampleShape">,
  { length: rank }: readonly number[],
): readonly LayerSelection[] {
  const units = outputsOf(target, exampleShape);
  const pooled =
    rank === 3
      ? "global-average-pooling2d"
      : rank === 2 && target.task !== "generation"
        ? "global-average-pooling1d"
        : null;
  const head = [...(pooled === null ? [] : [{ type: pooled } as const]), { type: "dense", units } as const];
  return head.map((layer) => layerSelection.parse(layer));
}

/**
 * The weights of the library's model that a project begins with; undefined where it begins anew, or with a backbone, which
 * the thread reads itself. Rejects where the model is gone.
 */
export async function startingWeightsOf({ startFrom }: Project): Promise<readonly SavedTensor[] | undefined> {
  if (startFrom === undefined || backboneNamed(startFrom.model) !== undefined) return undefined;
  const source = studioStore.getState().models.find(({ id }) => id === startFrom.model);
  if (source === undefined) {
    const { code, text } = noSuchSource(startFrom.model);
    throw new StudioError({
      code,
      text: { en: `startFrom.model: ${text.en}`, zh: `startFrom.model：${text.zh}` },
    });
  }
  return withoutOptimizer(await checkpointOf(source.id)).tensors;
}

function noSuchSource(id: string): Problem {
  const { code, text } = modelMissing(id);
  const shipped = backbones.map((backbone) => backbone.id).join(", ");
  return {
    code,
    text: {
      en: `${text.en} Pick another model, or what ships with the studio: ${shipped}.`,
      zh: `${text.zh}请选择其他模型，或工作室自带的：${shipped}。`,
    },
  };
}

function noSuchLayer(name: string | undefined, known: readonly string[]) {
  const nearest = name === undefined ? null : nearestName(name, known);
  const all = known.join(", ");
  return {
    code: "unknown-layer",
    text:
      name === undefined
        ? {
            en: `The model has no layer to take over before its last: ${all}.`,
            zh: `该模型在最后一层之前没有可沿用的层：${all}。`,
          }
        : {
            en: `upTo: the model has no layer "${name}". ${nearest === null ? `Its layers: ${all}.` : `Did you mean "${nearest}"?`}`,
            zh: `upTo：该模型没有名为“${name}”的层。${nearest === null ? `现有的层：${all}。` : `是否想写“${nearest}”？`}`,
          },
  };
}
