/** Fills what the project leaves open about model and training, once the data is known. */
import type { LayerSelection } from "../../catalog/layers/index.ts";
import { type LossChoice, lossFor, lossOf, losses } from "../../catalog/losses/index.ts";
import { type MetricSelection, metricsFor, metricsNamed } from "../../catalog/metrics/index.ts";
import { embeddingMistakes } from "../../project/embedding-mistake.ts";
import { isAnswer, isLeftToLoss, layersOf, seamOf } from "../../project/preset.ts";
import type { Project } from "../../project/project.ts";
import type { Target } from "../../project/records.ts";
import { checkLayerRates, checkMetrics, checkOptimizer } from "./check-training.ts";
import { dataProblem, inField } from "../data/data-problem.ts";
import type { StudioError } from "../../language/studio-error.ts";
import { type ModelPlan, planModel } from "../model-program.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import type { ResolvedData } from "../data/resolve-data.ts";
import { kindOf } from "../data/target-kind.ts";

export interface ResolvedProject {
  /** With nothing left open. */
  readonly project: Project;
  readonly layers: readonly LayerSelection[];
  readonly plan: ModelPlan;
  /** An id of the catalog, never "auto". */
  readonly loss: string;
}

/** Throws a `StudioError` that names the field or the layer. */
export function resolveProject(project: Project, data: ResolvedData, prepared: PreparedData): ResolvedProject {
  const loss = resolveLoss(project.training.loss, prepared.target);
  const { target, examples } = prepared;
  const seam = seamOf(target, examples.shape, examples.vocabulary);
  const { model, layers: written, fieldOf } = inField("model.architecture", () => layersOf(project.model, seam));
  const layers = endedFor(loss, written, target);
  const plan = planModel(layers, prepared.examples.shape, fieldOf);
  for (const { path, problem } of embeddingMistakes(layers, examples.vocabulary)) {
    inField(fieldOf(Number(path[0])), () => {
      throw problem;
    });
  }
  if (!isAnswer(plan.output, seam)) throw notAnAnswer(plan, target, seam.outputs);
  checkLayerRates(project.training.layerRates, plan);
  checkOptimizer(project.training);
  checkMetrics(project.training, prepared.target, prepared.parts.validation.length);
  return {
    project: {
      ...project,
      data: resolvedData(data, prepared),
      model,
      training: { ...project.training, loss, metrics: metricsToMeasure(project.training, prepared.target) },
    },
    layers,
    plan,
    loss: lossOf(loss).id,
  };
}

/** Those chosen, and those that a stopping rule goes by. */
function metricsToMeasure({ metrics, stopping }: Project["training"], target: Target): MetricSelection[] {
  const chosen = metrics ?? metricsFor(target.task);
  const watched = [stopping?.target?.metric, stopping?.patience?.metric].flatMap((id) =>
    id === undefined || id === "loss" || chosen.some((each) => each.id === id) ? [] : [id],
  );
  return [...chosen, ...metricsNamed(new Set(watched))];
}

/** With what the data set suggested written out; roles that nothing has stay left out. */
function resolvedData(data: ResolvedData, prepared: PreparedData): Project["data"] {
  const { task, group, time, targetBins, balance, augment, standardizeTarget, ignored: _ignored, ...others } = data;
  return {
    ...others,
    ...(prepared.target.task === "regression" ? { standardizeTarget } : {}),
    ...(task === undefined ? {} : { task }),
    ...(group === undefined ? {} : { group }),
    ...(time === undefined ? {} : { time }),
    ...(targetBins === undefined ? {} : { targetBins }),
    ...(balance === undefined ? {} : { balance }),
    ...(augment === undefined || augment.length === 0 ? {} : { augment: [...augment] }),
    config: { ...data.config },
    features: [...(data.features ?? prepared.inputs.map(({ name }) => name))],
    preprocess: [...data.preprocess],
  };
}

