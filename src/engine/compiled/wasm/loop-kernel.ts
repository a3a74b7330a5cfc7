/** A kernel as plain loops: over its elements, and within each over what is folded; one of all these loops goes in lanes. */
import type { Index, Variable } from "../plan/index-expression.ts";
import type { Kernel, Loop, Scalar } from "../plan/scalar.ts";
import { type Digits, digitsOf, indexesIn, undivided } from "./digits.ts";
import { type Code, V128, f32x4, flow, i32x4, v128 } from "./instructions.ts";
import { bestLane } from "./lane-choice.ts";
import { LANES, within } from "./loop-nest.ts";
import { type Memory, Nest } from "./nest.ts";
import { partsOf } from "./scalar-parts.ts";
import type { Walk } from "./walk.ts";
import type { FunctionWriter } from "./wasm-module.ts";

/** `part`: a variable of the kernel's that the function is given after its other parameters. */
export function writeLoopKernel(
  into: FunctionWriter,
  memory: Memory,
  kernel: Kernel,
  { walk = bestWalk(kernel), part = null }: { readonly walk?: Walk; readonly part?: Variable | null } = {},
): void {
  const nest = new Nest(into, memory, walk.bound);
  if (part !== null) nest.count(part, flow.get(into.parameters - 1));
  const isElementLane = walk.elements.some((each) => each === walk.lane);
  const outer = walk.elements.filter((each) => each !== walk.lane);
  const inner = (_width: number, turns: number) => {
    const folds = kernel.loop === null ? [] : writeFold(nest, kernel.loop, walk, turns);
    nest.turns(turns, (turn) => {
      const fold = folds[turn];
      if (fold !== undefined) nest.fold(fold);
      nest.store(kernel.stores);
    });
  };
  within(nest, outer, () => {
    if (isElementLane) nest.lanes(walk.lane!, inner, sideBySide(kernel));
    else inner(1, 1);
  });
  nest.finish();
}

export function bestWalk(kernel: Kernel): Walk {
  return bestLane(kernel, walksOf(kernel));
}

/** The best way to walk a piece of a kernel that folds each element in the order in which `walk` does; null where none does. */
export function walkLike(walk: Walk, piece: Kernel): Walk | null {
  const walks = walksOf(piece).filter((each) => foldOrder(each) === foldOrder(walk));
  return walks.length === 0 ? null : bestLane(piece, walks);
}

/** The same text for the same order. Without lanes it is one after the other, whatever loops that takes. */
function foldOrder({ folds, lane }: Walk): string {
  const place = folds.findIndex((each) => each === lane);
  return place === -1 ? "in turn" : `${place} of ${folds.map(({ extent }) => extent).join(" ")}`;
}

/** All whole-number expressions of a kernel's plain loops. */
export function loopIndexes({ loop, stores }: Kernel): readonly Index[] {
  const scalars = [...stores.map(({ value }) => value), ...(loop === null ? [] : [loop.term])];
  const guards = loop === null ? [] : [...loop.guards.map(({ index }) => index), loop.position];
  return [...indexesIn(scalars), ...guards, ...stores.map(({ index }) => index)];
}

/** All ways to walk a kernel that may be good. */
function walksOf(kernel: Kernel): readonly Walk[] {
  const { element, loop } = kernel;
  const indexes = loopIndexes(kernel);
  const inDigits = (variable: Variable) => digitsOf(variable, indexes);
  const walks: Walk[] = [];
  for (const split of [inDigits, undivided]) {
    const elements = split(element);
    const folded = (loop?.over ?? []).map((each) => [each, split(each)] as const);
    const bound = new Map<string, Index>([[element.name, elements.index]]);
    for (const [each, { index }] of folded) bound.set(each.name, index);
    const folds = folded.flatMap(([, { parts }]: readonly [Variable, Digits]) => parts);
    const lanes = loop?.by === "argMax" ? elements.parts : [...elements.parts, ...folds];
    for (const lane of [null, ...lanes]) walks.push({ bound, elements: elements.parts, folds, lane });
  }
  return walks;
}

const LEAST = -3.4028234663852886e38;
const FIRST_LANE: Code = i32x4.const(-1, 0, 0, 0);

/** Sums wait for themselves, so several go on at once; more than that would be code for nothing. */
const SIDE_BY_SIDE = 4;
const MOST_PARTS = 24;

/** How many vectors of a fold are worth being written side by side. */
function sideBySide({ loop }: Pick<Kernel, "loop">): number {
  if (loop === null) return 1;
  const seen = new Set<Scalar>();
  const count = (scalar: Scalar): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    partsOf(scalar).forEach(count);
  };
  count(loop.term);
  return seen.size <= MOST_PARTS ? SIDE_BY_SIDE : 1;
}

