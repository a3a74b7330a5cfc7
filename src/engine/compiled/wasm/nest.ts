/**
 * The values that a kernel's expressions come to, computed within a nest of loops: vectors always, with the same number in
 * each lane where there is but one.
 */
import { type Index, constantIndex, indexKey } from "../plan/index-expression.ts";
import type { Arena, Place, Scalar, Store } from "../plan/scalar.ts";
import { drawVector } from "./draws.ts";
import { type Code, I32, V128, f32x4, i32, i32x4, truncated, v128 } from "./instructions.ts";
import { type Base, EACH_LANE, FOLDED, LoopNest } from "./loop-nest.ts";
import { reachOf, slopeIn, variablesOf } from "./reach.ts";
import { indexesOf, partsOf } from "./scalar-parts.ts";
import { VectorMath } from "./vector-math.ts";
import type { FunctionWriter } from "./wasm-module.ts";

export interface Memory {
  readonly arenas: Readonly<Record<Arena, Base>>;
  readonly examples: Base;
  /** Whether these are the step's own, one after the other, instead of the data set's. */
  readonly isGiven: boolean;
  /** What a byte of the examples is worth; null where they are floats. */
  readonly byteScale: number | null;
  readonly targets: Base;
  /** Rows in a step's record. */
  readonly batch: number;
  /** Of the step's record. */
  readonly rows: Base & { readonly local: Code };
  readonly numbers: Base;
  readonly keys: Base;
  readonly isFused: boolean;
}

export class Nest extends LoopNest {
  readonly #memory: Memory;
  readonly #needs = new Map<Scalar, ReadonlySet<string>>();
  /** What stands for an expression's value in each turn. */
  readonly #inTurns = new Map<Scalar, object[]>();

  /** `bound`: what stands for variables that no loop counts. */
  constructor(into: FunctionWriter, memory: Memory, bound: ReadonlyMap<string, Index> = new Map()) {
    super(into, bound);
    this.#memory = memory;
  }

  get math(): VectorMath {
    return new VectorMath((code) => this.held(code), this.#memory.isFused);
  }

  #needsOf(scalar: Scalar): ReadonlySet<string> {
    const known = this.#needs.get(scalar);
    if (known !== undefined) return known;
    const needs = new Set<string>();
    const addIndex = (index: Index) => {
      for (const name of variablesOf(this.resolve(index)).keys()) needs.add(name);
    };
    for (const index of indexesOf(scalar)) addIndex(index);
    for (const part of partsOf(scalar)) for (const name of this.#needsOf(part)) needs.add(name);
    if (scalar.kind === "folded") needs.add(FOLDED);
    this.#needs.set(scalar, needs);
    return needs;
  }

  /** A vector of what the expression comes to. */
  value(scalar: Scalar): Code {
    if (scalar.kind === "literal") return f32x4.same(scalar.value);
    if (scalar.kind === "folded") return this.folded;
    const needs = this.#needsOf(scalar);
    const level = this.levelOf(needs);
    const isTurned = this.turn > 0 && (needs.has(FOLDED) || (this.laneName !== null && needs.has(this.laneName)));
    return this.once(isTurned ? this.#inTurn(scalar) : scalar, level, () => {
      const held = (code: Code) => this.heldAt(V128, code, level);
      return held(this.#compute(scalar, held));
    });
  }

  #inTurn(scalar: Scalar): object {
    const turns = this.#inTurns.get(scalar) ?? [];
    this.#inTurns.set(scalar, turns);
    return (turns[this.turn] ??= {});
  }

