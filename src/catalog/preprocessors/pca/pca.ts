import { z } from "zod";
import type { NumberColumn } from "../../datasets/dataset.ts";
import { asNumbers, jointStep } from "../make-step.ts";
import { missingValue } from "../missing-value.ts";
import { momentsOf } from "../moments.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

interface PcaConfig {
  readonly components: number;
  readonly share: number | null;
  readonly whiten: boolean;
}

/**
 * Jolliffe (2002): eigenvectors of the training rows' covariance, greatest variance first, each with its largest weight
 * positive; as scikit-learn's PCA. Component k of a row is the sum over columns of (x - mean) × weights[k].
 */
export const pca = jointStep({
  each: z.strictObject({ mean: z.number(), weights: z.array(z.number()) }),
  shared: z.strictObject({ components: z.int() }),
  fit: (config: PcaConfig, columns, { rows }) => {
    const numbers = asNumbers(columns);
    const centred = numbers.map((column) => centredAt(column, rows));
    const { values, vectors } = symmetricEigen(covarianceOf(centred.map(({ values: own }) => own)));
    const count = Math.min(config.components, columns.length, rows.length, enough(values, config.share));
    const kept = vectors.slice(0, count).map((vector, index) => {
      const largest = vector.reduce((best, weight) => (Math.abs(weight) > Math.abs(best) ? weight : best), 0);
      // A direction without variance is not blown up.
      const scale = config.whiten && values[index]! > 0 ? 1 / Math.sqrt(values[index]!) : 1;
      return vector.map((weight) => weight * scale * (largest < 0 ? -1 : 1));
    });
    return {
      each: centred.map(({ mean }, at) => ({ mean, weights: kept.map((vector) => vector[at]!) })),
      shared: { components: count },
    };
  },
  apply: ({ each, shared: { components } }, columns) => {
    const numbers = asNumbers(columns);
    return Array.from({ length: components }, (_, component) => {
      const values = new Float64Array(numbers[0]!.values.length);
      numbers.forEach((column, at) => {
        const { mean, weights } = each[at]!;
        const weight = weights[component]!;
        for (let row = 0; row < values.length; row++) values[row]! += weight * (column.values[row]! - mean);
      });
      return { type: "number" as const, name: `component ${component + 1}`, values };
    });
  },
});

function centredAt(column: NumberColumn, rows: Int32Array): { readonly mean: number; readonly values: Float64Array } {
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  const gap = values.findIndex(Number.isNaN);
  if (gap >= 0) throw missingValue(column.name, rows[gap]!);
  const { mean } = momentsOf(values);
  return { mean, values: values.map((value) => value - mean) };
}

function covarianceOf(columns: readonly Float64Array[]): Float64Array[] {
  const matrix = columns.map(() => new Float64Array(columns.length));
  columns.forEach((first, p) => {
    for (let q = p; q < columns.length; q++) {
      const second = columns[q]!;
      let sum = 0;
      for (let row = 0; row < first.length; row++) sum += first[row]! * second[row]!;
      matrix[p]![q] = matrix[q]![p] = sum / Math.max(1, first.length - 1);
    }
  });
  return matrix;
}

/** How many of the largest eigenvalues make up `share` of their sum. */
function enough(values: readonly number[], share: number | null): number {
  if (share === null) return values.length;
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  let sum = 0;
  const at = values.findIndex((value) => (sum += Math.max(0, value)) >= share * whole * (1 - 1e-12));
  return at < 0 ? values.length : at + 1;
}
