import type { FittedStep } from "../catalog/preprocessors/preprocessor.ts";

/** What the model's preparation puts in a missing value's place; undefined where a value must be given. */
export function fillOf(preprocess: readonly FittedStep[], column: string): number | string | undefined {
  const fills = preprocess
    .filter(({ step }) => step === "impute")
    .flatMap(({ columns }) => columns.filter(({ name }) => name === column))
    .map(({ values }) => values["number"] ?? values["category"]);
  return fills.find((fill) => typeof fill === "number" || typeof fill === "string");
}
