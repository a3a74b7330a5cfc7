/**
 * What a preprocessing step is: fitted on the training rows alone, then applied alike in training, evaluation,
 * prediction and export. What was fitted is plain JSON and is saved with the model.
 */
import { z } from "zod";
import type { Column, ColumnType } from "../datasets/dataset.ts";
import type { ConfigSchema, Definition } from "../definition.ts";

export interface PreprocessorDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly columnTypes: readonly ColumnType[];
  readonly load: () => Promise<Preprocessor<z.infer<Config>>>;
}

export interface Preprocessor<Config = unknown> {
  /** What must be remembered of one column, seen at the training rows only; null leaves this column as it is. */
  fit(config: Config, column: Column, rows: Int32Array): FittedValues | null;
  /** The column or columns that take its place, for all rows. */
  apply(fitted: FittedValues, column: Column): readonly Column[];
}

export type FittedValues = Readonly<Record<string, number | string | readonly string[]>>;

/** One step, fitted: what each column that it touches becomes. */
export const fittedStepSchema = z.strictObject({
  step: z.string(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      values: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])),
    }),
  ),
});
export type FittedStep = z.infer<typeof fittedStepSchema>;

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
