/**
 * The threads that run a machine's modules together. This thread computes nothing meanwhile: it waits for a message, so it
 * hears what the page wants, and that a helper has died, which would leave the others waiting.
 */
import { type Problem, StudioError } from "../../../language/studio-error.ts";
import type { HelperThread, HelperThreads } from "../../../tensor/helper-threads.ts";
import type { HelperAnswer, HelperOrder } from "./run-modules.ts";

interface Awaited {
  left: number;
  readonly resolve: () => void;
  readonly reject: (error: StudioError) => void;
}

export class ThreadPool {
  readonly #helpers: readonly HelperThread[];
  readonly #awaited = new Map<number, Awaited>();
  #orders = 0;
  #programs = 0;
  #failure: Problem | null = null;
  #last: Promise<void> = Promise.resolve();

  /** Null where helpers cannot be opened: one thread does as well, only later. */
  static async open(threads: HelperThreads): Promise<ThreadPool | null> {
    const pool = new ThreadPool(threads);
    try {
      await pool.#ask(threads.count, (order) => ({ type: "greet", order }));
      return pool;
    } catch (thrown) {
      console.error("No helper threads: training goes on with one.", thrown);
      return null;
    }
  }

  private constructor(threads: HelperThreads) {
    // Helpers send nothing else.
    const hear = (message: unknown): void => this.#hear(message as HelperAnswer);
    this.#helpers = Array.from({ length: threads.count }, () => threads.open(hear, (cause) => this.#fail(cause)));
  }

  /** Gives a module to every helper, each with what is its own; resolves with the program's number when all have it. */
  async load(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    own: (helper: number) => Readonly<Record<string, number>>,
  ): Promise<number> {
    const program = this.#programs++;
    await this.#ask(this.#helpers.length, (order, helper) => ({
      type: "load",
      order,
      program,
      module,
      given: { memory, ...own(helper) },
    }));
    return program;
  }

  /** Resolves when the steps are done. */
  run(program: number, given: readonly number[]): Promise<void> {
    // The first that says so is enough: the others are past the last step, too.
    this.#last = this.#ask(1, (order) => ({ type: "run", order, program, given }));
    return this.#last;
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.#last;
  }

  get threads(): number {
    return this.#helpers.length;
  }

  get failure(): Problem | null {
    return this.#failure;
  }

  close(): void {
    for (const helper of this.#helpers) helper.end();
  }

  #ask(answers: number, make: (order: number, helper: number) => HelperOrder): Promise<void> {
    if (this.#failure !== null) return Promise.reject(new StudioError(this.#failure));
    const order = this.#orders++;
    const done = new Promise<void>((resolve, reject) => {
      this.#awaited.set(order, { left: answers, resolve, reject });
    });
    for (const [at, helper] of this.#helpers.entries()) helper.send(make(order, at));
    return done;
  }

  #hear(order: HelperAnswer): void {
    const awaited = this.#awaited.get(order);
    if (awaited === undefined) return;
    awaited.left--;
    if (awaited.left > 0) return;
    this.#awaited.delete(order);
    awaited.resolve();
  }

  /** One that is gone never arrives where the others wait for it: none of them is of use any more. */
  #fail(cause: string): void {
    this.#failure ??= helperDied(cause);
    this.close();
    for (const { reject } of this.#awaited.values()) reject(new StudioError(this.#failure));
    this.#awaited.clear();
  }
}

function helperDied(cause: string): Problem {
  return {
    code: "thread-died",
    text: {
      en: `One of the threads that train together broke down (${cause}). Your saved models are safe; train again, or reload the page if it happens again.`,
      zh: `共同训练的线程之一意外终止（${cause}）。已保存的模型不受影响，请重新训练；如再次出现，请刷新页面。`,
    },
    cause,
  };
}
