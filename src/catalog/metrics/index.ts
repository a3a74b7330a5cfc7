import type { z } from "zod";
import { findDefinition, selectionOf } from "../definition.ts";
import type { Task } from "../losses/loss.ts";
import {
  accuracy,
  averagePrecision,
  f1,
  logLoss,
  mcc,
  perplexity,
  precision,
  recall,
  rocAuc,
  topK,
} from "./classes/definition.ts";
import type { CreateMetric, Metric, MetricDefinition } from "./metric.ts";
import { mae, mape, mse, r2, rmse } from "./numbers/definition.ts";

/** In the order in which they are shown. */
export const metrics = [
  accuracy,
  topK,
  precision,
  recall,
  f1,
  rocAuc,
  averagePrecision,
  mcc,
  logLoss,
  perplexity,
  r2,
  mae,
  rmse,
  mse,
  mape,
] as const;

/** `{ id, ... }` */
export const metricSelection = selectionOf("id", metrics);
export type MetricSelection = z.infer<typeof metricSelection>;

export function metricOf(id: string): MetricDefinition {
  return findDefinition(metrics, id);
}

/** Those that can measure this kind of target. */
export function metricsOf(task: Task): readonly MetricDefinition[] {
  return metrics.filter(({ tasks }) => tasks.includes(task));
}

/** What is measured where nobody has chosen. */
export function metricsFor(task: Task): readonly MetricSelection[] {
  switch (task) {
    case "classification":
      return [{ id: "accuracy" }];
    case "generation":
      return [{ id: "accuracy" }, { id: "perplexity" }];
    case "regression":
      return [{ id: "r2" }, { id: "mae" }];
    case "reconstruction":
      return [{ id: "mae" }];
  }
}

/** With the settings that they have by themselves. */
export function metricsNamed(ids: Iterable<string>): readonly MetricSelection[] {
  return [...ids].map((id) => metricSelection.parse({ id }));
}

/** The metric with its settings. */
export async function loadMetric(selection: { readonly id: string }): Promise<Metric> {
  const definition = metricOf(selection.id);
  const { id: _id, ...given } = selection;
  const config = definition.config.parse(given);
  const create: CreateMetric<typeof config> = await definition.load();
  return create(config);
}
