/**
 * The body of a function as a nest of loops. Whatever is asked for is computed once, in the outermost loop whose counter it
 * depends on. One variable at most is walked in lanes: four of its values at a time, then what is left one by one. Several
 * vectors of it may be written side by side, each in its turn.
 */
import {
  type Index,
  type Variable,
  constantIndex,
  indexKey,
  plus,
  remainder,
  times,
} from "../plan/index-expression.ts";
import type { Guard } from "../plan/scalar.ts";
import { type Code, I32, V128, flow, i32, i32x4, v128 } from "./instructions.ts";
import { reachOf, slopeIn, substituted, variablesOf } from "./reach.ts";
import type { FunctionWriter } from "./wasm-module.ts";

export const LANES = 4;
export const EACH_LANE = [0, 1, 2, 3];

/** Where something begins: a fixed address, plus a local where it moves. */
export interface Base {
  readonly offset: number;
  readonly local: Code | null;
}

interface Level {
  readonly variable: string | null;
  readonly lines: Code[];
  readonly known: Map<unknown, Code>;
}

export const FOLDED = "folded";

export class LoopNest {
  readonly #into: FunctionWriter;
  readonly #bound: ReadonlyMap<string, Index>;
  readonly #counters = new Map<string, Code>();
  readonly #levels: Level[] = [{ variable: null, lines: [], known: new Map() }];
  /** By turn. */
  readonly #resolved: Map<Index, Index>[] = [];
  #lane: { readonly variable: Variable; readonly width: 1 | typeof LANES } | null = null;
  #turn = 0;
  #folded: { readonly code: Code; readonly level: number } | null = null;

  /** `bound`: what stands for variables that no loop counts. */
  constructor(into: FunctionWriter, bound: ReadonlyMap<string, Index>) {
    this.#into = into;
    this.#bound = bound;
  }

  /** The variable that goes in lanes here; null where none does. */
  get laneName(): string | null {
    return this.#lane?.width === LANES ? this.#lane.variable.name : null;
  }

  /** Which of the vectors side by side is written. */
  get turn(): number {
    return this.#turn;
  }

  /** Writes `body` for so many vectors side by side. */
  turns(count: number, body: (turn: number) => void): void {
    for (let turn = 0; turn < count; turn++) {
      this.#turn = turn;
      body(turn);
    }
    this.#turn = 0;
  }

  /** What the loop that has just been done came to. */
  get folded(): Code {
    return this.#folded!.code;
  }

  /** Everything written so far goes into the function. */
  finish(): void {
    this.#into.add(this.#levels[0]!.lines);
  }

  /** A local that later code reads as this variable. */
  count(variable: Variable, counter: Code): void {
    this.#counters.set(variable.name, counter);
  }

  counterOf({ name }: Variable): Code {
    return this.#counters.get(name)!;
  }

  /** All values of a variable in turn; of one with a single value nothing is counted. */
  loop(variable: Variable, body: () => void): void {
    if (variable.extent === 1) body();
    else this.range(variable, i32.const(0), i32.const(variable.extent), 1, body);
  }

  /** Values from `from` to below `below`, at least one. */
  range(variable: Variable, from: Code, below: Code, step: number, body: () => void): void {
    const counter = this.#into.local(I32);
    this.count(variable, flow.get(counter));
    const inner = this.#within(variable.name, body);
    this.add(this.#into.countTo(counter, from, below, step, inner));
  }

  /**
   * All values of a variable, in lanes as far as they go; the body is written for each width, and told how many vectors side
   * by side it is for: `most`, or one.
   */
  lanes(variable: Variable, body: (width: 1 | typeof LANES, turns: number) => void, most = 1): void {
    const { extent } = variable;
    const walk = (width: 1 | typeof LANES, turns: number, from: number) => {
      const step = width * turns;
      const below = extent - ((extent - from) % step);
      if (from === below) return from;
      // No index goes beyond the last vector.
      this.#lane = { variable: { ...variable, extent: below - step + width }, width };
      this.range(variable, i32.const(from), i32.const(below), step, () => body(width, turns));
      this.#lane = null;
      return below;
    };
    if (extent === 1) body(1, 1);
    else {
      const side = most > 1 ? walk(LANES, most, 0) : 0;
      walk(1, 1, walk(LANES, 1, side));
    }
  }

  get depth(): number {
    return this.#levels.length - 1;
  }

  add(code: Code, level = this.depth): void {
    this.#levels[level]!.lines.push(code);
  }

  /** What "folded" reads from here on, in this loop. */
  fold(code: Code): void {
    this.#folded = { code, level: this.depth };
  }

  local(type: typeof I32 | typeof V128): number {
    return this.#into.local(type);
  }

  /** Computed now, in this loop. */
  held(code: Code): Code {
    return this.heldAt(V128, code, this.depth);
  }

  /** A whole number computed now, in this loop. */
  heldWhole(code: Code): Code {
    return this.heldAt(I32, code, this.depth);
  }

  #within(variable: string | null, body: () => void): Code {
    const level: Level = { variable, lines: [], known: new Map() };
    this.#levels.push(level);
    body();
    this.#levels.pop();
    return level.lines;
  }

  heldAt(type: typeof I32 | typeof V128, code: Code, level: number): Code {
    const local = this.#into.local(type);
    this.add(flow.set(local, code), level);
    return flow.get(local);
  }

  levelOf(names: Iterable<string>): number {
    let deepest = 0;
    for (const name of names) {
      const level = name === FOLDED ? this.#folded!.level : this.#levels.findIndex(({ variable }) => variable === name);
      deepest = Math.max(deepest, level);
    }
    return deepest;
  }

