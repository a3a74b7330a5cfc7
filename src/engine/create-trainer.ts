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
  const reason = missingRule(setup, data);
  if (reason !== null) return reference(reason);
  let trainer: CompiledTrainer | null = null;
  try {
    trainer = new CompiledTrainer({ setup, data, createMachine, now, isStreamed: isStreamed(device, data) });
    await trainer.prepare();
    return { trainer, kind: "compiled" };
  } catch (thrown) {
    trainer?.dispose();
    return reference(problemOf(thrown).text);
  }
}

/** What makes the machine of the device's kind; null where there is none. */
function machineOn(
  device: Device,
  data: Pick<PreparedData, "examples" | "targets">,
): ((layout: Layout) => Machine) | null {
  const { backend, gpu, failure, isSoftware } = device;
  if (gpu !== null) {
    return (layout) => {
      const placed = placeData(gpu, data, isStreamed(device, data));
      return new GpuMachine({ gpu, failure, isSoftware }, layout, placed);
    };
  }
  return backend === "wasm" ? (layout) => new WasmMachine(layout, data) : null;
}

/** Whether examples come with the steps, because the GPU cannot hold them at once. */
function isStreamed({ gpu, maximumTensorBytes }: Device, data: Pick<PreparedData, "examples">): boolean {
  return gpu !== null && largestBinding(data) > maximumTensorBytes;
}

function insteadOf(reason: Text): Text {
  return {
    en: `This run uses the reference trainer, because it cannot be compiled: ${reason.en}.`,
    zh: `本次训练无法编译（${reason.zh}），改用参考训练器。`,
  };
}

const needsOther: Text = { en: "that takes WebGPU or WebAssembly", zh: "编译训练需要 WebGPU 或 WebAssembly" };
