/** What a model of the library is worth on a part of its data, and the rows that it is shown by. */
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { RowPage } from "../../project/data-summary.ts";
import type { EvaluatedPart, ModelEvaluation } from "../../project/model-evaluation.ts";
import type { ModelRecord } from "../../project/records.ts";
import { modelMissing } from "../../storage/model-problems.ts";
import { sharedClient } from "../shared-thread.ts";
import { studioStore } from "../store.ts";
import { checkpointOf, withoutOptimizer } from "./checkpoints.ts";

/** Evaluations of this visit, the latest last: a model's weights never change, so they stay right. */
const latest = new Map<string, ModelEvaluation>();
const MOST_KEPT = 6;

/**
 * Rejects with a `StudioError` when the model, its data or the part is not there, and when `signal` gives it up. `onStage`
 * is told what is being done, and the share of it that is done where that is known.
 */
export async function evaluateModel(
  modelId: string,
  part: EvaluatedPart,
  at: { readonly signal: AbortSignal; readonly onStage?: (stage: Text, fraction?: number) => void },
): Promise<ModelEvaluation> {
  const key = `${part}/${modelId}`;
  const known = latest.get(key);
  if (known !== undefined) return known;
  const model = modelOf(modelId);
  const checkpoint = withoutOptimizer(await checkpointOf(modelId));
  const observer = at.onStage === undefined ? {} : { onPreparing: at.onStage };
  const evaluation = await sharedClient().evaluate(model, checkpoint, part, { signal: at.signal, observer });
  latest.set(key, evaluation);
  for (const oldest of latest.keys()) if (latest.size > MOST_KEPT) latest.delete(oldest);
  return evaluation;
}

/** The part that a model is best judged by, of those that its project leaves rows for. */
export function bestPart({ summary }: Pick<ModelRecord, "summary">): EvaluatedPart {
  if (Object.keys(summary.test).length > 0) return "test";
  return Object.keys(summary.validation).length > 0 ? "validation" : "train";
}

/** The model's input columns at these places of its data set, in the order of the inputs. */
export function rowsOfModel({ project, inputs }: ModelRecord, places: readonly number[]): Promise<RowPage> {
  return sharedClient().readPlaces(
    project.data,
    places,
    inputs.map(({ name }) => name),
  );
}

function modelOf(id: string): ModelRecord {
  const model = studioStore.getState().models.find((candidate) => candidate.id === id);
  if (model === undefined) throw new StudioError(modelMissing(id));
  return model;
}
