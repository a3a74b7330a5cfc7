/** Fitted preprocessing steps as ONNX operators: each as the catalog's own step computes it, in double precision. */
import { z } from "zod";
import type { FittedStep } from "../../../catalog/preprocessors/preprocessor.ts";
import { nameOf } from "../../../catalog/preprocessors/polynomial/polynomial.ts";
import { RARE } from "../../../catalog/preprocessors/one-hot/one-hot.ts";
import { binned } from "../../../catalog/preprocessors/ranges.ts";
import type { PreprocessorSelection } from "../../../catalog/preprocessors/index.ts";
import type { OutsideOnnx } from "../../../project/export-preparation.ts";
import { resizedPicture } from "./pictures.ts";
import type { CategoryEntry, Entry, NumberEntry, Table } from "./table.ts";

type Step = Exclude<PreprocessorSelection["step"], OutsideOnnx>;
type Values = FittedStep["columns"][number]["values"];
type Write = (table: Table, fitted: FittedStep, entries: readonly Entry[]) => readonly Entry[];

/** The columns behind all steps; none of these may be one that `stepOutsideOnnx` finds. */
export function writeSteps(table: Table, steps: readonly FittedStep[], columns: readonly Entry[]): readonly Entry[] {
  return steps.reduce((entries, fitted) => {
    if (fitted.columns.length === 0) return entries;
    // A fitted step's name is a selection's, and those outside of ONNX are not asked for.
    const write = writers[fitted.step as Step];
    return write(table, fitted, entries);
  }, columns);
}

