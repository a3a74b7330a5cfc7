/** A run as a project of PyTorch's: the network, the data and all that training goes on from, by file name. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Checkpoint } from "../../../project/records.ts";
import type { Device } from "../../../tensor/backends.ts";
import { courseOf } from "../../../project/course.ts";
import type { EncodedExamples } from "../../data/encode-examples.ts";
import type { PreparedData } from "../../data/prepare-data.ts";
import { scaleOf } from "../../data/target-scale.ts";
import { planModel } from "../../model-program.ts";
import { stateShapes } from "../../reference/optimizer-state.ts";
import { type TrainingSetup, setUpTraining } from "../../reference/training-setup.ts";
import { filesBeside } from "../describe-model.ts";
import { type ExportedModel, modelCard } from "../model-card.ts";
import { npy } from "../npy.ts";
import { writeSafetensors } from "../safetensors.ts";
import { type ZipContent, checkZipSize } from "../zip-file.ts";
import { learningSource } from "./learning-source.ts";
import { modelSource } from "./model-source.ts";
import { summaryOf } from "./model-summary.ts";
import { isElementwise } from "./optimizers.ts";
import { parityOf, silentLayers } from "./parity.ts";
import { readme } from "./readme.ts";
import { projectFiles } from "./snippets.ts";
import { pythonFile } from "./source.ts";
import { byParameter } from "./whole-state.ts";

export const WEIGHTS = "weights.safetensors";

type ProjectFile = readonly [name: string, content: ZipContent];

export type TrainingData = Pick<PreparedData, "examples" | "targets" | "parts" | "target" | "classWeights">;

/** Of an array, as much as a file holds. */
const SHARD_BYTES = 64 * 2 ** 20;

export interface PytorchProject {
  /** Rows are laid out as their turn comes. */
  readonly files: Iterable<ProjectFile>;
  /** Of the run, that it goes on from; 0: there were only weights, from which a new one begins. */
  readonly step: number;
}

