/**
 * Whole numbers that say where something lies: sums of loop variables, of quotients and of remainders, kept in one form and
 * simplified by the ranges of their variables, so that reading through a reshape or a broadcast costs no division where
 * none is needed. Division is of numbers from 0 on.
 */
export interface Variable {
  readonly name: string;
  /** Runs from 0 to one less. */
  readonly extent: number;
}

type Atom =
  | { readonly kind: "variable"; readonly variable: Variable }
  | { readonly kind: "quotient" | "remainder"; readonly of: Index; readonly by: number };

export interface Term {
  readonly atom: Atom;
  readonly factor: number;
}

/** offset + sum of factor * atom, in a fixed order of atoms. */
export interface Index {
  readonly terms: readonly Term[];
  readonly offset: number;
}

export function constantIndex(offset: number): Index {
  return { terms: [], offset };
}

export function variableIndex(variable: Variable): Index {
  if (variable.extent === 1) return constantIndex(0);
  return { terms: [{ atom: { kind: "variable", variable }, factor: 1 }], offset: 0 };
}

export function plus(...parts: readonly Index[]): Index {
  const byAtom = new Map<string, Term>();
  let offset = 0;
  const add = (part: Index, scale: number): void => {
    offset += scale * part.offset;
    for (const { atom, factor } of part.terms) {
      const key = atomKey(atom);
      const total = (byAtom.get(key)?.factor ?? 0) + scale * factor;
      if (total === 0) byAtom.delete(key);
      else byAtom.set(key, { atom, factor: total });
    }
  };
  for (const part of parts) add(part, 1);
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const [key, { atom, factor }] of byAtom) {
      const whole = atom.kind === "remainder" ? onlyAtom(quotient(atom.of, atom.by)) : null;
      if (atom.kind !== "remainder" || whole === null || byAtom.get(whole)?.factor !== factor * atom.by) continue;
      // n (x / n) + x % n is x.
      byAtom.delete(key);
      byAtom.delete(whole);
      add(atom.of, factor);
      isDone = false;
      break;
    }
  }
  const terms = [...byAtom].toSorted(([first], [second]) => (first < second ? -1 : 1)).map(([, term]) => term);
  return { terms, offset };
}

/** The key of the atom that an expression is and nothing else. */
function onlyAtom({ terms, offset }: Index): string | null {
  const [only] = terms;
  return terms.length === 1 && offset === 0 && only!.factor === 1 ? atomKey(only!.atom) : null;
}

export function times(index: Index, factor: number): Index {
  if (factor === 0) return constantIndex(0);
  return {
    terms: index.terms.map((term) => ({ ...term, factor: term.factor * factor })),
    offset: index.offset * factor,
  };
}

/** Rounded down. */
export function quotient(index: Index, by: number): Index {
  if (by === 1) return index;
  const { whole, rest } = split(index, by);
  if (isWithin(rest, by)) return whole;
  const [only] = rest.terms;
  if (rest.terms.length === 1 && rest.offset === 0 && only!.factor === 1 && only!.atom.kind === "quotient") {
    return plus(whole, quotient(only!.atom.of, only!.atom.by * by));
  }
  const coarse = inUnits(rest, by);
  if (coarse !== null) return plus(whole, quotient(coarse.count, by / coarse.unit));
  return plus(whole, { terms: [{ atom: { kind: "quotient", of: rest, by }, factor: 1 }], offset: 0 });
}

export function remainder(index: Index, by: number): Index {
  if (by === 1) return constantIndex(0);
  const { rest } = split(index, by);
  if (isWithin(rest, by)) return rest;
  const coarse = inUnits(rest, by);
  if (coarse !== null) return plus(times(remainder(coarse.count, by / coarse.unit), coarse.unit), coarse.within);
  return { terms: [{ atom: { kind: "remainder", of: rest, by }, factor: 1 }], offset: 0 };
}

/** index = unit * count + within, where within is smaller than the unit, which divides `by`: only the count needs dividing. */
function inUnits(
  index: Index,
  by: number,
): { readonly unit: number; readonly count: Index; readonly within: Index } | null {
  const factors = new Set(index.terms.map(({ factor }) => Math.abs(factor)));
  for (const unit of [...factors].toSorted((first, second) => second - first)) {
    if (unit === 1 || by % unit !== 0) continue;
    const { whole: count, rest: within } = split(index, unit);
    if (count.terms.length > 0 && isWithin(within, unit) && rangeOf(count).least >= 0) return { unit, count, within };
  }
  return null;
}

/** index = by * whole + rest; where the rest might be negative nothing is taken out. */
function split(index: Index, by: number): { readonly whole: Index; readonly rest: Index } {
  const isWhole = ({ factor }: Term) => factor % by === 0;
  const wholeOffset = Math.floor(index.offset / by);
  const rest = { terms: index.terms.filter((term) => !isWhole(term)), offset: index.offset - wholeOffset * by };
  if (rangeOf(rest).least < 0) return { whole: constantIndex(0), rest: index };
  const terms = index.terms.filter(isWhole).map((term) => ({ ...term, factor: term.factor / by }));
  return { whole: { terms, offset: wholeOffset }, rest };
}

function isWithin(index: Index, below: number): boolean {
  const { least, most } = rangeOf(index);
  return least >= 0 && most < below;
}

export function rangeOf({ terms, offset }: Index): { readonly least: number; readonly most: number } {
  let [least, most] = [offset, offset];
  for (const { atom, factor } of terms) {
    const far = factor * largestOf(atom);
    if (far < 0) least += far;
    else most += far;
  }
  return { least, most };
}

function largestOf(atom: Atom): number {
  switch (atom.kind) {
    case "variable":
      return atom.variable.extent - 1;
    case "quotient":
      return Math.floor(rangeOf(atom.of).most / atom.by);
    case "remainder":
      return atom.by - 1;
  }
}

/** The same text for the same expression. */
export function indexKey({ terms, offset }: Index): string {
  return `${terms.map(({ atom, factor }) => `${factor}*${atomKey(atom)}+`).join("")}${offset}`;
}

function atomKey(atom: Atom): string {
  if (atom.kind === "variable") return atom.variable.name;
  return `${atom.kind}(${indexKey(atom.of)},${atom.by})`;
}

/** Coordinates in `shape` of a place in its row-major order. */
export function coordinatesAt(index: Index, shape: readonly number[]): readonly Index[] {
  let stride = shape.reduce((product, extent) => product * extent, 1);
  return shape.map((extent, axis) => {
    stride /= extent;
    const along = quotient(index, stride);
    return axis === 0 ? along : remainder(along, extent);
  });
}

/** The place in row-major order. */
export function flatIndex(coordinates: readonly Index[], shape: readonly number[]): Index {
  let stride = 1;
  const parts: Index[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    parts.push(times(coordinates[axis]!, stride));
    stride *= shape[axis]!;
  }
  return plus(...parts);
}
