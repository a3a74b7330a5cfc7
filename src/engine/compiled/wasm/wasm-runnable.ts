/** One program in WebAssembly: its module, its intermediate memory, the ring of its reports. */
import { nextTask } from "../../next-task.ts";
import type { Runnable } from "../machine.ts";
import type { Plan } from "../plan/plan.ts";
import type { StepRecord } from "../program.ts";
import { farthestReads } from "./farthest-reads.ts";
import { type Crew, OWN_WORKSPACE, type StepMemory, stepModule, workspaceSize } from "./step-module.ts";
import { type RecordWords, recordWords, writeRecords } from "./step-words.ts";
import { TEAM_BYTES } from "./team-code.ts";
import type { Stretch } from "./teamwork.ts";
import type { ThreadPool } from "./thread-pool.ts";
import type { WasmData } from "./wasm-data.ts";
import type { WasmMemory } from "./wasm-memory.ts";

/** Bytes of step records, and of reports, that may wait. */
const RING_BYTES = 2 ** 20;
const MOST_STEPS = 8192;
/** A thread's own begins on a page of its own, so that no two have numbers on one line of the cache. */
const ALIGNMENT = 4096;
/** Of examples that come with their steps. */
const GIVEN_BYTES = 2 ** 24;

interface Held {
  readonly variables: number;
  readonly variablesStride: number;
  readonly data: WasmData;
  readonly population: number;
  readonly isFused: boolean;
}

/** Threads that share the work, and how. */
export interface Together {
  readonly pool: ThreadPool;
  readonly stretches: readonly Stretch[];
}

/** Takes steps: variables, records, reports, examples, how many steps, how many networks. A promise where others do it. */
type Steps = (...given: readonly [number, number, number, number, number, number]) => Promise<void> | void;

interface Made {
  readonly record: RecordWords;
  readonly capacity: number;
  readonly records: number;
  readonly reportsAt: number;
  readonly examples: number;
  readonly steps: Steps;
}

export class WasmRunnable implements Runnable {
  readonly capacity: number;
  readonly #memory: WasmMemory;
  readonly #plan: Plan;
  readonly #held: Held;
  readonly #made: Made;
  #waiting = 0;
  #underWay: Promise<void> | void = undefined;

  /** Throws a `StudioError` when there is not enough memory. */
  static async create(memory: WasmMemory, plan: Plan, held: Held, shared: Together | null): Promise<WasmRunnable> {
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
    memory.floats(constantsAt, constants.length).set(constants);
    const lying = {
      scratch,
      constants: constantsAt,
      examplesStride: givenBytes,
      byteScale: program.isGiven ? null : held.data.byteScale,
      targets: held.data.targets,
      variablesStride: held.variablesStride,
      record,
    };
    const place: Place = { memory, plan, held, lying };
    const steps = shared === null ? await alone(place) : await together(place, shared);
    memory.take(after);
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
    const { record, records, reportsAt, examples, capacity, steps: take } = this.#made;
    if (this.#waiting + steps.length > capacity) throw new Error("More steps than the ring of reports holds");
    if (given !== undefined) this.#memory.floats(examples, given.length).set(given);
    const { population, variables } = this.#held;
    writeRecords(record, steps, this.#memory.memory.buffer, records);
    const report = reportsAt + 4 * this.#waiting * population * this.#plan.sizes.report;
    this.#underWay = take(variables, records, report, examples, steps.length, population);
    this.#waiting += steps.length;
  }

  /** Messages that wait come in. */
  async done(): Promise<void> {
    await (this.#underWay ?? nextTask());
  }

  async reports(): Promise<readonly (readonly Float32Array[])[]> {
    await this.#underWay;
    const [count, width] = [this.#waiting, this.#plan.sizes.report];
    this.#waiting = 0;
    const { population } = this.#held;
    const values = this.#memory.floats(this.#made.reportsAt, count * population * width).slice();
    return Array.from({ length: count }, (_, step) =>
      Array.from({ length: population }, (_member, member) => {
        const from = (step * population + member) * width;
        return values.subarray(from, from + width);
      }),
    );
  }
}

interface Place {
  readonly memory: WasmMemory;
  readonly plan: Plan;
  readonly held: Held;
  readonly lying: Omit<StepMemory, "pages" | "workspace">;
}

function bytesFor({ memory, plan, held, lying }: Place, workspace: number, crew: Crew): Uint8Array<ArrayBuffer> {
  return stepModule(plan, { ...lying, pages: memory.pages, workspace }, held.isFused, crew);
}

async function alone(place: Place): Promise<Steps> {
  const { memory, plan } = place;
  const workspace = memory.take(4 * workspaceSize(plan, null));
  const { instance } = await WebAssembly.instantiate(bytesFor(place, workspace, null), {
    host: { memory: memory.memory },
  });
  // The module was written to export just this.
  return instance.exports["steps"] as Steps;
}

async function together(place: Place, { pool, stretches }: Together): Promise<Steps> {
  const { memory, plan } = place;
  const { threads } = pool;
  const team = { threads, words: memory.take(TEAM_BYTES) };
  const own = ALIGNMENT * Math.ceil((4 * workspaceSize(plan, stretches)) / ALIGNMENT);
  const workspace = memory.take(threads * own);
  const module = await WebAssembly.compile(bytesFor(place, workspace, { team, stretches }));
  const program = await pool.load(module, memory.memory, (helper) => ({ [OWN_WORKSPACE]: workspace + helper * own }));
  return (...given) => pool.run(program, given);
}