/** `checkpoint`: all of it, the optimizer's state too. Throws a `StudioError` for more data than a zip file holds. */
export async function pytorchProject(
  device: Device,
  model: ExportedModel,
  data: TrainingData,
  checkpoint: Checkpoint,
): Promise<PytorchProject> {
  const { examples, parts } = data;
  checkZipSize((parts.train.length + parts.validation.length) * bytesOf(examples));
  const { project } = model;
  const { training } = project;
  const plan = planModel(silentLayers(model.layers), data.examples.shape);
  const setup = await setUpTraining(project, plan, data, device);
  const state = goingOn(checkpoint, setup);
  const whole = planModel(model.layers, data.examples.shape);
  const source = modelSource(whole, summaryOf(model, whole), isElementwise(training));
  const config = {
    name: model.name,
    ...runFacts(model, data, setup),
    tensors: source.tensors,
  };
  const kept = (pattern: RegExp) => state.tensors.filter(({ name }) => pattern.test(name));
  const texts = {
    ...filesBeside(model, { input: plan.input, output: plan.output, use: opened }),
    "TRAINING.md": readme(model, whole, {
      step: state.step,
      totalSteps: setup.totalSteps,
      trainRows: data.parts.train.length,
      validationRows: data.parts.validation.length,
    }),
    "requirements.txt": "torch>=2.6\nnumpy>=1.26\nsafetensors>=0.4.5\n",
    "model.py": pythonFile("The network, layer by layer.", source.imports, [], source.definitions),
    "learning.py": learningSource({
      training,
      parameters: setup.program.parameters,
      tensors: source.tensors,
      totalSteps: setup.totalSteps,
    }),
    ...projectFiles,
    "config.json": json(config),
    "parity.json": json(await parityOf(device, setup, data, state)),
    "state.json": json({ step: state.step, schedule: state.host?.schedule ?? {} }),
  };
  function* files(): Generator<ProjectFile> {
    yield* Object.entries(texts);
    yield [WEIGHTS, writeSafetensors(kept(/^(?:parameter|state)\//), modelCard(model))];
    yield ["optimizer.safetensors", writeSafetensors(byParameter(kept(/^(?:optimizer|raw)\//), setup.units), {})];
    yield* partFiles(data, "train");
    yield* partFiles(data, "validation");
  }
  return { files: files(), step: state.step };
}

const opened = {
  text: {
    en: "In this folder; TRAINING.md says what each file is, and what is and is not the same as in the studio:",
    zh: "在此目录中运行；各文件的用途以及与本应用的异同见 TRAINING.md（英文）：",
  },
  language: "sh",
  code: "pip install -r requirements.txt\npython train.py --check\npython train.py\ntorchrun --nproc_per_node=2 train.py",
};

/** Of one example, as it is written. */
function bytesOf({ isPicture, shape }: EncodedExamples): number {
  return (isPicture === true ? 1 : 4) * sizeOf(shape);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** The checkpoint where all is there that training goes on from; else its weights, where a new run begins. */
function goingOn(checkpoint: Checkpoint, setup: TrainingSetup): Checkpoint {
  const held = new Set(checkpoint.tensors.map(({ name }) => name));
  const memory = checkpoint.host?.optimizer;
  const needed = [...stateShapes(setup, memory ?? {})].flatMap(([owner, state]) =>
    Object.entries(state).map(([name, shape]) => ({ name: `optimizer/${name}/${owner}`, shape })),
  );
  // Without its memory, an optimizer of the whole has no state that could be missed.
  const isWhole = setup.whole === null || memory !== undefined;
  if (isWhole && needed.every(({ name }) => held.has(name))) return checkpoint;
  const weights = checkpoint.tensors.filter(({ name }) => /^(?:parameter|state)\//.test(name));
  const nothing = needed.map(({ name, shape }) => ({ name, shape, values: new Float32Array(sizeOf(shape)) }));
  return { step: 0, tensors: [...weights, ...nothing] };
}

function runFacts(model: ExportedModel, { examples, classWeights }: TrainingData, setup: TrainingSetup) {
  const { training } = model.project;
  const { target } = model;
  const rows = setup.course.after(0).batchSize;
  const { mean, deviation } = scaleOf(target);
  return {
    task: target.task,
    ...(target.task === "classification" ? { classes: target.classes } : {}),
    targetScale: [mean, deviation],
    seed: training.seed,
    batchSize: rows,
    growth: "growth" in training.optimizer ? training.optimizer.growth : 1,
    isShuffled: setup.isShuffled,
    microBatch: courseOf(training, 1e9).batchSize,
    totalSteps: setup.totalSteps,
    layerRates: training.layerRates,
    answerWeight: setup.teaching.answerWeight,
    classWeights: classWeights === undefined ? null : [...classWeights],
    pixels: examples.isPicture === true ? pixelScale(examples) : null,
  };
}

/** What a picture's bytes are multiplied with and what is added, channel by channel. */
function pixelScale(examples: EncodedExamples): {
  readonly factor: readonly number[];
  readonly offset: readonly number[];
} {
  const out = new Float32Array(sizeOf(examples.shape));
  const at = (level: number): readonly number[] => {
    examples.write(0, out, 0, (picture) => picture.fill(level));
    return [...out.subarray(0, examples.shape.at(-1))];
  };
  const [black, white] = [at(0), at(255)];
  return { factor: black.map((low, channel) => (white[channel]! - low) / 255), offset: black };
}

function* partFiles(
  { examples, targets, parts, target }: TrainingData,
  part: "train" | "validation",
): Generator<ProjectFile> {
  const rows = parts[part];
  const most = Math.max(1, Math.floor(SHARD_BYTES / bytesOf(examples)));
  for (let from = 0, shard = 0; from < rows.length; from += most, shard++) {
    const some = rows.subarray(from, from + most);
    const name = (what: string): string => `data/${part}-${what}-${String(shard).padStart(3, "0")}.npy`;
    yield [name("inputs"), npy(inputsOf(examples, some), [some.length, ...examples.shape])];
    if (target.task === "classification" || target.task === "regression") {
      const asked =
        targets instanceof Int32Array
          ? Int32Array.from(some, (row) => targets[row]!)
          : Float32Array.from(some, (row) => targets[row]!);
      yield [name("targets"), npy(asked, [some.length])];
    }
  }
}

/** Pictures as bytes, tokens as whole numbers, all else as the network reads it. */
function inputsOf(examples: EncodedExamples, rows: Int32Array): Float32Array | Int32Array | Uint8Array {
  const width = sizeOf(examples.shape);
  const size = rows.length * width;
  const example = new Float32Array(width);
  const values =
    examples.isPicture === true
      ? new Uint8Array(size)
      : examples.vocabulary === undefined
        ? new Float32Array(size)
        : new Int32Array(size);
  rows.forEach((row, at) => {
    let kept = example;
    examples.write(row, example, 0, (picture) => {
      kept = picture.slice();
    });
    values.set(kept, at * width);
  });
  return values;
}
