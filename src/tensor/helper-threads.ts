/** Threads beside the one that asks: what a device may compute on, where the browser lets them share memory. */

export interface HelperThread {
  send(message: unknown): void;
  /** Ends it at once, whatever it does. */
  end(): void;
}

export interface HelperThreads {
  /** As many as may compute at once without anybody noticing. */
  readonly count: number;
  /** Opens one more; `fail` is told the cause when it breaks down, or cannot be opened. */
  open(hear: (message: unknown) => void, fail: (cause: string) => void): HelperThread;
}
