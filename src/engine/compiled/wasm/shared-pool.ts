import type { HelperThreads } from "../../../tensor/helper-threads.ts";
import { ThreadPool } from "./thread-pool.ts";

/** One pool for all machines of a memory: opened when one of them first wants it, closed when the last has left. */
export class SharedPool {
  readonly threads: HelperThreads;
  #users = 0;
  #opening: Promise<ThreadPool | null> | null = null;
  #pool: ThreadPool | null = null;

  constructor(threads: HelperThreads) {
    this.threads = threads;
  }

  enter(): void {
    this.#users++;
  }

  leave(): void {
    this.#users--;
    if (this.#users > 0) return;
    this.#pool?.close();
    this.#pool = null;
    this.#opening = null;
  }

  /** Null where no thread can be opened. */
  async open(): Promise<ThreadPool | null> {
    const opening = (this.#opening ??= ThreadPool.open(this.threads));
    const pool = await opening;
    // All may have left meanwhile.
    if (this.#opening === opening) this.#pool = pool;
    else pool?.close();
    return pool;
  }

  /** Null as long as nobody has wanted it. */
  get pool(): ThreadPool | null {
    return this.#pool;
  }
}
