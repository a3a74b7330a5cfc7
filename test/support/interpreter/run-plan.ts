/**
 * Runs a plan's kernels one element at a time, by walking their expressions: what a target's generated code should do. Kernels
 * of a level run in reverse, because none may need another; scratch begins as NaN, so that nothing is read before it is written.
 */
import type { StepRecord } from "../../../src/engine/compiled/program.ts";
import type { Index, Variable } from "../../../src/engine/compiled/plan/index-expression.ts";
import type { Plan } from "../../../src/engine/compiled/plan/plan.ts";
import type { Arena, Guard, Kernel, Loop, Product, Scalar, Store } from "../../../src/engine/compiled/plan/scalar.ts";
import { applyBinary, applyUnary } from "../../../src/engine/compiled/scalar-functions.ts";
import { threefry2x32 } from "../../../src/tensor/random.ts";

export interface PlanInputs {
  readonly variables: Float32Array;
  readonly examples: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
}

/** One step: changes `variables`, gives the report. */
export function runPlan(plan: Plan, record: StepRecord, inputs: PlanInputs): Float32Array {
  const arenas: Record<Arena, Float32Array> = {
    variables: inputs.variables,
    scratch: new Float32Array(plan.sizes.scratch).fill(Number.NaN),
    constants: plan.constants,
    report: new Float32Array(plan.sizes.report).fill(Number.NaN),
  };
  for (const level of plan.levels) {
    for (const kernel of level.toReversed()) new Walk(record, inputs, arenas).run(kernel);
  }
  return arenas.report;
}

interface Stored {
  readonly arena: Arena;
  readonly at: number;
  readonly value: number;
}

class Walk {
  readonly #record: StepRecord;
  readonly #inputs: PlanInputs;
  readonly #arenas: Readonly<Record<Arena, Float32Array>>;
  readonly #variables = new Map<string, number>();
  #folded = Number.NaN;

  constructor(record: StepRecord, inputs: PlanInputs, arenas: Readonly<Record<Arena, Float32Array>>) {
    this.#record = record;
    this.#inputs = inputs;
    this.#arenas = arenas;
  }

  run({ element, loop, product, stores }: Kernel): void {
    const tiled = product === null ? [] : this.#tiled(product);
    for (let at = 0; at < element.extent; at++) {
      this.#variables.set(element.name, at);
      if (loop !== null) this.#folded = this.#fold(loop);
      this.#store(stores);
    }
    for (const { arena, at, value } of tiled) {
      const stored = this.#arenas[arena][at]!;
      if (Math.abs(stored - value) > 1e-4 * Math.max(1, Math.abs(value))) {
        throw new Error(`The tiled form gives ${value}, not ${stored}`);
      }
    }
  }

  /** What the product's own walk through its operands would store. */
  #tiled({ stacks, rows, columns, depth, left, right, stores }: Product): readonly Stored[] {
    const stored: Stored[] = [];
    this.#each([stacks, rows, columns], () => {
      let sum = 0;
      this.#each([depth], () => {
        sum += this.#value(left) * this.#value(right);
      });
      this.#folded = sum;
      for (const { place, index, value } of stores) {
        stored.push({ arena: place.arena, at: place.offset + this.#index(index), value: this.#value(value) });
      }
    });
    return stored;
  }

  #store(stores: readonly Store[]): void {
    // All values first: one may be read in place where another is written.
    const values = stores.map(({ value }) => this.#value(value));
    stores.forEach(({ place, index }, which) => {
      const at = place.offset + this.#index(index);
      if (at >= this.#arenas[place.arena].length) throw new Error("Written outside of its arena");
      this.#arenas[place.arena][at] = values[which]!;
    });
  }

  #each(variables: readonly Variable[], visit: () => void): void {
    const [first, ...rest] = variables;
    if (first === undefined) {
      visit();
      return;
    }
    for (let at = 0; at < first.extent; at++) {
      this.#variables.set(first.name, at);
      this.#each(rest, visit);
    }
  }

  #fold(loop: Loop): number {
    const seen: { value: number; position: number }[] = [];
    this.#each(loop.over, () => {
      if (!loop.guards.every((guard) => this.#holds(guard))) return;
      seen.push({ value: this.#value(loop.term), position: this.#index(loop.position) });
    });
    const largest = seen.reduce((most, { value }) => Math.max(most, value), -Infinity);
    switch (loop.by) {
      case "sum":
        return seen.reduce((sum, { value }) => sum + value, 0);
      case "max":
        return largest;
      case "argMax":
        return seen.find(({ value }) => value === largest)!.position;
      case "logSumExp":
        return largest + Math.log(seen.reduce((sum, { value }) => sum + Math.exp(value - largest), 0));
    }
  }

  #value(scalar: Scalar): number {
    switch (scalar.kind) {
      case "literal":
        return scalar.value;
      case "index":
        return this.#index(scalar.index);
      case "load":
        return this.#load(scalar.place.arena, scalar.place.offset + this.#index(scalar.index));
      case "gathered": {
        const at = this.#index(scalar.index) + this.#value(scalar.row) * scalar.stride;
        return this.#load(scalar.place.arena, scalar.place.offset + at);
      }
      case "example": {
        const row = (this.#record.given ?? this.#record.rows)[this.#index(scalar.row)]!;
        return this.#inputs.examples[row * scalar.width + this.#index(scalar.column)]!;
      }
      case "target":
        return this.#inputs.targets[this.#record.rows[this.#index(scalar.row)]!]!;
      case "number":
        return this.#record.numbers[scalar.position]!;
      case "draw": {
        const [key0, key1] = this.#record.keys[scalar.position]!;
        const index = this.#index(scalar.index);
        const block = new Uint32Array(2);
        threefry2x32(key0, key1, index >>> 1, 0, block);
        return (block[index & 1]! >>> 8) * 2 ** -24;
      }
      case "unary":
        return applyUnary(scalar.apply, this.#value(scalar.x));
      case "binary":
        return applyBinary(scalar.apply, this.#value(scalar.a), this.#value(scalar.b));
      case "select":
        return this.#value(this.#value(scalar.condition) === 0 ? scalar.whenFalse : scalar.whenTrue);
      case "guarded":
        return scalar.guards.every((guard) => this.#holds(guard)) ? this.#value(scalar.x) : 0;
      case "folded":
        return this.#folded;
    }
  }

  #load(arena: Arena, at: number): number {
    const values = this.#arenas[arena];
    if (!(at >= 0 && at < values.length)) throw new Error(`Read at ${at} of ${arena}`);
    const value = values[at]!;
    if (Number.isNaN(value)) throw new Error(`Read in ${arena} at ${at} before it was written`);
    return value;
  }

  #holds(guard: Guard): boolean {
    const at = this.#index(guard.index);
    return "below" in guard ? at >= 0 && at < guard.below : at % guard.by === 0;
  }

  #index({ terms, offset }: Index): number {
    return terms.reduce((sum, { atom, factor }) => {
      switch (atom.kind) {
        case "variable":
          return sum + factor * this.#variables.get(atom.variable.name)!;
        case "quotient":
          return sum + factor * Math.trunc(this.#index(atom.of) / atom.by);
        case "remainder":
          return sum + factor * (this.#index(atom.of) % atom.by);
      }
    }, offset);
  }
}
