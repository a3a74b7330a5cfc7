/** jax-js, which is loaded only when it may no longer see that it could open threads. */
import "../project/zod-settings.ts";
import { serve } from "./serve-engine.ts";

// Its threads are workers of blobs, which our content policy forbids: without shared memory it computes with one.
Reflect.deleteProperty(globalThis, "SharedArrayBuffer");

serve(async (start) => (await import("./train-jax.ts")).trainJax(start));
