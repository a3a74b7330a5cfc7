/** The loss of one network at many weights: on the device and by the trainer that its run would use. */
import type { Checkpoint } from "../../project/records.ts";
import type { Project } from "../../project/project.ts";
import type { Device } from "../../tensor/backends.ts";
import { CompiledPopulation } from "../compiled/compiled-population.ts";
import { missingRule } from "../compiled/missing-rule.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { machinesOn } from "../machines-on.ts";
import { ReferenceTrainer } from "../reference/reference-trainer.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";

/** Multiply-adds in flight: on a processor about a tenth of a second, in which nobody is heard; a GPU wants more. */
const WORK = { cpu: 2e8, gpu: 4e9 } as const;
/** Networks side by side at most. */
const MOST_MEMBERS = 64;

export interface LossMeter {
  /** How many weights are measured together. */
  readonly size: number;
  /** Of at most `size` weights, the mean loss over the rows. */
  measure(weights: readonly Checkpoint["tensors"][]): Promise<readonly number[]>;
  dispose(): void;
}

/** `rows`: of `data`, what the loss is a mean over. */
export function lossMeter(
  wanted: Project["training"]["trainer"],
  device: Device,
  setup: TrainingSetup,
  data: PreparedData,
  rows: Int32Array,
): LossMeter {
  // What is measured is one of a trainer's parts.
  const measured = { ...data, parts: { ...data.parts, validation: rows } };
  const now = () => performance.now();
  const machines = wanted === "reference" ? null : machinesOn(device, data);
  if (machines === null || missingRule(setup, data) !== null) {
    const trainer = new ReferenceTrainer(device, setup, measured, now);
    return {
      size: 1,
      measure: async ([tensors]) => {
        trainer.restore({ step: 0, tensors: tensors! });
        return [(await trainer.evaluate("validation"))!.measures["loss"]!];
      },
      dispose: () => trainer.dispose(),
    };
  }
  const each = setup.program.plan.multiplyAdds * rows.length;
  const work = device.gpu === null || device.isSoftware ? WORK.cpu : WORK.gpu;
  const size = Math.max(1, Math.min(MOST_MEMBERS, Math.floor(work / each)));
  const setups = Array.from({ length: size }, () => setup);
  const population = new CompiledPopulation({ setups, data: measured, ...machines, now });
  return {
    size,
    measure: async (weights) => {
      for (const [member, tensors] of weights.entries()) population.restore({ step: 0, tensors }, member);
      const looks = (await population.evaluate("validation"))!;
      return weights.map((_, member) => looks[member]!.measures["loss"]!);
    },
    dispose: () => population.dispose(),
  };
}
