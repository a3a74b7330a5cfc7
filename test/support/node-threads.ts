/** Helper threads under Node: real threads that run the studio's own helper, each written out as plain JavaScript first. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { transformWithOxc } from "vite";
import { afterAll } from "vitest";
import type { HelperThreads } from "../../src/tensor/helper-threads.ts";

const SOURCE = new URL("../../src/engine/compiled/wasm/run-modules.ts", import.meta.url);
const SERVE = `
import { parentPort } from "node:worker_threads";
const take = runModules((done) => parentPort.postMessage(done));
parentPort.on("message", (order) => order === "die" ? process.exit(1) : take(order));
`;

const opened: Worker[] = [];
afterAll(async () => {
  await Promise.all(opened.map((worker) => worker.terminate()));
});

export interface NodeThreads extends HelperThreads {
  /** Ends the last helper as if it had broken down. */
  readonly kill: () => void;
  /** How many have ended, when all have. */
  readonly ended: () => Promise<number>;
}

export async function nodeThreads(count: number): Promise<NodeThreads> {
  const { code } = await transformWithOxc(await readFile(SOURCE, "utf8"), fileURLToPath(SOURCE));
  const address = new URL(`data:text/javascript,${encodeURIComponent(SERVE + code)}`);
  const own: Worker[] = [];
  const exits: Promise<unknown>[] = [];
  return {
    count,
    open: (hear, fail) => {
      const worker = new Worker(address);
      let isEnded = false;
      own.push(worker);
      opened.push(worker);
      exits.push(once(worker, "exit"));
      worker.on("message", hear);
      worker.on("error", (error) => fail(String(error)));
      worker.on("exit", () => isEnded || fail("it ended"));
      const end = () => {
        isEnded = true;
        void worker.terminate();
      };
      return { send: (message) => worker.postMessage(message, []), end };
    },
    ended: async () => (await Promise.all(exits)).length,
    kill: () => own.at(-1)!.postMessage("die", []),
  };
}
