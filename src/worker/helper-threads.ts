/** Opens threads that compute for the one that asks, each a worker of our own origin within its worker. */
import type { HelperThreads } from "../tensor/helper-threads.ts";
// oxlint-disable-next-line import/default -- the query makes Vite answer with the address of the built worker
import workerUrl from "./compute.worker.ts?worker&url";
import { trustedScript } from "./trusted-script.ts";

/** More wait for each other longer than they gain. */
const MOST_THREADS = 8;

/** Null where threads cannot share memory because the page does not come isolated, or where one is all there is. */
export function helperThreads(count = threadsFor(navigator.hardwareConcurrency)): HelperThreads | null {
  return crossOriginIsolated && count > 1 ? { count, open } : null;
}

/** One core of several is the page's. Of two it gets its share of both: it has little to do while a run goes on. */
export function threadsFor(cores: number): number {
  return cores === 2 ? 2 : Math.max(1, Math.min(MOST_THREADS, cores - 1));
}

const open: HelperThreads["open"] = (hear, fail) => {
  const worker = new Worker(trustedScript(workerUrl), { type: "module", name: "helper" });
  worker.addEventListener("message", ({ data }) => hear(data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    fail(event.message === undefined || event.message === "" ? "it could not be loaded" : event.message);
  });
  worker.addEventListener("messageerror", () => fail("a message could not be read"));
  return { send: (message) => worker.postMessage(message, []), end: () => worker.terminate() };
};
