/** Who is timed, and the two sides of a thread that trains: each engine has a thread, a device and counters of its own. */
import type { GpuCalls } from "../../support/count-gpu-calls.ts";
import type { Workload } from "./workloads.ts";

export interface Contestant {
  readonly engine: "tfjs-fit" | "reference" | "compiled" | "jax-js" | "plain-js" | "convnetjs" | "pytorch";
  readonly backend: "webgpu" | "wasm" | "cpu";
}

export const contestants: readonly Contestant[] = [
  { engine: "tfjs-fit", backend: "webgpu" },
  { engine: "reference", backend: "webgpu" },
  { engine: "compiled", backend: "webgpu" },
  { engine: "jax-js", backend: "webgpu" },
  { engine: "tfjs-fit", backend: "wasm" },
  { engine: "reference", backend: "wasm" },
  { engine: "jax-js", backend: "wasm" },
  { engine: "plain-js", backend: "cpu" },
  { engine: "convnetjs", backend: "cpu" },
  { engine: "pytorch", backend: "cpu" },
];

export interface Start {
  readonly contestant: Contestant;
  readonly workload: Workload;
  readonly wasmUrl: string;
}

/** Steps that have been done, in order. */
export interface Round {
  readonly ms: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
  /** Counted over `counted` steps; null: not on a GPU. */
  readonly calls: (GpuCalls & { readonly counted: number }) | null;
}

/** Trains on for so many steps. */
export type Train = (steps: number) => Promise<Round>;

/** In the thread: does what it is asked, one thing after another. */
export function serve(start: (at: Start) => Promise<Train>): void {
  let train: Train | null = null;
  const answer = async (asked: Start | number): Promise<Round | null> => {
    if (typeof asked === "number") return train!(asked);
    train = await start(asked);
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
    thread.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
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