function notAnAnswer(plan: ModelPlan, target: Target, wanted: number): StudioError {
  const given = plan.output.join(" × ");
  if (target.task === "generation") {
    return dataProblem(
      "model-output",
      `model.layers: the last layer gives ${given} numbers, but each of ${plan.input[0]} tokens needs ${wanted}, one for each token that may follow. Keep the sequence to the end, and end with a dense layer of ${wanted} units.`,
      `model.layers：最后一层输出 ${given} 个数，但 ${plan.input[0]} 个词元各需 ${wanted} 个数，对应每个可能的后续词元。请保留序列直到最后，并以 ${wanted} 个单元的全连接层结尾。`,
    );
  }
  const [en, zh] = wantedNumbers(target, wanted);
  if (plan.output.length > 1) {
    return dataProblem(
      "model-output",
      `model.layers: the last layer gives ${given} numbers, but ${en}. Add a flatten or global pooling layer, then a dense layer of ${wanted} units.`,
      `model.layers：最后一层输出 ${given} 个数，但${zh}。请加上展平层或全局池化层，再接 ${wanted} 个单元的全连接层。`,
    );
  }
  return dataProblem(
    "model-output",
    `model.layers: the last layer gives ${given} numbers, but ${en}. End with a dense layer of ${wanted} units.`,
    `model.layers：最后一层输出 ${given} 个数，但${zh}。请以 ${wanted} 个单元的全连接层结尾。`,
  );
}

function wantedNumbers(target: Exclude<Target, { task: "generation" }>, wanted: number): readonly [string, string] {
  switch (target.task) {
    case "classification":
      return [`"${target.name}" has ${wanted} classes`, `“${target.name}”有 ${wanted} 个类别`];
    case "regression":
      return [`"${target.name}" is one number`, `“${target.name}”是一个数值`];
    case "reconstruction":
      return [`the input has ${wanted} numbers`, `输入有 ${wanted} 个数`];
  }
}

function resolveLoss(choice: Project["training"]["loss"], target: Target): LossChoice {
  if (choice === "auto") return lossFor(target.task);
  const { id, tasks, ending } = lossOf(choice);
  if (!tasks.includes(target.task)) {
    const suited = losses
      .filter((each) => each.tasks.some((task) => task === target.task))
      .map((each) => each.id)
      .join(", ");
    const [en, zh] = kindOf(target);
    throw dataProblem(
      "loss-task",
      `training.loss: "${id}" does not suit the target "${target.name}", which is ${en}. Use "auto" or one of: ${suited}.`,
      `training.loss：“${id}”不适用于目标“${target.name}”（${zh}）。请使用 auto 或：${suited}。`,
    );
  }
  if (ending !== undefined && target.task === "regression" && target.standardized !== undefined) {
    throw dataProblem(
      "loss-scale",
      `training.loss: "${id}" counts what the target "${target.name}" holds, so that it must be taught as it stands. Set data.standardizeTarget to false.`,
      `training.loss：“${id}”按目标“${target.name}”的原始计数计算，因此目标不能标准化。请把 data.standardizeTarget 设为 false。`,
    );
  }
  return choice;
}

/**
 * The last layer as the loss takes it: a softmax or sigmoid belongs to the loss, which takes logits, and to the answer,
 * and would count twice in the layers; a loss that needs answers above 0 has the last layer end so where it ends in nothing.
 */
function endedFor(loss: LossChoice, layers: readonly LayerSelection[], target: Target): readonly LayerSelection[] {
  const last = layers[layers.length - 1];
  if (last === undefined || !("activation" in last)) return layers;
  const { ending } = lossOf(loss);
  const isDouble = isLeftToLoss(last.activation, target.task);
  const activation = isDouble ? "linear" : last.activation === "linear" ? (ending ?? "linear") : last.activation;
  return [...layers.slice(0, -1), { ...last, activation }];
}
