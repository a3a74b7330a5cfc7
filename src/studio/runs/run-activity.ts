/** Whether anything trains: what would take a device's time from a run waits here, and hears when to give way. */

const waiting = new Set<() => void>();
let runs = 0;
let quiet = new AbortController();

/** Says that a run begins; call what it gives, once, when the run has ended. */
export function beginRun(): () => void {
  runs++;
  quiet.abort();
  return () => {
    runs--;
    if (runs > 0) return;
    quiet = new AbortController();
    for (const resume of waiting) resume();
    waiting.clear();
  };
}

/** Resolves when no run is active, with a signal that is aborted as soon as the next one begins. */
export async function untilNothingRuns(): Promise<AbortSignal> {
  if (runs > 0) await new Promise<void>((resolve) => waiting.add(resolve));
  return quiet.signal;
}

/** Whether a run is active now. */
export function isAnythingRunning(): boolean {
  return runs > 0;
}

/** Resolves as soon as a run is active. */
export async function untilSomethingRuns(): Promise<void> {
  const { signal } = quiet;
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener("abort", resolve, { once: true });
  });
}