  #compute(scalar: Exclude<Scalar, { readonly kind: "literal" | "folded" }>, held: (code: Code) => Code): Code {
    const math = new VectorMath(held, this.#memory.isFused);
    switch (scalar.kind) {
      case "index":
        return f32x4.convert(this.wholes(this.resolve(scalar.index)));
      case "load":
        return this.#load(this.baseOf(scalar.place), this.resolve(scalar.index));
      case "gathered":
        return this.#gathered(scalar, held);
      case "example":
        return this.#example(scalar, held);
      case "target":
        return this.#atRows(this.#memory.targets, this.resolve(scalar.row), constantIndex(0), 1, held);
      case "number":
        return this.#load(this.#memory.numbers, constantIndex(scalar.position));
      case "draw": {
        const key = (word: number) => this.#load(this.#memory.keys, constantIndex(2 * scalar.position + word));
        return drawVector(held, [key(0), key(1)], held(this.wholes(this.resolve(scalar.index))));
      }
      case "unary":
        return math.unary(scalar.apply, this.value(scalar.x));
      case "binary":
        return this.#binary(scalar, math);
      case "select": {
        const isTrue = f32x4.notEqual(this.value(scalar.condition), f32x4.same(0));
        return v128.select(this.value(scalar.whenTrue), this.value(scalar.whenFalse), isTrue);
      }
      case "guarded": {
        const mask = this.mask(scalar.guards);
        const x = this.value(scalar.x);
        return mask === null ? x : v128.and(x, mask);
      }
    }
  }

