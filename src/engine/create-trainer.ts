/** Which trainer takes a run: the compiled one where the device can run it and no rule is missing, else the reference. */
import { problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { RunPlan } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { CompiledTrainer } from "./compiled/compiled-trainer.ts";
import { missingRule } from "./compiled/missing-rule.ts";
import { machinesOn } from "./machines-on.ts";
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
  const machines = machinesOn(device, data);
  if (machines === null) return reference(wanted === "compiled" ? needsOther : undefined);
  const reason = missingRule(setup, data);
  if (reason !== null) return reference(reason);
  let trainer: CompiledTrainer | null = null;
  try {
    trainer = new CompiledTrainer({ ...machines, setup, data, now });
    await trainer.prepare();
    return { trainer, kind: "compiled" };
  } catch (thrown) {
    trainer?.dispose();
    return reference(problemOf(thrown).text);
  }
}

/** Told of what the reference trainer trains for this `reason`. */
export function insteadOf(reason: Text): Text {
  return {
    en: `This run uses the reference trainer, because it cannot be compiled: ${reason.en}.`,
    zh: `本次训练无法编译（${reason.zh}），改用参考训练器。`,
  };
}

export const needsOther: Text = { en: "that takes WebGPU or WebAssembly", zh: "编译训练需要 WebGPU 或 WebAssembly" };
