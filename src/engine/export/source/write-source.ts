/** A model's architecture and training as a program to read and to run, in Keras's Python or TensorFlow.js's JavaScript. */
import { StudioError } from "../../../language/studio-error.ts";
import { unsayableTraining } from "../../../project/keras/unsayable-training.ts";
import type { ModelProgram } from "../../model-program.ts";
import type { KerasGraph } from "../keras/keras-graph.ts";
import { toKeras } from "../keras/translate.ts";
import type { ExportedModel } from "../model-card.ts";
import { type SourceLanguage, javascript, python } from "./languages.ts";
import { lossLines, optimizerIn, rateLines } from "./learning.ts";

/** Throws a `StudioError` for a layer or a way of training that the program has no words for. */
export function writeSource(model: ExportedModel, { plan }: Pick<ModelProgram, "plan">, of: "keras" | "tfjs"): string {
  const unsayable = unsayableTraining(model.project, of);
  if (unsayable !== null) throw new StudioError({ code: "source-unsayable", text: unsayable });
  const graph = toKeras(plan, of, null, null);
  return of === "keras" ? pythonOf(model, graph) : javascriptOf(model, graph);
}

interface Course {
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly classes: number;
}

function courseOf({ project, summary, target }: ExportedModel): Course {
  const { batchSize, epochs, seed } = project.training;
  const steps = Math.max(1, summary.steps);
  const stepsPerEpoch = Math.max(1, Math.round(steps / Math.max(1, summary.epochs)));
  const counted = target.task === "classification" ? target.classes.length : 0;
  const classes = target.task === "generation" ? target.tokens.length : counted;
  return { batchSize, epochs: Math.max(1, Math.ceil(summary.epochs || epochs)), seed, steps, stepsPerEpoch, classes };
}

/** What the program does not do itself. */
function notes(model: ExportedModel): readonly string[] {
  const { target, inputs, preprocess, project } = model;
  const columns = inputs.map(({ name }) => name).join(", ");
  return [
    `${model.name}: made with Descent Studio ${model.studioVersion}, on the data "${project.data.id}".`,
    `x: examples as prepared by ${preprocess.map(({ step }) => step).join(", ") || "nothing"} from the columns ${columns || "of the data"}.`,
    ...(target.task === "classification"
      ? [`y: the numbers of the classes ${target.classes.join(", ")}; the model gives logits.`]
      : []),
    ...(target.task === "regression"
      ? [
          target.standardized === undefined
            ? `y: ${target.name}.`
            : `y: (${target.name} - ${target.standardized.mean}) / ${target.standardized.deviation}, which the model answers too.`,
        ]
      : []),
    ...(target.task === "reconstruction" ? ["y: x again."] : []),
    ...(target.task === "generation" ? ["y: x moved by one token; the model gives logits at each place."] : []),
    ...(project.data.balance === undefined ? [] : ["Classes were balanced, which is left to who calls it."]),
    ...(project.training.stopping === null ? [] : ["The run could stop early, which is left to who calls it."]),
  ].map((line) => line.replaceAll(/\s+/g, " "));
}

function ownLayersOf(graph: KerasGraph, { ownLayers }: SourceLanguage): readonly string[] {
  const used = new Set(graph.layers.map(({ className }) => className));
  return Object.entries(ownLayers).flatMap(([name, source]) => (used.has(name) ? [source] : []));
}

function linesOf(graph: KerasGraph, language: SourceLanguage, { seed }: Course, indent: string): string {
  return graph.layers.map((layer, at) => `${indent}${language.line(layer, seed + at)}`).join("\n");
}

function indented(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}`).join("\n");
}

function pythonOf(model: ExportedModel, graph: KerasGraph): string {
  const course = courseOf(model);
  const { training } = model.project;
  const own = ownLayersOf(graph, python);
  const parts = [
    `"""${notes(model).join("\n\n").replaceAll("\\", "\\\\").replaceAll('"""', "'''")}\n"""`,
    [
      "import math",
      "",
      ...(own.length > 0 ? ["import numpy as np", ""] : []),
      "import keras",
      "from keras import layers, ops",
    ].join("\n"),
    `BATCH_SIZE = ${course.batchSize}\nEPOCHS = ${course.epochs}\nSEED = ${course.seed}`,
    ...own.map((source) => `\n${source}`),
    `
def build_model():
    ${graph.input.from} = keras.Input(${python.value(graph.input.shape)}, name=${python.value(graph.input.from)})
${linesOf(graph, python, course, "    ")}
    return keras.Model(${graph.input.from}, ${graph.output.from})`,
    `
def loss(y, z):
${indented(lossLines("python", training.loss, course.classes), "    ")}`,
    `
def learning_rate(step):
    """Of a step, counted from 1."""
${indented(rateLines(training, course.steps, course.stepsPerEpoch, "python"), "    ")}`,
    `
class Schedule(keras.callbacks.Callback):
    step = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.step += 1
        self.model.optimizer.learning_rate = learning_rate(self.step)`,
    `
def train(x, y, epochs=EPOCHS, **settings):
    """A new model, taught x and y; \`settings\` go to \`fit\`, such as validation_data."""
    keras.utils.set_random_seed(SEED)
    model = build_model()
    model.compile(optimizer=${optimizerIn("python", training)}, loss=loss)
    model.fit(x, y, batch_size=BATCH_SIZE, epochs=epochs, callbacks=[Schedule()], **settings)
    return model`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function javascriptOf(model: ExportedModel, graph: KerasGraph): string {
  const course = courseOf(model);
  const { training } = model.project;
  const own = ownLayersOf(graph, javascript);
  const input = javascript.name(graph.input.from);
  const first = "const first = (inputs) => (Array.isArray(inputs) ? inputs[0] : inputs);";
  const parts = [
    `/*\n${indented(notes(model), " * ").replaceAll("*/", "* /")}\n */`,
    'import * as tf from "@tensorflow/tfjs";',
    `const BATCH_SIZE = ${course.batchSize};\nconst EPOCHS = ${course.epochs};\nconst SEED = ${course.seed};`,
    ...(own.length > 0 ? [first] : []),
    ...own,
    `export function buildModel() {
  const ${input} = tf.input({ shape: ${javascript.value(graph.input.shape)}, name: ${javascript.value(graph.input.from)} });
${linesOf(graph, javascript, course, "  ")}
  return tf.model({ inputs: ${input}, outputs: ${javascript.name(graph.output.from)} });
}`,
    `function loss(y, z) {
  return tf.tidy(() => {
${indented(lossLines("javascript", training.loss, course.classes), "    ")}
  });
}`,
    `/** Of a step, counted from 1. */
function learningRate(step) {
${indented(rateLines(training, course.steps, course.stepsPerEpoch, "javascript"), "  ")}
}`,
    `/** A new model, taught the tensors x and y; \`settings\` go to \`fit\`, such as validationData. */
export async function train(x, y, { epochs = EPOCHS, ...settings } = {}) {
  const model = buildModel();
  const optimizer = ${optimizerIn("javascript", training)};
  model.compile({ optimizer, loss });
  let step = 0;
  const onBatchBegin = () => {
    optimizer.learningRate = learningRate(++step);
  };
  await model.fit(x, ${course.classes > 0 ? `tf.oneHot(y.toInt(), ${course.classes})` : "y"}, { batchSize: BATCH_SIZE, epochs, callbacks: { onBatchBegin }, ...settings });
  return model;
}`,
  ];
  return `${parts.join("\n\n")}\n`;
}
