/** What a metric is: sums over examples, computed in the step, and a value read from the sums. */
import type { Ops, Tensor } from "../../tensor/ops.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { Task } from "../losses/loss.ts";

export interface MetricDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly tasks: readonly Task[];
  /** Which way is good, for charts and verdicts. */
  readonly better: "higher" | "lower";
  /** "fraction" is shown as per cent. */
  readonly unit: "fraction" | "target" | "none";
  readonly load: () => Promise<Metric>;
}

export interface Metric {
  readonly terms: readonly string[];
  /**
   * One float32 [n] per term; arguments as a loss takes them, except that numbers are differences from the mean of the
   * training targets, in the target's own unit, so that sums of squares keep their digits where the mean is large against the spread.
   */
  perExample(ops: Ops, prediction: Tensor, target: Tensor): Readonly<Record<string, Tensor>>;
  /** From the weighted sum of each term and the sum of weights. */
  value(sums: Readonly<Record<string, number>>, weight: number): number;
}

export function defineMetric<const Id extends string, Config extends ConfigSchema>(
  definition: MetricDefinition<Config> & { readonly id: Id },
): MetricDefinition<Config> & { readonly id: Id } {
  return definition;
}
