/** What a stored model is worth on a part of the data that it was trained on, or on another data set. */
import { type MetricSelection, loadMetric, metricSelection, metricsOf } from "../../catalog/metrics/index.ts";
import { type Answers, measured } from "../../catalog/metrics/metric.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import type { EvaluatedPart, ModelEvaluation, Score } from "../../project/model-evaluation.ts";
import type { Checkpoint, ModelRecord, Target } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import { dispose } from "../../tensor/scope.ts";
import { AnswerSheet } from "../answer-sheet.ts";
import { dataProblem } from "../data/data-problem.ts";
import { type PreparedData, prepareData } from "../data/prepare-data.ts";
import type { OpenedData } from "../data/resolve-data.ts";
import type { Dataset } from "../../catalog/datasets/dataset.ts";
import type { ReadingModel } from "../../project/fitting-data.ts";
import { otherData } from "./other-data.ts";
import { rowsOfData } from "../data/stream-rows.ts";
import { measuresOf } from "../measures.ts";
import { planModel } from "../model-program.ts";
import { evaluateRows } from "../reference/evaluate.ts";
import { placeModel } from "../reference/generation.ts";
import { WeightTensors } from "../reference/learn.ts";
import { setUpTraining } from "../reference/training-setup.ts";

export type EvaluatedModel = Pick<ModelRecord, "project" | "layers" | "target" | "dataFingerprint">;

interface Watched {
  readonly tell: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Rows that a model is to be measured on, as its network reads them. */
interface MeasuredRows extends Pick<PreparedData, "examples" | "targets"> {
  readonly rows: Int32Array;
  /** What the answers stand for in the data set. */
  readonly placeOf: (row: number) => number;
}

/**
 * Runs the model over the part, told of its progress as a share from 0 to 1; null when `signal` aborts it. Throws a
 * `StudioError` when the part is empty or the data is no longer what the model was trained on.
 */
export async function evaluateModel(
  device: Device,
  model: EvaluatedModel,
  checkpoint: Checkpoint,
  data: OpenedData,
  at: Watched & { readonly access: Parameters<typeof rowsOfData>[1]; readonly part: EvaluatedPart },
): Promise<ModelEvaluation | null> {
  const source = await rowsOfData(data, at.access);
  try {
    const prepared = await prepareData(data.dataset, data.resolved, source);
    if (prepared.dataFingerprint !== model.dataFingerprint) throw dataChanged();
    // A row that was drawn more than once to even out classes is one row here.
    const rows = Int32Array.from(new Set(prepared.parts[at.part]));
    if (rows.length === 0) throw emptyPart(at.part);
    const worth = await measure(device, model, checkpoint, { ...prepared, rows, placeOf: (row) => row }, at);
    return worth && { part: at.part, partRows: rows.length, leftOut: 0, ...worth };
  } catch (thrown) {
    if (at.signal.aborted) return null;
    throw thrown;
  } finally {
    source.close();
  }
}

/**
 * The same on all rows of a data set that the model was not trained on, through the steps fitted in training. Throws a
 * `StudioError` when the model cannot read it.
 */
export async function evaluateElsewhere(
  device: Device,
  model: EvaluatedModel & ReadingModel,
  checkpoint: Checkpoint,
  dataset: Dataset,
  at: Watched,
): Promise<ModelEvaluation | null> {
  const { allRows, leftOut, ...other } = await otherData(dataset, model);
  const worth = await measure(device, model, checkpoint, other, at);
  return worth && { part: "all", partRows: allRows - leftOut, leftOut, ...worth };
}

/** Null when `signal` aborts it. */
async function measure(
  device: Device,
  model: EvaluatedModel,
  checkpoint: Checkpoint,
  data: MeasuredRows,
  at: Watched,
): Promise<Pick<ModelEvaluation, "rows" | "loss" | "metrics" | "detail"> | null> {
  const { target, project } = model;
  const { rows, examples, targets } = data;
  const metrics = metricsToMeasure(model);
  const measuring = { ...project, training: { ...project.training, metrics: [...metrics] } };
  const parts = { train: rows, validation: Int32Array.of(), test: Int32Array.of() };
  const plan = planModel(model.layers, examples.shape);
  const setup = await setUpTraining(measuring, plan, { examples, targets, target, parts }, device);
  const isGathered = target.task === "classification" || target.task === "regression";
  const sheet = isGathered
    ? new AnswerSheet({ target, targets }, rows.length, sizeOf(setup.program.plan.output))
    : null;
  const tensors = placeModel(setup.program, checkpoint);
  const weights = new WeightTensors();
  try {
    const isOver = (done: number): boolean => {
      at.tell(done / rows.length);
      return at.signal.aborted;
    };
    const sums = await evaluateRows(device, setup, tensors, data, rows, weights, { isOver, sheet });
    if (sums === null || at.signal.aborted) return null;
    const { loss, ...measures } = measuresOf(setup, sums, sheet);
    if (sheet === null) return { rows: rows.length, loss: loss!, metrics: measures, detail: null };
    const answers = sheet.answers();
    const held = sheet.rows().map(data.placeOf);
    return {
      rows: held.length,
      loss: loss!,
      metrics: await measuredAll(metrics, answers),
      detail: await detailOf(answers, held, target),
    };
  } finally {
    weights.dispose();
    dispose(tensors.parameters.values());
    dispose(tensors.state.values());
  }
}

async function detailOf(answers: Answers, rows: Int32Array, target: Target): Promise<ModelEvaluation["detail"]> {
  if (target.task !== "classification") return (await import("./number-detail.ts")).numberDetail(answers, rows);
  return (await import("./class-detail.ts")).classDetail(answers, rows, target.classes);
}

/** Every metric that suits the target, with the settings that the project chose. */
function metricsToMeasure({ project, target }: EvaluatedModel): readonly MetricSelection[] {
  const chosen = project.training.metrics ?? [];
  return metricsOf(target.task).map(({ id }) => chosen.find((each) => each.id === id) ?? metricSelection.parse({ id }));
}

async function measuredAll(
  metrics: readonly MetricSelection[],
  answers: Answers,
): Promise<Readonly<Record<string, Score>>> {
  const entries = metrics.map(async (each) => [each.id, measured(await loadMetric(each), answers)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function dataChanged(): Error {
  return dataProblem(
    "data-changed",
    "This model cannot be evaluated here: its data set is not the one that it was trained on any more.",
    "无法在此评估该模型：数据集已与训练时不同。",
  );
}

const partNames = {
  test: { en: "test", zh: "测试" },
  validation: { en: "validation", zh: "验证" },
  train: { en: "training", zh: "训练" },
};

function emptyPart(part: EvaluatedPart): Error {
  const { en, zh } = partNames[part];
  return dataProblem(
    "empty-part",
    `The model's data has no ${en} rows. Choose another part.`,
    `该模型的数据没有${zh}行。请选择其他部分。`,
  );
}
