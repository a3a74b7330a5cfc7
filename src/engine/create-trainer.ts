/** Which trainer takes a run: the compiled one where the device can run it and no rule is missing, else the reference. */
import { problemOf } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "../project/project.ts";
import type { RunPlan } from "../project/records.ts";
import type { Device } from "../tensor/backends.ts";
import { CompiledTrainer } from "./compiled/compiled-trainer.ts";
import { missingRule } from "./compiled/missing-rule.ts";
import { chooseHalves, noHalves } from "./half-precision.ts";
import { type Machines, machinesOn } from "./machines-on.ts";
import type { PreparedData } from "./data/prepare-data.ts";
import type { BatchData } from "./reference/batches.ts";
import { ReferenceTrainer } from "./reference/reference-trainer.ts";
import type { TrainingSetup } from "./reference/training-setup.ts";
import type { Trainer } from "./trainer.ts";

export interface ChosenTrainer {
  readonly trainer: Trainer;
  readonly kind: RunPlan["trainer"];
  /** Why it is not the compiled one, where that was to be expected; in which precision, where that was to be chosen. */
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
  const reference = (reason?: Text): ChosenTrainer => {
    const note = reason === undefined ? null : insteadOf(reason);
    return {
      trainer: new ReferenceTrainer(device, setup, data, now),
      kind: "reference",
      ...(note !== null ? { note } : setup.halfPrecision ? { note: noHalves } : {}),
    };
  };
  if (wanted === "reference") return reference();
  const machines = machinesOn(device, data);
  if (machines === null) return reference(wanted === "compiled" ? needsOther : undefined);
  const reason = missingRule(setup, data);
  if (reason !== null) return reference(reason);
  const made: CompiledTrainer[] = [];
  const make = async (createMachine: Machines["createMachine"]): Promise<CompiledTrainer> => {
    const trainer = new CompiledTrainer({ ...machines, createMachine, setup, data, now });
    made.push(trainer);
    await trainer.prepare();
    return trainer;
  };
  try {
    const trainer = await make(machines.createMachine);
    if (!setup.halfPrecision) return { trainer, kind: "compiled" };
    if (machines.createHalved === null) return { trainer, kind: "compiled", note: noHalves };
    return { kind: "compiled", ...(await chooseHalves(trainer, await make(machines.createHalved), setup.totalSteps)) };
  } catch (thrown) {
    for (const trainer of made) trainer.dispose();
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
