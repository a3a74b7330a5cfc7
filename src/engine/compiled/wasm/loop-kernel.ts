/** A kernel as plain loops: over its elements, and within each over what is folded; one of all these loops goes in lanes. */
import type { Index, Variable } from "../plan/index-expression.ts";
import type { Kernel, Loop, Scalar } from "../plan/scalar.ts";
import { type Digits, digitsOf, indexesIn, undivided } from "./digits.ts";
import { type Code, V128, f32x4, flow, i32x4, v128 } from "./instructions.ts";
import { bestLane } from "./lane-choice.ts";
import { within } from "./loop-nest.ts";
import { type Memory, Nest } from "./nest.ts";
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
  const inner = () => {
    if (kernel.loop !== null) writeFold(nest, kernel.loop, walk);
    nest.store(kernel.stores);
  };
  within(nest, outer, () => {
    if (isElementLane) nest.lanes(walk.lane!, inner);
    else inner();
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

function writeFold(nest: Nest, loop: Loop, walk: Walk): void {
  const isFoldLane = walk.folds.some((each) => each === walk.lane);
  /** Visits all terms; `mask` tells which count. */
  const eachTerm = (take: (mask: Code | null) => void): void => {
    const masked = (only: Code | null) => {
      const mask = nest.mask(loop.guards);
      take(mask === null ? only : only === null ? mask : v128.and(mask, only));
    };
    within(
      nest,
      walk.folds.filter((each) => each !== walk.lane),
      () => {
        if (isFoldLane) nest.lanes(walk.lane!, (width) => masked(width === 1 ? FIRST_LANE : null));
        else masked(null);
      },
    );
  };
  const across = (join: (a: Code, b: Code) => Code, x: Code): Code => {
    if (!isFoldLane) return x;
    const pairs = nest.held(join(x, v128.shuffle(SWAPPED_HALVES, x, x)));
    return nest.held(join(pairs, v128.shuffle(SWAPPED_NEIGHBOURS, pairs, pairs)));
  };
  const accumulator = (start: number) => {
    const local = nest.local(V128);
    nest.add(flow.set(local, f32x4.same(start)));
    return { get: flow.get(local), set: (value: Code) => nest.add(flow.set(local, value)) };
  };
  const largest = (larger: (a: Code, b: Code) => Code): Code => {
    const most = accumulator(LEAST);
    eachTerm((mask) => {
      const x = nest.value(loop.term);
      most.set(larger(most.get, mask === null ? x : v128.select(x, f32x4.same(LEAST), mask)));
    });
    return across(larger, most.get);
  };
  const sumOf = (term: () => Code): Code => {
    const sum = accumulator(0);
    eachTerm((mask) => {
      if (mask === null && term === plainTerm) sum.set(addedTo(nest, sum.get, loop.term));
      else sum.set(f32x4.add(sum.get, mask === null ? term() : v128.and(term(), mask)));
    });
    return across(f32x4.add, sum.get);
  };
  const plainTerm = () => nest.value(loop.term);
  switch (loop.by) {
    case "sum":
      return nest.fold(sumOf(plainTerm));
    case "max":
      return nest.fold(largest(f32x4.max));
    case "logSumExp": {
      // What is not a number shows in the sum.
      const most = largest(f32x4.larger);
      const sum = sumOf(() => {
        const below = nest.held(f32x4.sub(nest.value(loop.term), most));
        return nest.math.exp(below);
      });
      return nest.fold(nest.held(f32x4.add(most, nest.math.log(nest.held(sum)))));
    }
    case "argMax": {
      const [most, position] = [accumulator(LEAST), accumulator(0)];
      eachTerm((mask) => {
        const x = nest.value(loop.term);
        const here = nest.value({ kind: "index", index: loop.position });
        const larger = f32x4.greater(x, most.get);
        const isLarger = nest.held(mask === null ? larger : v128.and(larger, mask));
        most.set(v128.select(x, most.get, isLarger));
        position.set(v128.select(here, position.get, isLarger));
      });
      return nest.fold(position.get);
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
