/** What only the model and the target can tell of the training settings. */
import { findDefinition } from "../../catalog/definition.ts";
import { everyLayer } from "../../catalog/layers/layer.ts";
import { metricOf, metricsOf } from "../../catalog/metrics/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { OptimizerDefinition } from "../../catalog/optimizers/optimizer.ts";
import type { Text } from "../../language/text.ts";
import { nearestName } from "../../project/nearest-name.ts";
import type { Project } from "../../project/project.ts";
import type { Target } from "../../project/records.ts";
import { dataProblem, listed } from "../data/data-problem.ts";
import type { ModelPlan } from "../model-program.ts";
import { kindOf } from "../data/target-kind.ts";

/** Throws a `StudioError` when `training.layerRates` names a layer that is not there, or leaves nothing to learn. */
export function checkLayerRates(rates: Project["training"]["layerRates"], plan: ModelPlan): void {
  const known = plan.layers
    .filter((layer) => [...everyLayer([layer])].some((each) => each.plan.parameters.length > 0))
    .map(({ name }) => name);
  const unknown = Object.keys(rates).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, known);
    throw dataProblem(
      "unknown-layer",
      `training.layerRates: there is no layer "${unknown}" with weights. ${nearest === null ? "" : `Did you mean "${nearest}"? `}Layers with weights: ${listed(known)}.`,
      `training.layerRates：没有名为“${unknown}”且带权重的层。${nearest === null ? "" : `是否想写“${nearest}”？`}带权重的层：${listed(known)}。`,
    );
  }
  if (known.length === 0 || known.some((name) => rates[name] !== 0)) return;
  throw dataProblem(
    "nothing-learns",
    "training.layerRates: every layer is frozen (0), so there is nothing to learn. Give at least one layer a factor above 0.",
    "training.layerRates：所有层都被冻结（0），没有可学习的内容。请至少让一层的系数大于 0。",
  );
}

/** What bends single steps or single layers, by where it stands in `training`. */
const bending: readonly {
  readonly field: string;
  readonly isSet: (training: Project["training"]) => boolean;
  readonly reason: Text;
}[] = [
  {
    field: "clip",
    isSet: ({ clip }) => clip !== null,
    reason: { en: "a clipped gradient is no longer that of the loss", zh: "裁剪后的梯度不再是损失的梯度" },
  },
  {
    field: "layerRates",
    isSet: ({ layerRates }) => Object.values(layerRates).some((rate) => rate !== 0 && rate !== 1),
    reason: {
      en: "it moves all layers together; use 0 to freeze one, or 1",
      zh: "所有层一起移动；请用 0 冻结某层，或用 1",
    },
  },
  {
    field: "wrappers",
    isSet: ({ wrappers }) => wrappers.some(({ id }) => id !== "averaging"),
    reason: {
      en: "Lookahead and SAM move the weights or the gradient behind its back; averaged weights suit it",
      zh: "Lookahead 与 SAM 会在其之外移动权重或梯度；权重平均可以使用",
    },
  },
];

/** Throws a `StudioError` when something stands around an optimizer of the whole that it cannot work with. */
export function checkOptimizer(training: Project["training"]): void {
  const { title, isWhole }: Pick<OptimizerDefinition, "title" | "isWhole"> = findDefinition(
    optimizers,
    training.optimizer.id,
  );
  const wrong = isWhole === true ? bending.find(({ isSet }) => isSet(training)) : undefined;
  if (wrong === undefined) return;
  throw dataProblem(
    "optimizer-mismatch",
    `training.${wrong.field} does not suit ${title.en}: ${wrong.reason.en}.`,
    `training.${wrong.field} 不适用于 ${title.zh}：${wrong.reason.zh}。`,
  );
}

/**
 * Throws a `StudioError` when a metric does not suit the target, or when a stopping rule goes by one that nothing
 * measures: on training batches, which stand in for a validation part, only live metrics are.
 */
export function checkMetrics(training: Project["training"], target: Target, validationRows: number): void {
  const { metrics = [], stopping } = training;
  metrics.forEach(({ id }, index) => checkMetric(`training.metrics[${index}].id`, id, target));
  for (const rule of ["target", "patience"] as const) {
    const metric = stopping?.[rule]?.metric ?? "loss";
    if (metric === "loss") continue;
    const field = `training.stopping.${rule}.metric`;
    checkMetric(field, metric, target, ["loss"]);
    if (validationRows > 0 || metricOf(metric).isLive) continue;
    throw dataProblem(
      "metric-unmeasured",
      `${field}: "${metric}" takes all answers to a part at once, and there is no validation part to measure it on. Give some rows to validation, or use "loss".`,
      `${field}：“${metric}”需要对整个部分的答案统一计算，而目前没有验证集。请划出一部分验证数据，或改用 loss。`,
    );
  }
}

function checkMetric(field: string, metric: string, target: Target, others: readonly string[] = []): void {
  const suited = metricsOf(target.task).map(({ id }) => id);
  if (suited.includes(metric)) return;
  const [en, zh] = kindOf(target);
  const known = [...others, ...suited].join(", ");
  throw dataProblem(
    "metric-task",
    `${field}: "${metric}" does not suit the target "${target.name}", which is ${en}. Use one of: ${known}.`,
    `${field}：“${metric}”不适用于目标“${target.name}”（${zh}）。可用：${known}。`,
  );
}
