/** A model with weights as training could leave them, to be written in other programs' formats. */
import { lossFor } from "../../src/catalog/losses/index.ts";
import { layerSelection } from "../../src/catalog/layers/index.ts";
import type { ExportedModel } from "../../src/engine/export/model-card.ts";
import { type ModelProgram, initialTensors, loadProgram, planModel } from "../../src/engine/model-program.ts";
import { answer } from "../../src/engine/reference/evaluate.ts";
import { placeModel } from "../../src/engine/reference/generation.ts";
import { emptySummary } from "../../src/project/empty-summary.ts";
import { projectSchema } from "../../src/project/project.ts";
import type { Checkpoint } from "../../src/project/records.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import type { TrainerData, TrainerOptions } from "./build-trainer.ts";

export interface WeightedModel {
  readonly model: ExportedModel;
  readonly program: ModelProgram;
  readonly checkpoint: Checkpoint;
  /** The first rows of its data, and what the studio answers to them. */
  readonly rowsOf: (count: number) => Float32Array<ArrayBuffer>;
  readonly answerTo: (device: Device, count: number, tensors?: Checkpoint["tensors"]) => Promise<Float32Array>;
}

export async function weightedModel(
  { examples, target }: Pick<TrainerData, "examples" | "target">,
  given: TrainerOptions["layers"],
): Promise<WeightedModel> {
  const layers = given.map((layer) => layerSelection.parse(layer));
  const program = await loadProgram(planModel(layers, examples.shape));
  const random = new RandomStream(9, 1);
  // No weight and no statistic is what it began as.
  const tensors = initialTensors(program, 3).map((tensor) => ({
    ...tensor,
    values: tensor.values.map((value) => value + 0.1 * random.nextUniform()),
  }));
  const checkpoint = { step: 0, tensors };
  const width = examples.shape.reduce((product, extent) => product * extent, 1);
  const rowsOf = (count: number): Float32Array<ArrayBuffer> => {
    const inputs = new Float32Array(count * width);
    for (let row = 0; row < count; row++) examples.write(row, inputs, row * width);
    return inputs;
  };
  return {
    model: {
      name: "a model",
      target,
      inputs: [],
      preprocess: [],
      layers,
      project: projectSchema.parse({ data: { id: "made" } }),
      summary: emptySummary("r", "a model", { en: "", zh: "" }),
      studioVersion: "0",
      dataFingerprint: "",
      parameterCount: program.plan.parameterCount,
    },
    program,
    checkpoint,
    rowsOf,
    answerTo: (device, count, own = tensors) =>
      answer(device, program, placeModel(program, { step: 0, tensors: own }), rowsOf(count), count, {
        target,
        chunkSize: count,
      }),
  };
}

/** The same after a course of training of 40 steps. */
export async function taughtModel(
  data: TrainerData,
  layers: TrainerOptions["layers"],
  training: object,
): Promise<WeightedModel> {
  const { model, ...weighted } = await weightedModel(data, layers);
  const loss = lossFor(model.target.task);
  const project = projectSchema.parse({ data: { id: "made" }, training: { loss, ...training } });
  return { ...weighted, model: { ...model, project, summary: { ...model.summary, steps: 40, epochs: 10 } } };
}