const writers: Readonly<Record<Step, Write>> = {
  impute: eachColumn((table, values, entry) => {
    if (entry.type === "number" && values["number"] !== undefined) {
      const x = table.joined([entry]);
      const isMissing = table.apply("IsNaN", x);
      const filled = table.apply("Where", isMissing, table.doubles(numberIn(values, "number")), x);
      return withFlag(table, values, { ...entry, value: filled, at: 0, of: 1 }, isMissing);
    }
    if (entry.type === "category" && typeof values["category"] === "string") {
      const known = entry.categories.indexOf(values["category"]);
      const code = known < 0 ? entry.categories.length : known;
      const isMissing = table.apply("Less", entry.value, table.onnx.int64s([0]));
      const value = table.apply("Where", isMissing, table.onnx.int64s([code]), entry.value);
      const categories = known < 0 ? [...entry.categories, values["category"]] : entry.categories;
      return withFlag(table, values, { ...entry, value, categories }, isMissing);
    }
    return [entry];
  }),
  standardize: eachNumber((table, x, of) => table.apply("Div", table.apply("Sub", x, of("mean")), of("deviation"))),
  robust: eachNumber((table, x, of) => table.apply("Div", table.apply("Sub", x, of("median")), of("range"))),
  "min-max": eachNumber((table, x, of, all) => {
    const shares = table.apply("Div", table.apply("Sub", x, of("minimum")), of("span"));
    const [first] = all;
    const [low, high] = [numberIn(first!, "low"), numberIn(first!, "high")];
    const mapped = table.apply("Add", table.apply("Mul", shares, table.doubles(high - low)), table.doubles(low));
    if (first!["clip"] !== true) return mapped;
    return within(table, mapped, table.doubles(Math.min(low, high)), table.doubles(Math.max(low, high)));
  }),
  clip: eachNumber((table, x, _of, all) => {
    const bounds = (field: string, none: number) =>
      table.doubles(...all.map((values) => (values[field] === null ? none : numberIn(values, field))));
    return within(table, x, bounds("low", -Number.MAX_VALUE), bounds("high", Number.MAX_VALUE));
  }),
  log: eachNumber((table, x) => {
    const size = table.apply("Log", table.apply("Add", table.apply("Abs", x), table.doubles(1)));
    return table.apply("Mul", table.apply("Sign", x), size);
  }),
  power: eachNumber((table, x, of, all) => {
    const isBoxCox = all[0]!["method"] === "box-cox";
    const lambdas = all.map((values) => numberIn(values, "lambda"));
    const zero = table.doubles(0);
    const bent = (): string => {
      if (isBoxCox) {
        const isTooSmall = table.apply("LessOrEqual", x, zero);
        return boxCox(table, table.apply("Where", isTooSmall, of("smallest"), x), lambdas);
      }
      const size = table.apply("Add", table.apply("Abs", x), table.doubles(1));
      const above = boxCox(table, size, lambdas);
      const below = boxCox(
        table,
        size,
        lambdas.map((lambda) => 2 - lambda),
      );
      return table.apply("Where", table.apply("GreaterOrEqual", x, zero), above, table.apply("Neg", below));
    };
    return table.apply("Div", table.apply("Sub", bent(), of("mean")), of("deviation"));
  }),
  "one-hot": eachColumn((table, values, entry) => {
    if (entry.type !== "category") return [entry];
    const categories = namesIn(values, "categories");
    const isRare = values["rare"] === true;
    const labels = isRare ? [...categories, RARE] : categories;
    const places = entry.categories.map((category) => {
      const own = categories.indexOf(category);
      return isRare && own < 0 ? categories.length : own;
    });
    const places64 = table.lookUp(entry.value, table.onnx.int64s([-1, ...places]));
    return table.columns(
      labels.map((label) => `${entry.name} = ${label}`),
      table.oneHot(places64, labels.length),
    );
  }),
  ordinal: eachColumn((table, values, entry) => {
    if (entry.type !== "category") return [entry];
    const categories = namesIn(values, "categories");
    const places = entry.categories.map((category) => categories.indexOf(category));
    return table.columns([entry.name], table.lookUp(entry.value, table.onnx.float64s([-1, ...places])));
  }),
  bins: eachColumn((table, values, entry) => {
    if (entry.type !== "number") return [entry];
    const edges = z.array(z.number()).parse(values["edges"]);
    const x = table.joined([entry]);
    const reached = table.cast(table.apply("GreaterOrEqual", x, table.doubles(...edges, Infinity)), "int64");
    const codes = table.onnx.node("ReduceSum", [reached, table.onnx.int64s([2])], { keepdims: { int: 1 } });
    const value = table.apply("Where", table.apply("IsNaN", x), table.onnx.int64s([-1]), codes);
    const { name } = entry;
    const { categories } = binned({ type: "number", name, values: new Float64Array() }, edges);
    const made: CategoryEntry = { type: "category", name, value, categories };
    return [made];
  }),
  polynomial: together((table, fitted, numbers) => {
    const degree = numberIn(fitted.shared ?? {}, "degree");
    const isProducts = fitted.shared?.["products"] === true;
    const whole = table.joined(numbers);
    const made: NumberEntry[] = [
      ...table.columns(
        numbers.map(({ name }) => name),
        whole,
      ),
    ];
    let shorter = { value: whole, factors: numbers.map((_, at) => [at]) };
    for (let count = 2; count <= degree; count++) {
      const pairs = shorter.factors.flatMap((factors, at) => {
        const from = factors.at(-1)! + (isProducts ? 1 : 0);
        return numbers.slice(from).map((_, index) => ({ at, factors: [...factors, from + index] }));
      });
      if (pairs.length === 0) break;
      const picked = (value: string, places: readonly number[]): string =>
        table.onnx.node("Gather", [value, table.onnx.int64s(places)], { axis: { int: 2 } });
      const left = picked(
        shorter.value,
        pairs.map(({ at }) => at),
      );
      const right = picked(
        whole,
        pairs.map(({ factors }) => factors.at(-1)!),
      );
      shorter = { value: table.apply("Mul", left, right), factors: pairs.map(({ factors }) => factors) };
      made.push(
        ...table.columns(
          shorter.factors.map((factors) => nameOf(factors, numbers)),
          shorter.value,
        ),
      );
    }
    return made;
  }),
  "select-features": together((_table, { columns }, numbers) =>
    numbers.filter(({ name }) => columns.find((column) => column.name === name)!.values["isKept"] === true),
  ),
  pca: together((table, { columns, shared }, numbers) => {
    const components = numberIn(shared ?? {}, "components");
    const centred = table.apply(
      "Sub",
      table.joined(numbers),
      table.doubles(...columns.map(({ values }) => numberIn(values, "mean"))),
    );
    const weights = columns.flatMap(({ values }) => z.array(z.number()).parse(values["weights"]));
    const value = table.apply("MatMul", centred, table.onnx.float64s(weights, [columns.length, components]));
    return table.columns(
      Array.from({ length: components }, (_, at) => `component ${at + 1}`),
      value,
    );
  }),
  windows: together((table, _fitted, numbers) => [
    {
      type: "array",
      name: numbers.map(({ name }) => name).join(", "),
      value: table.cast(table.joined(numbers), "float32"),
    },
  ]),
  resize: eachColumn((table, values, entry) => [entry.type === "image" ? resizedPicture(table, values, entry) : entry]),
  rescale: eachColumn((_table, values, entry) =>
    entry.type === "image" ? [{ ...entry, scale: entry.scale * numberIn(values, "factor") }] : [entry],
  ),
  "normalize-pixels": eachColumn((_table, values, entry) => {
    if (entry.type !== "image") return [entry];
    const channels = z.array(z.object({ mean: z.number(), deviation: z.number() })).parse(values["channels"]);
    return [{ ...entry, channels }];
  }),
};

