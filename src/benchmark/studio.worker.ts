/** The studio's own trainers. */
import "../project/zod-settings.ts";
import { layerSelection } from "../catalog/layers/index.ts";
import { createTrainer } from "../engine/create-trainer.ts";
import { planModel } from "../engine/model-program.ts";
import { setUpTraining } from "../engine/reference/training-setup.ts";
import { projectSchema } from "../project/project.ts";
import { startBackend } from "../tensor/backends.ts";
import { wasmFileUrl } from "../tensor/wasm-file.ts";
import { helperThreads } from "../worker/helper-threads.ts";
import { countGpuCalls } from "./count-gpu-calls.ts";
import { dataFor, trainingOf } from "./same-start.ts";
import { serve } from "./serve-engine.ts";

serve(async ({ contestant: { engine, backend, threads }, workload }) => {
  const device = await startBackend(backend, { wasmUrl: wasmFileUrl, threads: threads === 1 ? null : helperThreads() });
  const data = dataFor(workload);
  const layers = workload.layers.map((layer) => layerSelection.parse(layer));
  const project = projectSchema.parse({ data: { id: "made" }, training: trainingOf(workload) });
  const setup = await setUpTraining(project, planModel(layers, workload.shape), data, device);
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