  resolve(index: Index): Index {
    const resolved = (this.#resolved[this.#turn] ??= new Map());
    const known = resolved.get(index);
    if (known !== undefined) return known;
    const here = this.#bound.size === 0 ? index : substituted(index, this.#bound);
    const made = this.#turn === 0 ? here : this.#moved(here, LANES * this.#turn, this.#lane!.variable.extent);
    resolved.set(index, made);
    return made;
  }

  /** A resolved expression: what outer loops know of it is computed there. */
  whole({ terms, offset }: Index): Code {
    const leveled = terms.map((term) => ({
      term,
      level: this.levelOf(variablesOf({ terms: [term], offset: 0 }).keys()),
    }));
    let sum: Code | null = null;
    let key = "";
    for (let level = 0; level <= this.depth; level++) {
      const here = leveled.filter((each) => each.level === level).map(({ term }) => term);
      if (here.length === 0) continue;
      key += `|${indexKey({ terms: here, offset: 0 })}`;
      const parts: Code[] = here.map(({ atom, factor }) => {
        const code = atom.kind === "variable" ? this.#counters.get(atom.variable.name)! : this.#divided(atom);
        return factor === 1 ? code : i32.mul(code, i32.const(factor));
      });
      const before: Code | null = sum;
      const isPlain: boolean = before === null && here.length === 1 && here[0]!.factor === 1;
      const total: Code = (before === null ? parts : [before, ...parts]).reduce((a, b) => i32.add(a, b));
      sum = isPlain ? total : this.once(key, level, () => this.heldAt(I32, total, level));
    }
    if (sum === null) return i32.const(offset);
    return offset === 0 ? sum : i32.add(sum, i32.const(offset));
  }

  #divided(atom: Exclude<Index["terms"][number]["atom"], { readonly kind: "variable" }>): Code {
    const level = this.levelOf(variablesOf(atom.of).keys());
    return this.once(`${atom.kind} ${atom.by} ${indexKey(atom.of)}`, level, () => {
      const of = this.whole(atom.of);
      const by = i32.const(atom.by);
      return this.heldAt(I32, atom.kind === "quotient" ? i32.divide(of, by) : i32.remainder(of, by), level);
    });
  }

  once(key: unknown, level: number, make: () => Code): Code {
    const { known } = this.#levels[level]!;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make();
    known.set(key, made);
    return made;
  }

  /** Address of the entry `index` of what begins at `base`, and the fixed part of it. */
  address(base: Base, index: Index, bytes = 4): readonly [offset: number, at: Code] {
    const moving = times({ terms: index.terms, offset: 0 }, bytes);
    const short = Math.min(0, reachOf(moving).least);
    const fixed = base.offset + bytes * index.offset + short;
    if (fixed < 0 && base.local === null) throw new Error("Reads before the memory's start");
    const stands = Math.max(0, fixed);
    const code = this.whole(plus(moving, constantIndex(fixed - stands - short)));
    return [stands, base.local === null ? code : i32.add(base.local, code)];
  }

  /** The address of `base[index]`, with others in place of some variables. */
  addressOf(base: Base, index: Index, given: readonly (readonly [string, Index])[]): Code {
    const [offset, at] = this.address(base, substituted(index, new Map(given)));
    return offset === 0 ? at : i32.add(at, i32.const(offset));
  }

  isInLanes(index: Index): boolean {
    return this.#lane !== null && this.#lane.width === LANES && variablesOf(index).has(this.#lane.variable.name);
  }

  inLane(index: Index, lane: number): Index {
    // The last lane of the last vector is within.
    return this.#moved(index, lane, this.#lane!.variable.extent - LANES + 1);
  }

  /** The expression for a value of the variable in lanes that is so much further on, out of `extent`. */
  #moved(index: Index, by: number, extent: number): Index {
    const variable: Variable = { ...this.#lane!.variable, extent };
    const moved: Index = { terms: [{ atom: { kind: "variable", variable }, factor: 1 }], offset: by };
    return substituted(index, new Map([[variable.name, moved]]));
  }

  /** Whole numbers, one a lane. */
  wholes(index: Index): Code {
    if (!this.isInLanes(index)) return i32x4.splat(this.whole(index));
    const slope = slopeIn(index, this.#lane!.variable.name);
    const first = i32x4.splat(this.whole(index));
    if (slope !== null) return i32x4.add(first, i32x4.const(...EACH_LANE.map((lane) => lane * slope)));
    return [1, 2, 3].reduce((all, lane) => i32x4.replaceLane(lane, all, this.whole(this.inLane(index, lane))), first);
  }

  /** All ones where the guards hold. Null where they always do. */
  mask(guards: readonly Guard[]): Code | null {
    return guards.reduce<Code | null>((all, guard) => {
      const mask = this.#guard(guard);
      return all === null ? mask : v128.and(all, mask);
    }, null);
  }

  #guard(guard: Guard): Code {
    const index = this.resolve(guard.index);
    const level = this.levelOf(variablesOf(index).keys());
    const condition = "by" in guard ? `by ${guard.by}` : `below ${guard.below}`;
    return this.once(`${condition} ${indexKey(index)}`, level, () => {
      const mask =
        "by" in guard
          ? i32x4.equal(this.wholes(remainder(index, guard.by)), i32x4.same(0))
          : i32x4.lessThanUnsigned(this.wholes(index), i32x4.same(guard.below));
      return this.heldAt(V128, mask, level);
    });
  }
}

/** All values of several variables, the last fastest. */
export function within(nest: LoopNest, [first, ...rest]: readonly Variable[], body: () => void): void {
  if (first === undefined) body();
  else nest.loop(first, () => within(nest, rest, body));
}
