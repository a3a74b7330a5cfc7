/** What a reference trainer is made from, loaded from the catalog and checked against the device. */
import { findDefinition } from "../../catalog/definition.ts";
import { type LossChoice, loadLoss, lossOf } from "../../catalog/losses/index.ts";
import type { Loss } from "../../catalog/losses/loss.ts";
import { type MetricSelection, loadMetric, metricsFor } from "../../catalog/metrics/index.ts";
import type { LiveMetric, Metric } from "../../catalog/metrics/metric.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { CreateAny, Optimizer, OptimizerDefinition, WholeOptimizer } from "../../catalog/optimizers/optimizer.ts";
import { wrappers } from "../../catalog/wrappers/index.ts";
import type { CreateWrapper, Wrapper } from "../../catalog/wrappers/wrapper.ts";
import { StudioError } from "../../language/studio-error.ts";
import { type Course, courseOf } from "../../project/course.ts";
import { type LearningRate, learningRateOf } from "../../project/learning-rate.ts";
import type { Project } from "../../project/project.ts";
import type { Clip } from "../../project/training.ts";
import type { SavedTensor, Target } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import { everyLayer, sizeOf } from "../../catalog/layers/layer.ts";
import { type Teaching, isChoice } from "../lesson.ts";
import { type ModelPlan, type ModelProgram, loadProgram } from "../model-program.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { scaleOf } from "../data/target-scale.ts";
import { startingWeights } from "../starting-weights.ts";
import { goTo } from "./go-to.ts";
import { type Unit, unitsOf } from "./units.ts";

/**
 * `copies`: activations, their gradients and what the tape saves, about so many of each at once. `multiplyAdds` of the
 * forward pass: about a second in plain JavaScript, or where a program plays the GPU; nobody is heard meanwhile.
 */
const IN_TRAINING = { copies: 3, multiplyAdds: 2e7 };
export const IN_EVALUATION = { copies: 2, multiplyAdds: 6e7 };
const ACTIVATION_BUDGET_BYTES = 128 * 2 ** 20;
const LARGEST_EVALUATION_CHUNK = 1024;

export interface NamedMetric {
  readonly id: string;
  readonly metric: LiveMetric;
}

export interface TrainingSetup {
  readonly program: ModelProgram;
  /** What the model begins with, "parameter/..." and "state/...". */
  readonly initial: readonly SavedTensor[];
  /** Layers that do not learn: what they keep of the data stays as it is, too. */
  readonly frozen: ReadonlySet<string>;
  readonly teaching: Teaching;
  readonly loss: Loss;
  /** Measured in every step. */
  readonly metrics: readonly NamedMetric[];
  /** Measured on whole parts only. */
  readonly wholeMetrics: readonly { readonly id: string; readonly metric: Metric }[];
  /** Mean of the training targets as they are taught, and what one of them is in the target's unit; null for classes. */
  readonly numbers: { readonly centre: number; readonly deviation: number } | null;
  /** What a loss of one, as it is taught, is in the target's own unit. */
  readonly lossUnit: number;
  /** With the wrappers around it; beside an optimizer of the whole, one that goes where it is told. */
  readonly optimizer: Optimizer;
  readonly whole: WholeOptimizer | null;
  readonly learningRate: LearningRate;
  /** The parameters that learn. */
  readonly units: readonly Unit[];
  /** Where wrappers have the gradient taken again. */
  readonly ascents: readonly NonNullable<Wrapper["ascend"]>[];
  /** The optimizer's state that stands for the parameters when the model is measured. */
  readonly evaluated: string | null;
  readonly clip: Clip | null;
  /** Whether a step's report has the length of its gradient. */
  readonly reportsGradientNorm: boolean;
  readonly seed: number;
  readonly course: Course;
  /** The mean, where epochs differ. */
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** A step's examples go through the network in parts of this size. */
  readonly chunkSize: number;
  /** The same by memory alone, for a trainer that a slow device's pace does not concern. */
  readonly memoryChunkSize: number;
  readonly evaluationChunkSize: number;
  /** Whether products may be computed in half precision, where that changes the loss by little. */
  readonly halfPrecision: boolean;
  /** Whether examples are drawn in a new order each epoch. */
  readonly isShuffled: boolean;
}

/** One of the catalog's, whichever its settings. */
type AnyOptimizer = Pick<OptimizerDefinition, "batch"> & { readonly load: () => Promise<CreateAny> };

/**
 * Layers as they are trained, loaded; `project` has nothing left open. `source`: the weights of the model that it starts
 * from, where this is no run that goes on. Throws when the device cannot hold the model.
 */