/** What the loop comes to, for each of so many vectors of elements side by side. */
function writeFold(nest: Nest, loop: Loop, walk: Walk, elements: number): readonly Code[] {
  const isFoldLane = walk.folds.some((each) => each === walk.lane);
  const most = isFoldLane ? sideBySide({ loop }) : elements;
  const count = isFoldLane && walk.lane!.extent < LANES * most ? 1 : most;
  const each = Array.from({ length: count }, (_, turn) => turn);
  /** Visits all terms of each turn; `mask` tells which count. */
  const eachTerm = (take: (turn: number, mask: Code | null) => void): void => {
    const masked = (turns: number, only: Code | null) =>
      nest.turns(turns, (turn) => {
        const mask = nest.mask(loop.guards);
        take(turn, mask === null ? only : only === null ? mask : v128.and(mask, only));
      });
    within(
      nest,
      walk.folds.filter((variable) => variable !== walk.lane),
      () => {
        if (!isFoldLane) masked(elements, null);
        else nest.lanes(walk.lane!, (width, turns) => masked(turns, width === 1 ? FIRST_LANE : null), count);
      },
    );
  };
  /** One for each vector of elements; where a fold goes in lanes, all its vectors and lanes in one. */
  const across = (join: (a: Code, b: Code) => Code, all: readonly Code[]): readonly Code[] => {
    if (!isFoldLane) return all;
    const one = all.reduce((x, y) => nest.held(join(x, y)));
    const pairs = nest.held(join(one, v128.shuffle(SWAPPED_HALVES, one, one)));
    return [nest.held(join(pairs, v128.shuffle(SWAPPED_NEIGHBOURS, pairs, pairs)))];
  };
  const accumulators = (start: number) =>
    each.map(() => {
      const local = nest.local(V128);
      nest.add(flow.set(local, f32x4.same(start)));
      return { get: flow.get(local), set: (value: Code) => nest.add(flow.set(local, value)) };
    });
  const largest = (larger: (a: Code, b: Code) => Code): readonly Code[] => {
    const all = accumulators(LEAST);
    eachTerm((turn, mask) => {
      const [x, so] = [nest.value(loop.term), all[turn]!];
      so.set(larger(so.get, mask === null ? x : v128.select(x, f32x4.same(LEAST), mask)));
    });
    return across(
      larger,
      all.map(({ get }) => get),
    );
  };
  const sumOf = (term: (turn: number) => Code): readonly Code[] => {
    const all = accumulators(0);
    eachTerm((turn, mask) => {
      const so = all[turn]!;
      if (mask === null && term === plainTerm) so.set(addedTo(nest, so.get, loop.term));
      else so.set(f32x4.add(so.get, mask === null ? term(turn) : v128.and(term(turn), mask)));
    });
    return across(
      f32x4.add,
      all.map(({ get }) => get),
    );
  };
  const plainTerm = () => nest.value(loop.term);
  switch (loop.by) {
    case "sum":
      return sumOf(plainTerm);
    case "max":
      return largest(f32x4.max);
    case "logSumExp": {
      // What is not a number shows in the sum.
      const greatest = largest(f32x4.larger);
      const sums = sumOf((turn) => {
        const below = nest.held(f32x4.sub(nest.value(loop.term), greatest[isFoldLane ? 0 : turn]!));
        return nest.math.exp(below);
      });
      return sums.map((sum, at) => nest.held(f32x4.add(greatest[at]!, nest.math.log(nest.held(sum)))));
    }
    case "argMax": {
      const [greatest, positions] = [accumulators(LEAST), accumulators(0)];
      eachTerm((turn, mask) => {
        const [so, position] = [greatest[turn]!, positions[turn]!];
        const x = nest.value(loop.term);
        const here = nest.value({ kind: "index", index: loop.position });
        const larger = f32x4.greater(x, so.get);
        const isLarger = nest.held(mask === null ? larger : v128.and(larger, mask));
        so.set(v128.select(x, so.get, isLarger));
        position.set(v128.select(here, position.get, isLarger));
      });
      return positions.map(({ get }) => get);
    }
  }
}

function addedTo(nest: Nest, sum: Code, term: Scalar): Code {
  if (term.kind === "binary" && term.apply === "multiply") {
    return nest.math.multiplyAdd(nest.value(term.a), nest.value(term.b), sum);
  }
  return f32x4.add(sum, nest.value(term));
}

/** Bytes of the four numbers with halves, or neighbours, changed about. */
const SWAPPED_HALVES = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
const SWAPPED_NEIGHBOURS = [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11];
