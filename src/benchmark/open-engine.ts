/** The page's side of an engine's thread. */
import { trustedScript } from "../worker/trusted-script.ts";
import type { Contestant, Engine, Round, Start, Train } from "./contest.ts";
import type { Workload } from "./workloads.ts";
// oxlint-disable import/default -- the query makes Vite answer with the address of the built worker
import convnetjsUrl from "./convnetjs.worker.ts?worker&url";
import fitUrl from "./fit.worker.ts?worker&url";
import jaxUrl from "./jax.worker.ts?worker&url";
import plainUrl from "./plain.worker.ts?worker&url";
import studioUrl from "./studio.worker.ts?worker&url";
// oxlint-enable import/default

export interface OpenedEngine {
  readonly train: Train;
  /** Gives its memory and device back; what it still owes rejects. */
  readonly end: () => void;
}

const scripts: Readonly<Record<Exclude<Engine, "pytorch">, string>> = {
  "tfjs-fit": fitUrl,
  reference: studioUrl,
  compiled: studioUrl,
  "jax-js": jaxUrl,
  "plain-js": plainUrl,
  convnetjs: convnetjsUrl,
};

/** A thread with the network built in it. Rejects with what stands in the way. */
export async function openEngine(
  contestant: Contestant & { readonly engine: Exclude<Engine, "pytorch"> },
  workload: Workload,
  signal: AbortSignal,
): Promise<OpenedEngine> {
  const thread = new Worker(trustedScript(scripts[contestant.engine]), { type: "module", name: "benchmark" });
  const ended = new AbortController();
  const end = (): void => {
    thread.terminate();
    ended.abort(new Error("ended"));
  };
  signal.addEventListener("abort", end, { once: true, signal: ended.signal });
  const ask = (asked: Start | number): Promise<Round | null> => answerOf(thread, asked, ended.signal);
  try {
    await ask({ contestant, workload });
  } catch (error) {
    end();
    throw error;
  }
  return {
    train: async (steps) => {
      const round = await ask(steps);
      if (round === null) throw new Error(`${contestant.engine} did not train`);
      return round;
    },
    end,
  };
}

function answerOf(thread: Worker, asked: Start | number, ended: AbortSignal): Promise<Round | null> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const { signal } = settled;
    const settle = (done: () => void) => (): void => {
      settled.abort();
      done();
    };
    ended.addEventListener(
      "abort",
      settle(() => reject(new Error("ended"))),
      { signal },
    );
    thread.addEventListener(
      "error",
      (event) => {
        event.preventDefault();
        settle(() => reject(new Error(event.message)))();
      },
      { signal },
    );
    thread.addEventListener(
      "message",
      ({ data }: MessageEvent<{ readonly round?: Round | null; readonly error?: string }>) => {
        settle(() => {
          if (data.error === undefined) resolve(data.round ?? null);
          else reject(new Error(data.error));
        })();
      },
      { signal },
    );
    thread.postMessage(asked, []);
  });
}
