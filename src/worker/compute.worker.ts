/** A thread that computes for another one: it runs the modules that it is given. */
import { type HelperOrder, runModules } from "../engine/compiled/wasm/run-modules.ts";

// A worker's own scope, which the page's types know as a window.
const asker = self as unknown as Pick<Worker, "postMessage">;
const take = runModules((done) => asker.postMessage(done, []));
self.addEventListener("message", (event: MessageEvent<HelperOrder>) => take(event.data));
