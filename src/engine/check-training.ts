/** What only the model and the target can tell of the training settings. */
import { metrics } from "../catalog/metrics/index.ts";
import { nearestName } from "../project/nearest-name.ts";
import type { Project } from "../project/project.ts";
import type { Target } from "../project/records.ts";
import { dataProblem, listed } from "./data-problem.ts";
import type { ModelPlan } from "./model-program.ts";

/** Throws a `StudioError` when `training.layerRates` names a layer that is not there, or leaves nothing to learn. */
export function checkLayerRates(rates: Project["training"]["layerRates"], plan: ModelPlan): void {
  const known = plan.layers.filter((layer) => layer.plan.parameters.length > 0).map(({ name }) => name);
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

/** Throws a `StudioError` when the stopping rules look at a measure that the target does not have. */
export function checkStopping(stopping: Project["training"]["stopping"], target: Target): void {
  const suited = metrics.filter(({ tasks }) => (tasks as readonly string[]).includes(target.task)).map(({ id }) => id);
  for (const rule of ["target", "patience"] as const) {
    const metric = stopping?.[rule]?.metric ?? "loss";
    if (metric === "loss" || suited.some((id) => id === metric)) continue;
    const [en, zh] = target.task === "classification" ? ["classes", "类别"] : ["a number", "数值"];
    const known = ["loss", ...suited].join(", ");
    throw dataProblem(
      "metric-task",
      `training.stopping.${rule}.metric: "${metric}" does not suit the target "${target.name}", which is ${en}. Use one of: ${known}.`,
      `training.stopping.${rule}.metric：“${metric}”不适用于目标“${target.name}”（${zh}）。可用：${known}。`,
    );
  }
}
