/** Three ways to write a step, by what it needs to see: a column's numbers, one column, or all of them together. */
import { type z } from "zod";
import type { NumberColumn } from "../datasets/dataset.ts";
import type { Fitted, Preprocessor, Seen, Series } from "./preprocessor.ts";
import type { StepColumn } from "./step-column.ts";

type State = Fitted["columns"][number]["values"];

/** Each column for itself, whatever its type. */
export function columnStep<Config, Values extends State>(step: {
  /** Reads what was fitted back from a saved model. */
  readonly values: z.ZodType<Values>;
  /** Null leaves this column as it is. */
  fit(config: Config, column: StepColumn, seen: Seen): Values | null;
  /** What takes its place. */
  apply(values: Values, column: StepColumn): readonly StepColumn[];
}): Preprocessor<Config> {
  return {
    fit: (config, columns, seen) => ({
      columns: columns.flatMap((column) => {
        const values = step.fit(config, column, seen);
        return values === null ? [] : [{ name: column.name, values }];
      }),
    }),
    apply: (fitted, columns) => {
      const valuesOf = new Map(fitted.columns.map(({ name, values }) => [name, step.values.parse(values)]));
      return columns.flatMap((column) => {
        const values = valuesOf.get(column.name);
        return values === undefined ? [column] : step.apply(values, column);
      });
    },
  };
}

/** Each number of a column to another number; what is missing stays so. */
export function numberStep<Config, Values extends State>(step: {
  readonly values: z.ZodType<Values>;
  /** `present`: the training rows' numbers that are there, in the order of the rows; there may be none. */
  fit(config: Config, present: Float64Array, name: string): Values;
  map(values: Values): (value: number) => number;
}): Preprocessor<Config> {
  return columnStep<Config, Values>({
    values: step.values,
    fit: (config, column, { rows }) =>
      column.type === "number" ? step.fit(config, presentNumbers(column, rows), column.name) : null,
    apply: (values, column) =>
      column.type === "number" ? [{ ...column, values: column.values.map(step.map(values)) }] : [column],
  });
}

/** All touched columns together; what becomes of them stands where the first of them stood. */
export function jointStep<Config, Each extends State, Shared extends State>(step: {
  readonly each: z.ZodType<Each>;
  readonly shared: z.ZodType<Shared>;
  /** `each` in the order of the columns. Null leaves all of them as they are. */
  fit(
    config: Config,
    columns: readonly StepColumn[],
    seen: Seen,
  ): { readonly each: readonly Each[]; readonly shared: Shared } | null;
  apply(
    fitted: { readonly each: readonly Each[]; readonly shared: Shared },
    columns: readonly StepColumn[],
    series: Series,
  ): readonly StepColumn[];
}): Preprocessor<Config> {
  return {
    fit: (config, columns, seen) => {
      const fitted = columns.length === 0 ? null : step.fit(config, columns, seen);
      if (fitted === null) return { columns: [] };
      return {
        columns: columns.map(({ name }, index) => ({ name, values: fitted.each[index]! })),
        shared: fitted.shared,
      };
    },
    apply: (fitted, columns, series) => {
      const columnOf = new Map(columns.map((column) => [column.name, column]));
      const touched = fitted.columns.flatMap(({ name }) => columnOf.get(name) ?? []);
      const [first] = touched;
      if (first === undefined) return columns;
      const made = step.apply(
        { each: fitted.columns.map(({ values }) => step.each.parse(values)), shared: step.shared.parse(fitted.shared) },
        touched,
        series,
      );
      const isTouched = new Set(touched);
      return columns.flatMap((column) => (column === first ? made : isTouched.has(column) ? [] : [column]));
    },
  };
}

/** Of those at `rows`, the numbers that are there. */
export function presentNumbers(column: NumberColumn, rows: Int32Array): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = column.values[row]!;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

/** The columns as numbers; for steps whose definition says that they touch nothing else. */
export function asNumbers(columns: readonly StepColumn[]): readonly NumberColumn[] {
  return columns.filter((column) => column.type === "number");
}
