/** The two sides of a thread that trains for a benchmark: each engine has a thread, a device and counters of its own. */
import type { GpuCalls } from "../../support/count-gpu-calls.ts";

export interface Contestant {
  readonly engine: "tfjs-fit" | "reference" | "compiled";
  readonly backend: "webgpu" | "wasm";
}

export interface Start extends Contestant {
  /** By its name in `workloads`. */
  readonly workload: string;
  readonly wasmUrl: string;
}

/** Steps that have been done, in order. */
export interface Round {
  readonly ms: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly calls: GpuCalls | null;
}

/** In the thread: does what it is asked, one thing after another. */
export function serve(start: (at: Start) => Promise<(steps: number) => Promise<Round>>): void {
  let run: ((steps: number) => Promise<Round>) | null = null;
  const answer = async (asked: Start | number): Promise<Round | null> => {
    if (typeof asked === "number") return run!(asked);
    run = await start(asked);
    return null;
  };
  // A worker's own thread, which the page's types know as a window.
  const page = self as unknown as Pick<Worker, "postMessage">;
  self.addEventListener("message", (event: MessageEvent<Start | number>) => {
    answer(event.data).then(
      (round) => page.postMessage({ round }, []),
      (error: unknown) => page.postMessage({ error: String(error) }, []),
    );
  });
}

/** On the page: asks, and waits for the answer. Rejects with what went wrong in the thread. */
export function ask(thread: Worker, asked: Start | number): Promise<Round | null> {
  return new Promise((resolve, reject) => {
    thread.addEventListener(
      "message",
      (event: MessageEvent<{ readonly round?: Round | null; readonly error?: string }>) => {
        const { round = null, error } = event.data;
        if (error === undefined) resolve(round);
        else reject(new Error(error));
      },
      { once: true },
    );
    thread.postMessage(asked, []);
  });
}
