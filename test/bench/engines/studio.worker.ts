/** The studio's own trainers. */
import { createTrainer } from "../../../src/engine/create-trainer.ts";
import { type BackendId } from "../../../src/project/records.ts";
import { startBackend } from "../../../src/tensor/backends.ts";
import { buildTrainer } from "../../support/build-trainer.ts";
import { countGpuCalls } from "../../support/count-gpu-calls.ts";
import { serve } from "./contestant.ts";
import { trainingOf } from "./same-start.ts";
import { dataFor } from "./workloads.ts";

serve(async ({ contestant: { engine, backend }, workload, wasmUrl }) => {
  const device = await startBackend(backend satisfies BackendId, { wasmUrl });
  const data = dataFor(workload);
  const { setup } = await buildTrainer(device, data, { layers: workload.layers, training: trainingOf(workload) });
  const wanted = engine === "compiled" ? "compiled" : "reference";
  const { trainer, kind, note } = await createTrainer(wanted, device, setup, data, () => performance.now());
  if (kind !== wanted) throw new Error(note?.en ?? `${kind} instead of ${wanted}`);
  return async (steps) => {
    const losses: number[] = [];
    let ms = 0;
    const work = async (): Promise<void> => {
      const began = performance.now();
      for await (const { sums } of trainer.run(steps, new AbortController().signal)) {
        for (const { loss, examples } of sums) losses.push(loss / examples);
      }
      ms = performance.now() - began;
    };
    const calls = backend === "webgpu" ? { ...(await countGpuCalls(work)), counted: steps } : null;
    if (calls === null) await work();
    return { ms, firstLoss: losses[0]!, lastLoss: losses.at(-1)!, calls };
  };
});
