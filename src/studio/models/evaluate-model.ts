/** What a model of the library is worth on a part of its data or on other data that fits it, and the rows that it is shown by. */
import type { OfferedColumn } from "../../catalog/datasets/dataset.ts";
import { datasets, loadColumns } from "../../catalog/datasets/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { RowPage } from "../../project/data-summary.ts";
import { answerFor, columnFor, misfitOf } from "../../project/fitting-data.ts";
import { canonical } from "../../project/minimal-project.ts";
import type { EvaluatedOn, EvaluatedPart, ModelEvaluation } from "../../project/model-evaluation.ts";
import { hasOwnData } from "../../project/own-data.ts";
import { dataSchema } from "../../project/project.ts";
import type { ModelRecord } from "../../project/records.ts";
import type { StoredDataRecord } from "../../project/stored-data.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";
import { needLayers } from "./own-program.ts";

/** Evaluations of this visit, the latest last: a model's weights never change, so they stay right. */
const latest = new Map<string, ModelEvaluation>();
const MOST_KEPT = 6;

/**
 * Rejects with a `StudioError` when the model, the data or the part is not there, or the data does not fit, and when `signal` gives it up. `onStage`
 * is told what is being done, and the share of it that is done where that is known.
 */
export async function evaluateModel(
  modelId: string,
  on: EvaluatedOn,
  at: { readonly signal: AbortSignal; readonly onStage?: (stage: Text, fraction?: number) => void },
): Promise<ModelEvaluation> {
  const key = canonical([modelId, on]);
  const known = latest.get(key);
  if (known !== undefined) return known;
  const model = modelOf(modelId);
  needLayers(model, { en: "measured", zh: "评估" });
  if (!hasOwnData(model) && typeof on === "string") throw new StudioError(noOwnData);
  const checkpoint = withoutOptimizer(await checkpointOf(modelId));
  const observer = at.onStage === undefined ? {} : { onPreparing: at.onStage };
  const evaluation = await sharedClient().evaluate(model, checkpoint, on, { signal: at.signal, observer });
  latest.set(key, evaluation);
  for (const oldest of latest.keys()) if (latest.size > MOST_KEPT) latest.delete(oldest);
  return evaluation;
}

/** The part that a model is best judged by, of those that its project leaves rows for. */
export function bestPart({ summary }: Pick<ModelRecord, "summary">): EvaluatedPart {
  if (Object.keys(summary.test).length > 0) return "test";
  return Object.keys(summary.validation).length > 0 ? "validation" : "train";
}

export interface FittingData {
  readonly id: string;
  readonly title: Text;
  readonly rows: number;
}

/**
 * The user's data sets that have the columns which the model reads and answers, then the built-in ones that ask the same;
 * but for the one that it was trained on.
 */
export async function fittingData(
  model: ModelRecord,
  own: readonly StoredDataRecord[],
): Promise<readonly FittingData[]> {
  const columnsOf = await loadColumns();
  const added = own
    .filter(({ columns }) => misfitOf(model, columns) === null)
    .map(({ id, title, rows }) => ({ id, title: { en: title, zh: title }, rows }));
  const builtIn = datasets.filter(({ id, target }) => asksSame(model, columnsOf[id], target));
  return [...added, ...builtIn].filter(({ id }) => id !== model.project.data.id);
}

/** Whether it fits, for the same answer, with classes of which the model tells at least one where they are known. */
function asksSame(model: ModelRecord, columns: readonly OfferedColumn[], asked: string): boolean {
  if (misfitOf(model, columns) !== null) return false;
  const { target } = model;
  const answer = answerFor(model, columns);
  switch (target.task) {
    case "classification":
      return answer?.name === asked && (answer.categories?.some((name) => target.classes.includes(name)) ?? true);
    case "regression":
      return answer?.name === asked;
    case "reconstruction":
    case "generation":
      return true;
  }
}

/** The model's input columns at these places of its data set, or of another, in the order of the inputs. */
export async function rowsOfModel(model: ModelRecord, on: EvaluatedOn, places: readonly number[]): Promise<RowPage> {
  const { inputs, project } = model;
  const names = inputs.map(({ name }) => name);
  if (typeof on === "string") return sharedClient().readPlaces(project.data, places, names);
  const stored = studioStore.getState().datasets.find(({ id }) => id === on.id)?.columns;
  const builtIn: Readonly<Record<string, readonly OfferedColumn[]>> = stored === undefined ? await loadColumns() : {};
  const columns = stored ?? builtIn[on.id] ?? [];
  return sharedClient().readPlaces(
    dataSchema.parse(on),
    places,
    inputs.map((input) => columnFor<OfferedColumn>(input, columns)?.name ?? input.name),
  );
}

const noOwnData = {
  code: "no-own-data",
  text: {
    en: "This model was imported without its data. Measure it on another data set with the columns that it reads.",
    zh: "该模型导入时不含数据。请在列与其匹配的其他数据集上评估。",
  },
};

function modelOf(id: string): ModelRecord {
  const model = studioStore.getState().models.find((candidate) => candidate.id === id);
  if (model === undefined) throw new StudioError(modelMissing(id));
  return model;
}
