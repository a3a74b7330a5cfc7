/** Where the rows are that a network learns from: in memory, or on the disk where they are more than memory holds. */
import type { CategoryColumn, Column, Dataset, NumberColumn } from "../../catalog/datasets/dataset.ts";
import type { FittedStep, Seen } from "../../catalog/preprocessors/preprocessor.ts";
import type { StepColumn } from "../../catalog/preprocessors/step-column.ts";
import type { Text } from "../../language/text.ts";
import { type EncodedExamples, encodeExamples } from "./encode-examples.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Parts } from "./split-rows.ts";

export interface RowSource {
  /** Every row of the target and of what rows are dealt by; of the features, the rows that are held. */
  readonly dataset: Dataset;
  /** Whether the features are held whole. */
  readonly isHeld: boolean;
  /** What is to be said of how this data is learnt from. */
  readonly note?: Text;
  /** Of the training rows, what steps are fitted on. */
  seen(rows: Int32Array, target: NumberColumn | CategoryColumn): Seen;
  /** Where a row stands in the features; -1 where it is not held. */
  placeOf(row: number): number;
  /** All rows as a network reads them; `columns` are the held features after the steps. */
  encode(
    columns: readonly StepColumn[],
    fitted: readonly FittedStep[],
    of: { readonly features: readonly Column[]; readonly parts: Parts },
  ): Promise<EncodedExamples>;
  fingerprint(columns: readonly Column[]): string;
  close(): void;
}

export function heldRows(dataset: Dataset): RowSource {
  return {
    dataset,
    isHeld: true,
    seen: (rows, target) => ({ rows, target }),
    placeOf: (row) => row,
    encode: (columns, _fitted, { parts }) => Promise.resolve(encodeExamples(columns, allOf(parts))),
    fingerprint: fingerprintOf,
    close: () => undefined,
  };
}

export function* allOf(parts: Parts): Generator<number> {
  yield* parts.train;
  yield* parts.validation;
  yield* parts.test;
}
