/** One program in WebAssembly: its module, its intermediate memory, the ring of its reports. */
import { nextTask } from "../../next-task.ts";
import type { Runnable } from "../machine.ts";
import type { Plan } from "../plan/plan.ts";
import type { StepRecord } from "../program.ts";
import { farthestReads } from "./farthest-reads.ts";
import { stepModule, workspaceSize } from "./step-module.ts";
import { type RecordWords, recordWords, writeRecords } from "./step-words.ts";
import type { WasmData } from "./wasm-data.ts";
import type { WasmMemory } from "./wasm-memory.ts";

/** Bytes of step records, and of reports, that may wait. */
const RING_BYTES = 2 ** 20;
const MOST_STEPS = 8192;
/** Of examples that come with their steps. */
const GIVEN_BYTES = 2 ** 24;

interface Held {
  readonly variables: number;
  readonly variablesStride: number;
  readonly data: WasmData;
  readonly population: number;
  readonly isFused: boolean;
}

interface Made {
  readonly record: RecordWords;
  readonly capacity: number;
  readonly records: number;
  readonly reportsAt: number;
  readonly examples: number;
  readonly steps: (
    variables: number,
    records: number,
    reports: number,
    examples: number,
    steps: number,
    networks: number,
  ) => void;
}

export class WasmRunnable implements Runnable {
  readonly capacity: number;
  readonly #memory: WasmMemory;
  readonly #plan: Plan;
  readonly #held: Held;
  readonly #made: Made;
  #waiting = 0;

  /** Throws a `StudioError` when there is not enough memory. */
  static async create(memory: WasmMemory, plan: Plan, held: Held): Promise<WasmRunnable> {
    const { program, sizes, constants } = plan;
    const record = recordWords(program);
    const stepBytes = 4 * held.population * Math.max(record.words, sizes.report);
    const givenBytes = program.isGiven ? 4 * program.batch * program.exampleSize : 0;
    const most = Math.min(RING_BYTES / stepBytes, givenBytes === 0 ? Infinity : GIVEN_BYTES / givenBytes);
    const capacity = Math.max(1, Math.min(MOST_STEPS, Math.floor(most)));
    const { before, after } = farthestReads(plan);
    const records = memory.take(4 * capacity * held.population * record.words);
    const reportsAt = memory.take(4 * capacity * held.population * sizes.report);
    const examples = program.isGiven ? memory.take(capacity * givenBytes) : held.data.examples;
    memory.take(before);
    const scratch = memory.take(4 * sizes.scratch);
    const constantsAt = memory.take(4 * constants.length);
    const workspace = memory.take(4 * workspaceSize(plan));
    memory.take(after);
    memory.floats(constantsAt, constants.length).set(constants);
    const bytes = stepModule(
      plan,
      {
        pages: memory.pages,
        scratch,
        constants: constantsAt,
        workspace,
        examplesStride: givenBytes,
        byteScale: program.isGiven ? null : held.data.byteScale,
        targets: held.data.targets,
        variablesStride: held.variablesStride,
        record,
      },
      held.isFused,
    );
    const { instance } = await WebAssembly.instantiate(bytes, { host: { memory: memory.memory } });
    // The module was written to export just this.
    const steps = instance.exports["steps"] as Made["steps"];
    return new WasmRunnable(memory, plan, held, { record, capacity, records, reportsAt, examples, steps });
  }

  private constructor(memory: WasmMemory, plan: Plan, held: Held, made: Made) {
    this.#memory = memory;
    this.#plan = plan;
    this.#held = held;
    this.#made = made;
    this.capacity = made.capacity;
  }

  enqueue(steps: readonly (readonly StepRecord[])[], given?: Float32Array): void {
    const { record, records, reportsAt, examples, capacity } = this.#made;
    if (this.#waiting + steps.length > capacity) throw new Error("More steps than the ring of reports holds");
    if (given !== undefined) this.#memory.floats(examples, given.length).set(given);
    const { population, variables } = this.#held;
    writeRecords(record, steps, this.#memory.memory.buffer, records);
    const report = reportsAt + 4 * this.#waiting * population * this.#plan.sizes.report;
    this.#made.steps(variables, records, report, examples, steps.length, population);
    this.#waiting += steps.length;
  }

  /** Messages that wait come in. */
  async done(): Promise<void> {
    await nextTask();
  }

  /** At once, behind an interface of machines that take time to answer. */
  reports(): Promise<readonly (readonly Float32Array[])[]> {
    const [count, width] = [this.#waiting, this.#plan.sizes.report];
    this.#waiting = 0;
    const { population } = this.#held;
    const values = this.#memory.floats(this.#made.reportsAt, count * population * width).slice();
    const reports = Array.from({ length: count }, (_, step) =>
      Array.from({ length: population }, (_member, member) => {
        const from = (step * population + member) * width;
        return values.subarray(from, from + width);
      }),
    );
    return Promise.resolve(reports);
  }
}
