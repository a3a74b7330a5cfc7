/** Which trainer takes a run: the compiled one where the device can run it and no rule is missing, else the reference. */
import { problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { RunPlan } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { CompiledTrainer } from "./compiled/compiled-trainer.ts";
import type { Layout } from "./compiled/layout.ts";
import type { Machine } from "./compiled/machine.ts";
import { missingRule } from "./compiled/missing-rule.ts";
import { WasmMachine } from "./compiled/wasm/wasm-machine.ts";
import { largestBinding, placeData } from "./compiled/wgsl/gpu-data.ts";
import { GpuMachine } from "./compiled/wgsl/gpu-machine.ts";
import type { PreparedData } from "./data/prepare-data.ts";
import type { BatchData } from "./reference/batches.ts";
import { ReferenceTrainer } from "./reference/reference-trainer.ts";
import type { TrainingSetup } from "./reference/training-setup.ts";
import type { Trainer } from "./trainer.ts";

export interface ChosenTrainer {
  readonly trainer: Trainer;
  readonly kind: RunPlan["trainer"];
  /** Why it is not the compiled one, where that was to be expected. */
  readonly note?: Text;
}

/** The trainer, ready for its first step. */
export async function createTrainer(
  wanted: Project["training"]["trainer"],
  device: Device,
  setup: TrainingSetup,
  data: BatchData & Pick<PreparedData, "parts" | "target">,
  now: () => number,
): Promise<ChosenTrainer> {
  const reference = (reason?: Text): ChosenTrainer => ({
    trainer: new ReferenceTrainer(device, setup, data, now),
    kind: "reference",
    ...(reason === undefined ? {} : { note: insteadOf(reason) }),
  });
  if (wanted === "reference") return reference();
  const createMachine = machineOn(device, data);
  if (createMachine === null) return reference(wanted === "compiled" ? needsOther : undefined);
  const isTooLarge = device.gpu !== null && largestBinding(data) > device.maximumTensorBytes;
  const reason = missingRule(setup, data) ?? (isTooLarge ? dataTooLarge : null);
  if (reason !== null) return reference(reason);
  let trainer: CompiledTrainer | null = null;
  try {
    trainer = new CompiledTrainer({ setup, data, createMachine, now });
    await trainer.prepare();
    return { trainer, kind: "compiled" };
  } catch (thrown) {
    trainer?.dispose();
    return reference(problemOf(thrown).text);
  }
}

/** What makes the machine of the device's kind; null where there is none. */
function machineOn(
  { backend, gpu, failure, isSoftware }: Device,
  data: Pick<PreparedData, "examples" | "targets">,
): ((layout: Layout) => Machine) | null {
  if (gpu !== null) return (layout) => new GpuMachine({ gpu, failure, isSoftware }, layout, placeData(gpu, data));
  return backend === "wasm" ? (layout) => new WasmMachine(layout, data) : null;
}

function insteadOf(reason: Text): Text {
  return {
    en: `This run uses the reference trainer, because it cannot be compiled: ${reason.en}.`,
    zh: `本次训练无法编译（${reason.zh}），改用参考训练器。`,
  };
}

const needsOther: Text = { en: "that takes WebGPU or WebAssembly", zh: "编译训练需要 WebGPU 或 WebAssembly" };
const dataTooLarge: Text = {
  en: "the data set is larger than what the GPU can hold at once",
  zh: "数据集超出 GPU 一次所能容纳的大小",
};