export async function setUpTraining(
  project: Project,
  plan: ModelPlan,
  data: Pick<PreparedData, "examples" | "target" | "targets" | "parts">,
  device: ChunkedDevice,
  source?: readonly SavedTensor[],
): Promise<TrainingSetup> {
  const { training } = project;
  const trainRows = data.parts.train.length;
  if (training.loss === "auto") throw new Error("A resolved project names its loss");
  const definition: AnyOptimizer = findDefinition(optimizers, training.optimizer.id);
  const { course, batchSize, totalSteps } = courseOf(training, trainRows);
  const most = course.isEven ? batchSize : trainRows;
  const [program, createOptimizer, wrapped, loss, measuring] = await Promise.all([
    loadProgram(plan),
    definition.load(),
    loadWrappers(training.wrappers),
    loadLoss(training.loss),
    loadMetrics(training.metrics ?? metricsFor(data.target.task)),
  ]);
  // The schema has matched the settings to the id; the union of creators cannot be told so.
  const created = createOptimizer(training.optimizer as never);
  return {
    program,
    initial: startingWeights(program, training.seed, project.startFrom, source),
    frozen: new Set(Object.entries(training.layerRates).flatMap(([name, rate]) => (rate === 0 ? [name] : []))),
    teaching: teachingOf(data),
    loss,
    ...measuring,
    optimizer: wrapped.reduce((inner, { around }) => around?.(inner) ?? inner, "minimize" in created ? goTo : created),
    whole: "minimize" in created ? created : null,
    ascents: wrapped.flatMap(({ ascend }) => (ascend === undefined ? [] : [ascend])),
    evaluated: wrapped.find(({ evaluated }) => evaluated !== undefined)?.evaluated ?? null,
    numbers: numbersOf(data),
    lossUnit: lossUnitOf(training.loss, data.target),
    learningRate: learningRateOf(training, course, totalSteps),
    units: unitsOf(program, training.layerRates),
    clip: training.clip,
    reportsGradientNorm: training.stopping?.gradientNorm !== undefined,
    seed: training.seed,
    course,
    stepsPerEpoch: course.meanSteps(totalSteps),
    totalSteps,
    chunkSize: Math.min(most, chunkLimit(plan, IN_TRAINING, device)),
    memoryChunkSize: Math.min(most, chunkLimit(plan, { ...IN_TRAINING, multiplyAdds: Infinity }, device)),
    evaluationChunkSize: Math.min(LARGEST_EVALUATION_CHUNK, chunkLimit(plan, IN_EVALUATION, device)),
    halfPrecision: training.halfPrecision,
    isShuffled: definition.batch !== "full",
  };
}

/** What a loss of one, as it is taught, is in the target's own unit. */
function lossUnitOf(loss: LossChoice, target: Target): number {
  const { deviation } = scaleOf(target);
  switch (lossOf(loss).unit) {
    case "squared-target":
      return deviation ** 2;
    case "target":
      return deviation;
    case "none":
      return 1;
  }
}

/** The first stands next to the optimizer. */
function loadWrappers(selections: Project["training"]["wrappers"]): Promise<readonly Wrapper[]> {
  return Promise.all(
    selections.map(async (selection) => {
      const create: CreateWrapper = await findDefinition(wrappers, selection.id).load();
      // The schema has matched the settings to the id.
      return create(selection as never);
    }),
  );
}

function numbersOf(data: Pick<PreparedData, "target" | "targets" | "parts">): TrainingSetup["numbers"] {
  const { target, targets, parts } = data;
  if (isChoice(target.task)) return null;
  if (target.task === "reconstruction") return { centre: 0, deviation: 1 };
  const centre = parts.train.reduce((sum, row) => sum + targets[row]!, 0) / parts.train.length;
  return { centre, deviation: scaleOf(target).deviation };
}

/** Of texts, what makes the answers of a training text weigh 1 in the mean. */
function teachingOf({ target, examples, parts }: Pick<PreparedData, "target" | "examples" | "parts">): Teaching {
  const { task } = target;
  if (task !== "generation") return { task, answerWeight: 1 };
  const tokens = new Float32Array(sizeOf(examples.shape));
  let asked = 0;
  for (const row of parts.train) {
    examples.write(row, tokens, 0);
    const end = tokens.indexOf(0);
    asked += end === -1 ? tokens.length : end + 1;
  }
  return { task, answerWeight: parts.train.length / asked };
}

async function loadMetrics(
  selections: readonly MetricSelection[],
): Promise<Pick<TrainingSetup, "metrics" | "wholeMetrics">> {
  const loaded = await Promise.all(
    selections.map(async (selection) => ({ id: selection.id, metric: await loadMetric(selection) })),
  );
  return {
    metrics: loaded.flatMap(({ id, metric }) => (metric.live === undefined ? [] : [{ id, metric: metric.live }])),
    wholeMetrics: loaded.filter(({ metric }) => metric.live === undefined),
  };
}

type ChunkedDevice = Pick<Device, "backend" | "isSoftware" | "maximumTensorBytes">;

/**
 * Examples at once that keep memory bounded, and on a slow device time, whatever the batch size. Throws when not even
 * one fits the device.
 */
export function chunkLimit(plan: ModelPlan, pass: typeof IN_TRAINING, device: ChunkedDevice): number {
  const largestParameter = Math.max(
    0,
    ...[...everyLayer(plan.layers)].flatMap((layer) => layer.plan.parameters.map(({ shape }) => 4 * sizeOf(shape))),
  );
  const byBudget = Math.floor(ACTIVATION_BUDGET_BYTES / (4 * pass.copies * plan.activations));
  const byDevice = Math.floor(device.maximumTensorBytes / (4 * plan.largestActivation));
  if (byDevice < 1 || largestParameter > device.maximumTensorBytes) {
    const megabytes = Math.ceil(Math.max(largestParameter, 4 * plan.largestActivation) / 2 ** 20);
    throw new StudioError({
      code: "model-too-large",
      text: {
        en: `The model needs a tensor of ${megabytes} MB, more than this device can hold. Use fewer units or filters.`,
        zh: `该模型需要 ${megabytes} MB 的张量，超出此设备的上限。请减少单元或滤波器的数量。`,
      },
    });
  }
  const isSlow = device.isSoftware || device.backend === "cpu";
  const byTime = isSlow ? Math.floor(pass.multiplyAdds / Math.max(1, plan.multiplyAdds)) : Infinity;
  return Math.max(1, Math.min(byBudget, byDevice, byTime));
}
