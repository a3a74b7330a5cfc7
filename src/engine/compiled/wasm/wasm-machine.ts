/**
 * The machine in WebAssembly: variables and data set live in one memory, a program is a module made for it. Steps are done
 * as they are enqueued, all on this thread.
 */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { PreparedData } from "../../data/prepare-data.ts";
import type { Layout } from "../layout.ts";
import type { Machine, VariableValues } from "../machine.ts";
import { planProgram } from "../plan/plan.ts";
import type { Program } from "../program.ts";
import { hasMultiplyAdd } from "./features.ts";
import { type WasmData, placeData } from "./wasm-data.ts";
import { WasmMemory } from "./wasm-memory.ts";
import { WasmRunnable } from "./wasm-runnable.ts";

/** Where a machine lies: another one can lie beside it, and read the same copy of the data set. */
export interface WasmPlace {
  readonly memory: WasmMemory;
  readonly data: WasmData;
}

export interface WasmOptions {
  readonly population?: number;
  readonly isFused?: boolean;
  readonly beside?: WasmPlace | undefined;
}

export class WasmMachine implements Machine {
  readonly population: number;
  readonly #layout: Pick<Layout, "variables">;
  readonly #memory: WasmMemory;
  readonly #data: WasmData;
  readonly #isFused: boolean;
  readonly #variables: number;
  /** Bytes from one network's variables to the next one's. */
  readonly #stride: number;

  constructor(
    layout: Pick<Layout, "variables">,
    data: Pick<PreparedData, "examples" | "targets">,
    { population = 1, isFused = hasMultiplyAdd(), beside }: WasmOptions = {},
  ) {
    this.population = population;
    this.#layout = layout;
    this.#isFused = isFused;
    this.#memory = beside?.memory ?? new WasmMemory();
    this.#data = beside?.data ?? placeData(this.#memory, data);
    const numbers = [...layout.variables.values()].reduce((total, shape) => total + sizeOf(shape), 0);
    this.#stride = 16 * Math.ceil(numbers / 4);
    // What a guard leaves out may be read before or after them.
    this.#memory.take(4 * numbers);
    this.#variables = this.#memory.take(population * this.#stride);
  }

  get place(): WasmPlace {
    return { memory: this.#memory, data: this.#data };
  }

  async prepare(program: Program): Promise<WasmRunnable> {
    const plan = planProgram(program, this.#layout.variables);
    return WasmRunnable.create(this.#memory, plan, {
      variables: this.#variables,
      variablesStride: this.#stride,
      data: this.#data,
      population: this.population,
      isFused: this.#isFused,
    });
  }

  /** At once, behind an interface of machines that take time to answer. */
  read(member: number): Promise<VariableValues> {
    let at = this.#variables + member * this.#stride;
    const read = new Map(
      Array.from(this.#layout.variables, ([name, shape]) => {
        const values = this.#memory.floats(at, sizeOf(shape)).slice();
        at += values.byteLength;
        return [name, values];
      }),
    );
    return Promise.resolve(read);
  }

  write(member: number, values: VariableValues): void {
    let at = this.#variables + member * this.#stride;
    for (const [name, shape] of this.#layout.variables) {
      this.#memory.floats(at, sizeOf(shape)).set(values.get(name)!);
      at += 4 * sizeOf(shape);
    }
  }

  failure(): null {
    return null;
  }

  get memoryBytes(): number {
    return this.#memory.byteLength;
  }

  /** The memory goes with the last who knows it. */
  dispose(): void {}
}
