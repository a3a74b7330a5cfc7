/**
 * What a preprocessing step is: fitted on the training rows alone, then applied alike in training, evaluation,
 * prediction and export. What was fitted is plain JSON and is saved with the model.
 */
import { z } from "zod";
import type { CategoryColumn, ColumnType, NumberColumn } from "../datasets/dataset.ts";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { StepColumn } from "./step-column.ts";

export interface PreprocessorDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly columnTypes: readonly ColumnType[];
  readonly load: () => Promise<Preprocessor<z.infer<Config>>>;
}

/** What may be looked at while fitting: the training rows of the touched columns, and the answers to learn there. */
export interface Seen {
  readonly rows: Int32Array;
  readonly target: NumberColumn | CategoryColumn;
}

/** Rows that follow each other, in their order; the whole data set is one series unless a group column parts it. */
export type Series = readonly Int32Array[];

export interface Preprocessor<Config = unknown> {
  /** What must be remembered, with the name of each column that the step will touch. */
  fit(config: Config, columns: readonly StepColumn[], seen: Seen): Fitted;
  /** The columns that take the place of the touched ones, for all rows, in the place of the first of them or each. */
  apply(fitted: Fitted, columns: readonly StepColumn[], series: Series): readonly StepColumn[];
}

const values = z.record(z.string(), z.json());

/** One step, fitted: what is remembered of each column that it touches, and of them together. */
export const fittedStepSchema = z.strictObject({
  step: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), values })),
  shared: values.exactOptional(),
});
export type FittedStep = z.infer<typeof fittedStepSchema>;
export type Fitted = Omit<FittedStep, "step">;

export function definePreprocessor<const Id extends string, Config extends ConfigSchema>(
  definition: PreprocessorDefinition<Config> & { readonly id: Id },
): PreprocessorDefinition<Config> & { readonly id: Id } {
  return definition;
}

/** Which columns a step touches; left out, every feature of a type that it can handle. */
export const columnsField = z
  .array(z.string())
  .optional()
  .meta({ field: { label: { en: "Columns", zh: "列" } } });
