/** What the user asks of a run between two steps: to rest, to do one step, to go on. Stopping is an abort signal. */
export class Steering {
  #allowance = Infinity;
  #leg = new AbortController();
  #wake: () => void = () => undefined;

  /** Ends what the run does now after the step under way. */
  pause(): void {
    this.#allowance = 0;
    this.#leg.abort();
  }

  step(): void {
    this.#allow(1);
  }

  goOn(): void {
    this.#allow(Infinity);
  }

  /** Steps that may be done before the next rest. */
  get allowance(): number {
    return this.#allowance;
  }

  /** Aborted by `pause`; another one each time that the run goes on. */
  get leg(): AbortSignal {
    return this.#leg.signal;
  }

  did(steps: number): void {
    this.#allowance -= steps;
  }

  /** Resolves when the run may go on, or is stopped. */
  async rest(stopped: AbortSignal): Promise<void> {
    while (this.#allowance <= 0 && !stopped.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        stopped.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  #allow(steps: number): void {
    this.#allowance = steps;
    if (this.#leg.signal.aborted) this.#leg = new AbortController();
    this.#wake();
  }
}
