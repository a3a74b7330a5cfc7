import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import type { NumberColumn } from "../../datasets/dataset.ts";
import { asNumbers, jointStep } from "../make-step.ts";

const MOST_COLUMNS = 5000;

/** The columns, then every product of 2 to `degree` of them, in the order of scikit-learn's PolynomialFeatures. */
export const polynomial = jointStep({
  each: z.strictObject({}),
  shared: z.strictObject({ degree: z.int().min(1), products: z.boolean() }),
  fit: ({ degree, products }: { degree: number; products: boolean }, columns) => {
    const count = countOf(columns.length, degree, products);
    if (count > MOST_COLUMNS) throw tooMany(columns.length, count);
    return { each: columns.map(() => ({})), shared: { degree, products } };
  },
  apply: ({ shared: { degree, products } }, columns) => {
    const numbers = asNumbers(columns);
    const made: NumberColumn[] = [...numbers];
    // Products of one factor fewer, each with the place of its last factor.
    let shorter = numbers.map((column, last) => ({ column, factors: [last] }));
    for (let factors = 2; factors <= degree; factors++) {
      shorter = shorter.flatMap((product) => {
        const last = product.factors[product.factors.length - 1]!;
        const from = products ? last + 1 : last;
        return numbers.slice(from).map((other, at) => {
          const chosen = [...product.factors, from + at];
          const values = product.column.values.map((value, row) => value * other.values[row]!);
          return { factors: chosen, column: { type: "number", name: nameOf(chosen, numbers), values } };
        });
      });
      made.push(...shorter.map(({ column }) => column));
    }
    return made;
  },
});

/** "a² × b" */
export function nameOf(factors: readonly number[], columns: readonly { readonly name: string }[]): string {
  const powers = new Map<number, number>();
  for (const factor of factors) powers.set(factor, (powers.get(factor) ?? 0) + 1);
  return Array.from(powers, ([factor, power]) => {
    const { name } = columns[factor]!;
    return power === 1 ? name : `${name}${"⁰¹²³⁴⁵"[power]!}`;
  }).join(" × ");
}

function countOf(columns: number, degree: number, products: boolean): number {
  let count = 0;
  let ofLength = 1;
  for (let factors = 1; factors <= degree; factors++) {
    ofLength *= (products ? columns - factors + 1 : columns + factors - 1) / factors;
    count += Math.max(0, ofLength);
  }
  return Math.round(count);
}

function tooMany(columns: number, count: number): StudioError {
  return new StudioError({
    code: "too-many-columns",
    text: {
      en: `data.preprocess: powers and products of ${columns} columns would make ${count}, more than the ${MOST_COLUMNS} allowed. Use fewer columns or a smaller degree.`,
      zh: `data.preprocess：${columns} 列的多项式将产生 ${count} 列，超过上限 ${MOST_COLUMNS}。请减少列数或降低次数。`,
    },
  });
}
