/** More about whole-number expressions: other variables in place of theirs, and how far they may go astray. */
import {
  type Index,
  type Term,
  type Variable,
  constantIndex,
  plus,
  quotient,
  remainder,
  times,
} from "../plan/index-expression.ts";

export function variablesOf({ terms }: Index, into = new Map<string, Variable>()): ReadonlyMap<string, Variable> {
  for (const { atom } of terms) {
    if (atom.kind === "variable") into.set(atom.variable.name, atom.variable);
    else variablesOf(atom.of, into);
  }
  return into;
}

/** The expression with others in place of variables by name; those that `by` leaves out stay. */
export function substituted(index: Index, by: ReadonlyMap<string, Index>): Index {
  const parts = index.terms.map((term) => {
    const { atom, factor } = term;
    switch (atom.kind) {
      case "variable":
        return times(by.get(atom.variable.name) ?? { terms: [{ atom, factor: 1 }], offset: 0 }, factor);
      case "quotient":
        return times(quotient(substituted(atom.of, by), atom.by), factor);
      case "remainder":
        return times(remainder(substituted(atom.of, by), atom.by), factor);
    }
  });
  return plus(constantIndex(index.offset), ...parts);
}

/** How much the expression grows with the variable, where it does so evenly; null where it does not. */
export function slopeIn(index: Index, name: string): number | null {
  let slope = 0;
  for (const { atom, factor } of index.terms) {
    if (atom.kind === "variable") slope += atom.variable.name === name ? factor : 0;
    else if (variablesOf(atom.of).has(name)) return null;
  }
  return slope;
}

/** From where to where it goes, also where a guard does not hold and parts are negative, which division rounds up. */
export function reachOf({ terms, offset }: Index): { readonly least: number; readonly most: number } {
  let [least, most] = [offset, offset];
  for (const term of terms) {
    const atom = reachOfAtom(term);
    const ends = [term.factor * atom.least, term.factor * atom.most];
    least += Math.min(...ends);
    most += Math.max(...ends);
  }
  return { least, most };
}

function reachOfAtom({ atom }: Term) {
  if (atom.kind === "variable") return { least: 0, most: atom.variable.extent - 1 };
  const { least, most } = reachOf(atom.of);
  return atom.kind === "quotient"
    ? { least: Math.min(0, Math.trunc(least / atom.by)), most: Math.max(0, Math.trunc(most / atom.by)) }
    : { least: least < 0 ? 1 - atom.by : 0, most: Math.min(Math.max(0, most), atom.by - 1) };
}
