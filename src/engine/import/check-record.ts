/** The last look at a model before the library takes it: that it can be asked, and answers what its record says. */
import { costOf, sizeOf } from "../../catalog/layers/layer.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { ReadModelFile } from "../../project/imported-model.ts";
import { outputsOf } from "../../project/preset.ts";
import type { InputColumn } from "../../project/records.ts";
import type { EncodedExamples } from "../data/encode-examples.ts";
import { madeUpRows } from "../export/asked-rows.ts";
import { type ModelPlan, loadProgram, planModel } from "../model-program.ts";
import { checkModelTensors } from "../reference/generation.ts";
import { checkFinite } from "./check-weights.ts";
import { refuse } from "./refuse.ts";

/** A picture of 2,000 x 2,000 in colour; what stands in columns takes more room. */
const MOST_PIXELS = 12e6;
const MOST_VALUES = 1e6;
const MOST_COLUMNS = 10_000;
/** Numbers that one example makes on its way through the layers: 1 GB. */
const MOST_ACTIVATIONS = 2 ** 28;

/** The network of a record on its own examples. Throws a `StudioError` for sizes out of all proportion, and a preparation that makes no sense. */
export async function plannedFor(
  record: ReadModelFile["record"],
): Promise<{ plan: ModelPlan; examples: EncodedExamples }> {
  checkInputs(record.inputs);
  const examples = await examplesOf(record);
  const plan = planModel(record.layers, examples.shape);
  if (costOf(plan.layers).activations > MOST_ACTIVATIONS) refuseActivations(costOf(plan.layers).activations);
  return { plan, examples };
}

/** As `plannedFor`; and for tensors that are missing or of another shape, and an answer that is none. */
export async function checkRecord({ record, checkpoint }: ReadModelFile): Promise<void> {
  const { plan, examples } = await plannedFor(record);
  checkModelTensors(await loadProgram(plan), checkpoint);
  checkFinite(checkpoint.tensors);
  const wanted =
    outputsOf(record.target, examples.shape) * (record.target.task === "generation" ? (plan.input[0] ?? 1) : 1);
  if (sizeOf(plan.output) === wanted) return;
  refuse(
    "model-answer",
    `The model gives ${plan.output.join(" × ")} numbers, and its description asks for ${wanted}. Export it again.`,
    `模型输出 ${plan.output.join(" × ")} 个数，而其说明要求 ${wanted} 个。请重新导出。`,
  );
}

/** One made-up row, prepared as the record says. */
async function examplesOf(record: ReadModelFile["record"]): Promise<EncodedExamples> {
  try {
    return (await madeUpRows(record, 1)).examples;
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    return refuse(
      "model-card",
      "What the file tells of its preparation makes no sense here: it is damaged, or of a newer studio. Export the model again.",
      "文件中的预处理说明在这里无法使用：可能已损坏，或来自更新的版本。请重新导出模型。",
      cause,
    );
  }
}

/** Before a single row is made up: so many columns, so large a picture, so long a window. */
function checkInputs(inputs: readonly InputColumn[]): void {
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  const pixels = sum(inputs.map((input) => (input.type === "image" ? sizeOf(input.shape) : 0)));
  const values = sum(inputs.map((input) => ("window" in input ? (input.window?.length ?? 1) : 1)));
  const isSound = inputs.length > 0 && inputs.length <= MOST_COLUMNS && pixels <= MOST_PIXELS && values <= MOST_VALUES;
  if (!isSound) refuseInputs({ en: `${inputs.length} inputs`, zh: `${inputs.length} 个输入` }, pixels + values);
}

/** The same of a shape alone: [numbers], [steps, numbers] or [height, width, channels]. */
export function checkShape(shape: readonly number[]): void {
  const most = shape.length === 1 ? MOST_COLUMNS : shape.length === 2 ? MOST_VALUES : MOST_PIXELS;
  const isSound = shape.every((extent) => extent > 0) && (shape.length > 2 || (shape.at(-1) ?? 0) <= MOST_COLUMNS);
  const told = shape.join(" × ");
  if (!isSound || sizeOf(shape) > most) refuseInputs({ en: told, zh: told }, sizeOf(shape));
}

function refuseInputs(told: Text, numbers: number): never {
  refuse(
    "model-input",
    `One example is ${told.en}, ${numbers} numbers together. From 1 to ${MOST_COLUMNS} inputs can be taken, of up to a million numbers, or 12 million of a picture.`,
    `一个样本为 ${told.zh}，共 ${numbers} 个数。可接受 1 到 ${MOST_COLUMNS} 个输入，最多一百万个数，图像最多一千二百万个数。`,
  );
}

function refuseActivations(numbers: number): never {
  return refuse(
    "model-too-large",
    `One example would become ${Math.round(numbers / 1e6)} million numbers on its way through the layers, which no browser holds. Take a smaller model, or smaller inputs.`,
    `一个样本经过各层会产生 ${Math.round(numbers / 1e6)} 百万个数，浏览器无法容纳。请使用更小的模型或输入。`,
  );
}