/** Each column for itself. */
function eachColumn(write: (table: Table, values: Values, entry: Entry) => readonly Entry[]): Write {
  return (table, fitted, entries) => {
    const valuesOf = new Map(fitted.columns.map(({ name, values }) => [name, values]));
    return entries.flatMap((entry) => {
      const values = valuesOf.get(entry.name);
      return values === undefined ? [entry] : write(table, values, entry);
    });
  };
}

/** All touched numbers side by side; `of` gives what was fitted of each, along the last axis. */
function eachNumber(
  write: (table: Table, x: string, of: (field: string) => string, all: readonly Values[]) => string,
): Write {
  return (table, fitted, entries) => {
    const valuesOf = new Map(fitted.columns.map(({ name, values }) => [name, values]));
    const touched = entries.flatMap((entry) => (entry.type === "number" && valuesOf.has(entry.name) ? [entry] : []));
    if (touched.length === 0) return entries;
    const all = touched.map(({ name }) => valuesOf.get(name)!);
    const of = (field: string): string => table.doubles(...all.map((values) => numberIn(values, field)));
    const made = table.columns(
      touched.map(({ name }) => name),
      write(table, table.joined(touched), of, all),
    );
    const madeOf = new Map<Entry, Entry>(touched.map((entry, at) => [entry, made[at]!]));
    return entries.map((entry) => madeOf.get(entry) ?? entry);
  };
}

/** All touched numbers, in the place of the first of them. */
function together(
  write: (table: Table, fitted: FittedStep, numbers: readonly NumberEntry[]) => readonly Entry[],
): Write {
  return (table, fitted, entries) => {
    const numberOf = new Map(
      entries.flatMap((entry) => (entry.type === "number" ? [[entry.name, entry] as const] : [])),
    );
    const touched = fitted.columns.flatMap(({ name }) => numberOf.get(name) ?? []);
    const [first] = touched;
    if (first === undefined) return entries;
    const made = write(table, fitted, touched);
    const isTouched = new Set<Entry>(touched);
    return entries.flatMap((entry) => (entry === first ? made : isTouched.has(entry) ? [] : [entry]));
  };
}

function withFlag(table: Table, values: Values, filled: Entry, isMissing: string): readonly Entry[] {
  if (values["flag"] !== true) return [filled];
  return [filled, ...table.columns([`${filled.name} missing`], table.cast(isMissing, "float64"))];
}

/** What is missing stays so. */
function within(table: Table, x: string, low: string, high: string): string {
  return table.apply("Where", table.apply("IsNaN", x), x, table.apply("Min", table.apply("Max", x, low), high));
}

/** (x^lambda - 1) / lambda, the logarithm at lambda 0. */
function boxCox(table: Table, x: string, lambdas: readonly number[]): string {
  const log = table.apply("Log", x);
  const safe = table.doubles(...lambdas.map((lambda) => (lambda === 0 ? 1 : lambda)));
  const raised = table.apply("Sub", table.apply("Exp", table.apply("Mul", log, safe)), table.doubles(1));
  const bent = table.apply("Div", raised, safe);
  if (!lambdas.includes(0)) return bent;
  const isZero = table.apply("Equal", table.doubles(...lambdas), table.doubles(0));
  return table.apply("Where", isZero, log, bent);
}

function numberIn(values: Readonly<Record<string, unknown>>, field: string): number {
  return z.number().parse(values[field]);
}

function namesIn(values: Values, field: string): readonly string[] {
  return z.array(z.string()).parse(values[field]);
}
