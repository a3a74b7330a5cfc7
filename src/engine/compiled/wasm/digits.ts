/** A variable in parts, such that quotients and remainders of it in a kernel's expressions become plain variables. */
import { type Index, type Variable, plus, times, variableIndex } from "../plan/index-expression.ts";
import type { Scalar } from "../plan/scalar.ts";
import { indexesOf, partsOf } from "./scalar-parts.ts";

export interface Digits {
  /** What the variable is, by its parts. */
  readonly index: Index;
  /** The slowest first; none has a single value only. */
  readonly parts: readonly Variable[];
}

export function undivided(variable: Variable): Digits {
  return { index: variableIndex(variable), parts: variable.extent === 1 ? [] : [variable] };
}

/** By all that the expressions divide the variable by, as far as these divisors divide each other. */
export function digitsOf(variable: Variable, indexes: readonly Index[]): Digits {
  const divisors = new Set<number>();
  for (const index of indexes) collect(index, variable.name, divisors);
  const chain: number[] = [1];
  for (const each of [...divisors].toSorted((a, b) => a - b)) {
    const last = chain.at(-1) ?? 1;
    if (each % last === 0 && variable.extent % each === 0 && each > 1 && each < variable.extent) chain.push(each);
  }
  const parts = chain.map((stride, at): Variable & { readonly stride: number } => {
    const extent = (chain[at + 1] ?? variable.extent) / stride;
    return { name: `${variable.name}.${at}`, extent, stride };
  });
  return {
    index: plus(...parts.map((part) => times(variableIndex(part), part.stride))),
    parts: parts.filter(({ extent }) => extent > 1).toReversed(),
  };
}

function collect({ terms }: Index, name: string, into: Set<number>): void {
  for (const { atom } of terms) {
    if (atom.kind === "variable") continue;
    const stride = strideOf(atom.of, name);
    if (stride !== null) {
      into.add(atom.by * stride);
      into.add(stride);
    } else collect(atom.of, name, into);
  }
}

/** 1 for the variable itself, n for its quotient by n; null for anything else. */
function strideOf({ terms, offset }: Index, name: string): number | null {
  const [only] = terms;
  if (terms.length !== 1 || offset !== 0 || only!.factor !== 1) return null;
  const { atom } = only!;
  if (atom.kind === "variable") return atom.variable.name === name ? 1 : null;
  const inner = strideOf(atom.of, name);
  return atom.kind === "quotient" && inner !== null ? inner * atom.by : null;
}

/** All whole-number expressions of a scalar and its parts. */
export function indexesIn(scalars: readonly Scalar[]): readonly Index[] {
  const seen = new Set<Scalar>();
  const found: Index[] = [];
  const visit = (scalar: Scalar): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    found.push(...indexesOf(scalar));
    partsOf(scalar).forEach(visit);
  };
  scalars.forEach(visit);
  return found;
}
