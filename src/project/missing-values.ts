import type { ModelRecord } from "./records.ts";

/**
 * What the model's preparation puts in a missing value's place, by column: the columns that may be left unknown. Empty
 * for a model that was trained without filling gaps.
 */
export function fillsOf({ preprocess }: Pick<ModelRecord, "preprocess">): ReadonlyMap<string, number | string> {
  return new Map(
    preprocess
      .filter(({ step }) => step === "impute")
      .flatMap(({ columns }) =>
        columns.flatMap(({ name, values }) => {
          const fill = values["number"] ?? values["category"];
          return typeof fill === "number" || typeof fill === "string" ? [[name, fill] as const] : [];
        }),
      ),
  );
}
