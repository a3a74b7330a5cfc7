/** One step of an optimizer told in its own formula: each line with the numbers of that step in place of its signs. */
import type { Formula } from "../../language/formula.ts";
import { printUpdate } from "./formula.ts";
import type { CreateAny, ExplainedLine } from "./optimizer.ts";
import { hyperSymbols, keyOf, stateSymbols } from "./symbols.ts";
import { WALK_SHAPE, type WalkStep } from "./walk.ts";

/** A number for each weight, or one for both. */
type Value = readonly number[];

/** `step` counts from 1; `config` are the settings that the walk was taken with. */
export function explainStep<Config extends { readonly learningRate: number }>(
  create: CreateAny<Config>,
  config: Config,
  taken: WalkStep,
  step: number,
): readonly ExplainedLine[] {
  const values = valuesBefore(config, taken, step);
  const actual = new Map<string | undefined, Value>(
    Object.entries(taken.after).map(([name, value]) => [keyOf(stateSymbols[name] ?? { kind: "symbol", name }), value]),
  );
  actual.set("θ", taken.to);
  return printUpdate(create, config, WALK_SHAPE).map(({ symbol, value }) => {
    const key = keyOf(symbol);
    const computed = evaluated(value, values);
    const truth = actual.get(key) ?? computed;
    const isTold = computed !== undefined && truth !== undefined && areClose(computed, truth);
    const numbers = isTold
      ? [0, 1].map((weight) => ({ formula: inNumbers(value, values, weight), result: at(truth, weight) }))
      : [];
    if (key !== undefined && truth !== undefined) values.set(key, truth);
    return { symbol, value, numbers };
  });
}

function valuesBefore(config: object, taken: WalkStep, step: number): Map<string, Value> {
  const settings = Object.entries(config).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const named = [...settings, ...Object.entries(taken.hyper)].flatMap(([name, value]): [string, Value][] => {
    const sign = hyperSymbols[name.split(".").at(-1) ?? name];
    const key = sign === undefined ? name : keyOf(sign);
    return key === undefined ? [] : [[key, [value]]];
  });
  const remembered = Object.entries(taken.before).flatMap(([name, value]): [string, Value][] => {
    const key = keyOf(stateSymbols[name] ?? { kind: "symbol", name });
    return key === undefined ? [] : [[key, value]];
  });
  return new Map([...named, ["t", [step]], ...remembered, ["g", taken.gradient], ["θ", taken.from]]);
}

const at = (value: Value, weight: number): number => value[weight] ?? value[0] ?? Number.NaN;

function areClose(one: Value, other: Value): boolean {
  return [0, 1].every((weight) => {
    const [a, b] = [at(one, weight), at(other, weight)];
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  });
}

/** What a formula comes to, weight by weight; undefined where it holds what numbers of two weights cannot say. */
function evaluated(formula: Formula, values: ReadonlyMap<string, Value>): Value | undefined {
  const inner = (part: Formula): Value | undefined => evaluated(part, values);
  switch (formula.kind) {
    case "number":
      return [formula.value];
    case "symbol":
      return values.get(keyOf(formula) ?? "");
    case "sum":
      return folded(
        formula.parts.map(({ term, isMinus }) => inner(term)?.map((each) => (isMinus ? -each : each))),
        (a, b) => a + b,
      );
    case "product":
      return folded(formula.factors.map(inner), (a, b) => a * b);
    case "fraction":
      return folded([inner(formula.above), inner(formula.below)], (a, b) => a / b);
    case "power":
      return folded([inner(formula.base), inner(formula.exponent)], (a, b) => a ** b);
    case "root":
      return inner(formula.of)?.map(Math.sqrt);
    case "absolute":
      return inner(formula.of)?.map(Math.abs);
    case "norm": {
      const of = inner(formula.of);
      return of === undefined ? undefined : [Math.hypot(...of)];
    }
    case "call":
      return called(formula, formula.of.map(inner));
  }
}

function called(
  formula: Formula & { readonly kind: "call" },
  given: readonly (Value | undefined)[],
): Value | undefined {
  const [first] = given;
  if (first === undefined) return undefined;
  switch (keyOf(formula)) {
    case "max":
      return folded(given, Math.max);
    case "min":
      return folded(given, Math.min);
    case "sign":
      return first.map(Math.sign);
    case "mean":
    case "mean_i":
      return [first.reduce((sum, each) => sum + each, 0) / first.length];
    // A row holds one weight.
    case "mean_j":
      return first;
    case "rms":
      return [Math.sqrt(first.reduce((sum, each) => sum + each ** 2, 0) / first.length)];
    default:
      return undefined;
  }
}

function folded(parts: readonly (Value | undefined)[], combine: (a: number, b: number) => number): Value | undefined {
  const [first, ...others] = parts;
  return others.reduce<Value | undefined>((sum, part) => {
    if (sum === undefined || part === undefined) return undefined;
    const count = Math.max(sum.length, part.length);
    return Array.from({ length: count }, (_, weight) => combine(at(sum, weight), at(part, weight)));
  }, first);
}

/** The formula with a weight's numbers for its signs; what takes both weights together is one number. */
function inNumbers(formula: Formula, values: ReadonlyMap<string, Value>, weight: number): Formula {
  const inner = (part: Formula): Formula => inNumbers(part, values, weight);
  switch (formula.kind) {
    case "number":
      return formula;
    case "symbol": {
      const value = values.get(keyOf(formula) ?? "");
      return value === undefined ? formula : { kind: "number", value: at(value, weight) };
    }
    case "sum":
      return { ...formula, parts: formula.parts.map(({ isMinus, term }) => ({ isMinus, term: inner(term) })) };
    case "product":
      return { ...formula, factors: formula.factors.map(inner) };
    case "fraction":
      return { ...formula, above: inner(formula.above), below: inner(formula.below) };
    case "power":
      return { ...formula, base: inner(formula.base), exponent: inner(formula.exponent) };
    case "root":
    case "absolute":
      return { ...formula, of: inner(formula.of) };
    case "call":
      if (["max", "min", "sign"].includes(formula.name)) return { ...formula, of: formula.of.map(inner) };
      break;
    case "norm":
  }
  const value = evaluated(formula, values);
  return value === undefined ? formula : { kind: "number", value: at(value, weight) };
}