  #binary({ apply, a, b }: Scalar & { readonly kind: "binary" }, math: VectorMath): Code {
    const isProduct = (of: Scalar) => of.kind === "binary" && of.apply === "multiply";
    if (apply === "add" && isProduct(b) && !isProduct(a))
      return this.#binary({ kind: "binary", apply, a: b, b: a }, math);
    if (apply === "add" && a.kind === "binary" && a.apply === "multiply") {
      return math.multiplyAdd(this.value(a.a), this.value(a.b), this.value(b));
    }
    return math.binary(apply, this.value(a), this.value(b));
  }

  baseOf({ arena, offset }: Place): Base {
    const base = this.#memory.arenas[arena];
    return { ...base, offset: base.offset + 4 * offset };
  }

  #load(base: Base, index: Index): Code {
    if (!this.isInLanes(index)) return v128.loadSplat(...this.address(base, index));
    if (slopeIn(index, this.laneName!) === 1) return v128.load(...this.address(base, index));
    const first = v128.loadZero(...this.address(base, index));
    return [1, 2, 3].reduce<Code>((all, lane) => {
      const [offset, at] = this.address(base, this.inLane(index, lane));
      return v128.loadLane(offset, lane, at, all);
    }, first);
  }

  #loadBytes(base: Base, index: Index): Code {
    const isContiguous = this.isInLanes(index) && slopeIn(index, this.laneName!) === 1;
    if (isContiguous) return f32x4.convert(i32x4.widenBytes(v128.loadZero(...this.address(base, index, 1))));
    if (!this.isInLanes(index)) return f32x4.convert(i32x4.splat(i32.loadByte(...this.address(base, index, 1))));
    const bytes = EACH_LANE.reduce<Code>((all, lane) => {
      const [offset, at] = this.address(base, this.inLane(index, lane), 1);
      return v128.loadByteLane(offset, lane, at, all);
    }, i32x4.same(0));
    return f32x4.convert(i32x4.widenBytes(bytes));
  }

  #gathered(scalar: Scalar & { readonly kind: "gathered" }, held: (code: Code) => Code): Code {
    const index = this.resolve(scalar.index);
    const base = this.baseOf(scalar.place);
    const rows = this.value(scalar.row);
    const below = i32.const(scalar.rows);
    const start = (lane: number): Code =>
      i32.mul(i32.orZero(truncated(f32x4.extractLane(lane, rows)), below), i32.const(4 * scalar.stride));
    const isMoving = this.laneName !== null && this.#needsOf(scalar.row).has(this.laneName);
    return this.#fromRows(base, index, isMoving ? start : start(0), held);
  }

  #example(scalar: Scalar & { readonly kind: "example" }, held: (code: Code) => Code): Code {
    const [row, column] = [this.resolve(scalar.row), this.resolve(scalar.column)];
    return this.#atRows(this.#memory.examples, row, column, scalar.width, held);
  }

  /** Entries of rows of the data set, which the step's record names. */
  #atRows(base: Base, row: Index, column: Index, width: number, held: (code: Code) => Code): Code {
    const isExample = base === this.#memory.examples;
    const byteScale = isExample ? this.#memory.byteScale : null;
    const isBytes = byteScale !== null;
    const rowAt = (at: Index): Code => {
      const level = this.levelOf(variablesOf(at).keys());
      return this.once(`row ${width} ${isExample} ${indexKey(at)}`, level, () => {
        const { rows, batch, isGiven } = this.#memory;
        const { least, most } = reachOf(at);
        const given = this.heldAt(I32, this.whole(at), level);
        // A guard that does not hold may be about the row itself.
        const place = least >= 0 && most < batch ? given : i32.orZero(given, i32.const(batch));
        const isPlace = isExample && isGiven;
        const number = isPlace ? place : i32.load(rows.offset, i32.add(rows.local, i32.mul(place, i32.const(4))));
        return this.heldAt(I32, i32.mul(number, i32.const((isBytes ? 1 : 4) * width)), level);
      });
    };
    const start = this.isInLanes(row) ? (lane: number) => rowAt(lane === 0 ? row : this.inLane(row, lane)) : rowAt(row);
    if (!isBytes) return this.#fromRows(base, column, start, held);
    return f32x4.mul(this.#fromRows(base, column, start, held, true), f32x4.same(byteScale));
  }

  /** Reads at `index` of rows that begin `start` bytes on: the same row for all lanes, or one each. */
  #fromRows(
    base: Base,
    index: Index,
    start: Code | ((lane: number) => Code),
    held: (code: Code) => Code,
    isBytes = false,
  ): Code {
    const at = (of: Code): Base => ({ ...base, local: base.local === null ? of : i32.add(base.local, of) });
    const read = isBytes ? this.#loadBytes.bind(this) : this.#load.bind(this);
    if (typeof start !== "function") return read(at(start), index);
    const lanes = EACH_LANE.map((lane) => {
      const here = this.isInLanes(index) ? this.inLane(index, lane) : index;
      const [offset, address] = this.address(at(start(lane)), here, isBytes ? 1 : 4);
      return { offset, address, lane };
    });
    const load = isBytes ? v128.loadByteLane : v128.loadLane;
    const all = lanes.reduce<Code>(
      (into, { offset, address, lane }) => load(offset, lane, address, into),
      i32x4.same(0),
    );
    return isBytes ? f32x4.convert(i32x4.widenBytes(held(all))) : all;
  }

  /** All values first: one may be read in place where another is written. */
  store(stores: readonly Store[]): void {
    const values = stores.map(({ place, value }) =>
      place.arena === "variables" ? this.held(this.math.withoutTraces(this.value(value))) : this.value(value),
    );
    stores.forEach(({ place, index }, which) => this.write(this.baseOf(place), this.resolve(index), values[which]!));
  }

  /** A vector to `base[index]`: its lanes, or the first where there is but one. */
  write(base: Base, index: Index, value: Code): void {
    if (!this.isInLanes(index)) {
      const [offset, at] = this.address(base, index);
      this.add(v128.storeLane(offset, 0, at, value));
    } else if (slopeIn(index, this.laneName!) === 1) {
      const [offset, at] = this.address(base, index);
      this.add(v128.store(offset, at, value));
    } else {
      for (const lane of EACH_LANE) {
        const [offset, at] = this.address(base, lane === 0 ? index : this.inLane(index, lane));
        this.add(v128.storeLane(offset, lane, at, value));
      }
    }
  }

  /** A vector from `base[index]`. */
  read(base: Base, index: Index): Code {
    return this.#load(base, index);
  }
}
