/** What a model of the library is worth on a part of its data or on other data that fits it, and the rows that it is shown by. */
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { RowPage } from "../../project/data-summary.ts";
import { columnFor, misfitOf } from "../../project/fitting-data.ts";
import { canonical } from "../../project/minimal-project.ts";
import type { EvaluatedOn, EvaluatedPart, ModelEvaluation } from "../../project/model-evaluation.ts";
import { dataSchema } from "../../project/project.ts";
import type { ModelRecord } from "../../project/records.ts";
import type { StoredDataRecord } from "../../project/stored-data.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";

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

/** The user's data sets that have the columns which the model reads and answers, but for the one that it was trained on. */
export function fittingData(model: ModelRecord, own: readonly StoredDataRecord[]): readonly StoredDataRecord[] {
  return own.filter(({ id, columns }) => id !== model.project.data.id && misfitOf(model, columns) === null);
}

/** The model's input columns at these places of its data set, or of another of the user's, in the order of the inputs. */
export function rowsOfModel(model: ModelRecord, on: EvaluatedOn, places: readonly number[]): Promise<RowPage> {
  const { inputs, project } = model;
  const names = inputs.map(({ name }) => name);
  if (typeof on === "string") return sharedClient().readPlaces(project.data, places, names);
  const columns = studioStore.getState().datasets.find(({ id }) => id === on.id)?.columns ?? [];
  return sharedClient().readPlaces(
    dataSchema.parse(on),
    places,
    inputs.map((input) => columnFor(input, columns)?.name ?? input.name),
  );
}

function modelOf(id: string): ModelRecord {
  const model = studioStore.getState().models.find((candidate) => candidate.id === id);
  if (model === undefined) throw new StudioError(modelMissing(id));
  return model;
}
