/**
 * The machine in WebAssembly: variables and data set live in one memory, a program is a module made for it. Steps are done
 * as they are enqueued on this thread, or by helpers where there are any and enough for them to do.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Problem } from "../../../language/studio-error.ts";
import type { HelperThreads } from "../../../tensor/helper-threads.ts";
import type { PreparedData } from "../../data/prepare-data.ts";
import type { Layout } from "../layout.ts";
import type { Machine, VariableValues } from "../machine.ts";
import { type Plan, planProgram } from "../plan/plan.ts";
import type { Program } from "../program.ts";
import { hasMultiplyAdd } from "./features.ts";
import { SharedPool } from "./shared-pool.ts";
import { teamworkOf } from "./teamwork.ts";
import { type WasmData, placeData } from "./wasm-data.ts";
import { WasmMemory } from "./wasm-memory.ts";
import { type Together, WasmRunnable } from "./wasm-runnable.ts";

/** Where a machine lies: another one can lie beside it, and read the same copy of the data set. */
export interface WasmPlace {
  readonly memory: WasmMemory;
  readonly data: WasmData;
  /** Null where this thread is alone with it. */
  readonly pool: SharedPool | null;
}

export interface WasmOptions {
  readonly population?: number;
  readonly isFused?: boolean;
  readonly beside?: WasmPlace | undefined;
  /** Others to compute with; left out: this thread alone. One that lies beside another has that one's. */
  readonly threads?: HelperThreads | null;
  /** Examples stay where they are. */
  readonly isStreamed?: boolean;
}

export class WasmMachine implements Machine {
  readonly population: number;
  readonly #layout: Pick<Layout, "variables">;
  readonly #memory: WasmMemory;
  readonly #data: WasmData;
  readonly #pool: SharedPool | null;
  #isDisposed = false;
  readonly #isFused: boolean;
  readonly #variables: number;
  /** Bytes from one network's variables to the next one's. */
  readonly #stride: number;

  constructor(
    layout: Pick<Layout, "variables">,
    data: Pick<PreparedData, "examples" | "targets">,
    { population = 1, isFused = hasMultiplyAdd(), beside, threads = null, isStreamed = false }: WasmOptions = {},
  ) {
    this.population = population;
    this.#layout = layout;
    this.#isFused = isFused;
    const { memory, data: placed, pool } = beside ?? placeFor(data, threads, isStreamed);
    this.#memory = memory;
    this.#data = placed;
    this.#pool = pool;
    pool?.enter();
    const numbers = [...layout.variables.values()].reduce((total, shape) => total + sizeOf(shape), 0);
    this.#stride = 16 * Math.ceil(numbers / 4);
    // What a guard leaves out may be read before or after them.
    this.#memory.take(4 * numbers);
    this.#variables = this.#memory.take(population * this.#stride);
  }

  get place(): WasmPlace {
    return { memory: this.#memory, data: this.#data, pool: this.#pool };
  }

  async prepare(program: Program): Promise<WasmRunnable> {
    const plan = planProgram(program, this.#layout.variables);
    const held = {
      variables: this.#variables,
      variablesStride: this.#stride,
      data: this.#data,
      population: this.population,
      isFused: this.#isFused,
    };
    return WasmRunnable.create(this.#memory, plan, held, await this.#together(plan));
  }

  /** Null where there are no other threads, or too little for them to do. */
  async #together(plan: Plan): Promise<Together | null> {
    if (this.#pool === null) return null;
    const stretches = teamworkOf(plan, this.#pool.threads.count);
    if (stretches === null) return null;
    const pool = await this.#pool.open();
    return pool === null ? null : { pool, stretches };
  }

  async read(member: number): Promise<VariableValues> {
    await this.#pool?.pool?.idle();
    let at = this.#variables + member * this.#stride;
    return new Map(
      Array.from(this.#layout.variables, ([name, shape]) => {
        const values = this.#memory.floats(at, sizeOf(shape)).slice();
        at += values.byteLength;
        return [name, values];
      }),
    );
  }

  write(member: number, values: VariableValues): void {
    let at = this.#variables + member * this.#stride;
    for (const [name, shape] of this.#layout.variables) {
      this.#memory.floats(at, sizeOf(shape)).set(values.get(name)!);
      at += 4 * sizeOf(shape);
    }
  }

  failure(): Problem | null {
    return this.#pool?.pool?.failure ?? null;
  }

  get memoryBytes(): number {
    return this.#memory.byteLength;
  }

  /** The memory goes with the last who knows it. */
  dispose(): void {
    if (!this.#isDisposed) this.#pool?.leave();
    this.#isDisposed = true;
  }
}

function placeFor(
  data: Pick<PreparedData, "examples" | "targets">,
  threads: HelperThreads | null,
  isStreamed: boolean,
): WasmPlace {
  const memory = new WasmMemory(threads !== null);
  const pool = threads !== null && memory.isShared ? new SharedPool(threads) : null;
  return { memory, data: placeData(memory, data, isStreamed), pool };
}
