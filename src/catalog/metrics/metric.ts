/**
 * What a metric is: a number for a whole part of the data, from all that the model answered. Those that are live are
 * also sums over examples, which a training step computes beside its loss.
 */
import type { z } from "zod";
import type { Ops, Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { Task } from "../losses/loss.ts";

export interface MetricDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly tasks: readonly Task[];
  /** Which way is good, for charts and verdicts. */
  readonly better: "higher" | "lower";
  /** "fraction" is shown as per cent. */
  readonly unit: "fraction" | "target" | "squared-target" | "none";
  /** Whether every training batch is measured too; otherwise it takes all answers to a part at once. */
  readonly isLive: boolean;
  readonly load: () => Promise<CreateMetric<z.infer<Config>>>;
}

export type CreateMetric<Config> = (config: Config) => Metric;

/** In double precision on the host, row by row. */
export interface ClassAnswers {
  readonly task: "classification";
  readonly classes: number;
  readonly truths: Int32Array;
  /** The likeliest class, of equals the first. */
  readonly predicted: Int32Array;
  /** [rows, classes] */
  readonly probabilities: Float64Array;
  /** -log of the right class's probability, in nats. */
  readonly surprises: Float64Array;
}

export interface NumberAnswers {
  readonly task: "regression";
  readonly truths: Float64Array;
  readonly values: Float64Array;
}

export type Answers = ClassAnswers | NumberAnswers;

/** `measure` gives null where the metric is not defined on these answers, such as without any. */
export type Metric = (
  | { readonly task: "classification"; readonly measure: (answers: ClassAnswers) => number | null }
  | { readonly task: "regression"; readonly measure: (answers: NumberAnswers) => number | null }
) & {
  /** Where the definition says that it is. */
  readonly live?: LiveMetric;
};

export interface LiveMetric {
  readonly terms: readonly string[];
  /**
   * One float32 [n] per term; arguments as a loss takes them, except that numbers are differences from the mean of the
   * training targets, in the target's own unit, so that sums of squares keep their digits where the mean is large against the spread.
   */
  perExample(ops: Ops, prediction: Tensor, target: Tensor): Readonly<Record<string, Tensor>>;
  /** From the weighted sum of each term and the sum of weights; null where it is not defined. */
  value(sums: Readonly<Record<string, number>>, weight: number): number | null;
}

/** Null where there are no answers, or where the metric is not defined on them. */
export function measured(metric: Metric, answers: Answers): number | null {
  if (answers.truths.length === 0) return null;
  if (metric.task === "classification" && answers.task === "classification") return finite(metric.measure(answers));
  if (metric.task === "regression" && answers.task === "regression") return finite(metric.measure(answers));
  throw new Error(`A metric of ${metric.task} cannot measure ${answers.task}`);
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

export function defineMetric<const Id extends string, Config extends ConfigSchema>(
  definition: MetricDefinition<Config> & { readonly id: Id },
): MetricDefinition<Config> & { readonly id: Id } {
  return definition;
}
