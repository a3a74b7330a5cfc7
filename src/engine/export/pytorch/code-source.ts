/** A network and how it learns as one Python file to read, and to run on rows of one's own. */
import type { Initializer } from "../../../catalog/layers/initializers.ts";
import { courseOf } from "../../../project/course.ts";
import type { ExportedModel } from "../model-card.ts";
import type { ModelProgram } from "../../model-program.ts";
import { stepSources } from "./learning-source.ts";
import { modelSource } from "./model-source.ts";
import { isElementwise } from "./optimizers.ts";
import { summaryOf } from "./model-summary.ts";
import trainPlainly from "./python/train-plainly.py?raw";
import { type TensorEntry, python, pythonFile } from "./source.ts";

export function codeSource(model: ExportedModel, { plan, parameters }: ModelProgram): string {
  const { training } = model.project;
  const { imports, definitions, tensors } = modelSource(plan, summaryOf(model, plan), isElementwise(training));
  const rows = rowsOf(model);
  const { course, totalSteps } = courseOf(training, rows);
  const { task } = model.target;
  const left = training.wrappers.map(({ id }) => id);
  return pythonFile(
    `${model.name.replace(/["\\]/g, "'")}: a network and how it learns, as Descent Studio ${model.studioVersion} trained it.\n\nNumbers are drawn by PyTorch, so that a run is like the studio's and not the same; the PyTorch project goes on with the very run.\n`,
    ["import math", "", ...imports],
    [
      `TASK = ${python(task)}`,
      `EPOCHS = ${Math.max(1, Math.ceil(course.passes(totalSteps) - 1e-9))}`,
      `BATCH_SIZE = ${course.after(0).batchSize}`,
      `SEED = ${training.seed}`,
      "#: Factors on the learning rate by layer; 0: frozen.",
      `LAYER_RATES = {${Object.entries(training.layerRates)
        .map(([layer, factor]) => `${python(layer.replaceAll("-", "_"))}: ${factor}`)
        .join(", ")}}`,
      ...(left.length === 0
        ? []
        : [`# Around the optimizer stood in the studio, and are left out here: ${left.join(", ")}.`]),
      `RATE = ${python(training.optimizer.learningRate)}`,
    ],
    [
      ...definitions,
      initializeSource(parameters, tensors),
      ...stepSources({ training, parameters, tensors, totalSteps }),
      trainPlainly,
      exampleSource(model, plan.input),
    ],
  );
}

/** The training rows, by what the run has seen of them. */
function rowsOf({ summary, project }: ExportedModel): number {
  return summary.epochs > 0 ? Math.max(1, Math.round(summary.examples / summary.epochs)) : project.training.batchSize;
}

/** A few made-up rows, so that the file runs as it stands. */
function exampleSource({ layers, target }: ExportedModel, input: readonly number[]): string {
  const shape = ["64", ...input].join(", ");
  const [first] = layers;
  const inputs =
    first?.type === "embedding" ? `torch.randint(1, ${first.inputDim}, (${shape}))` : `torch.rand(${shape})`;
  const targets = {
    classification: `torch.randint(${target.task === "classification" ? target.classes.length : 0}, (64,))`,
    regression: "torch.rand(64, 1)",
    reconstruction: "None",
    generation: "None",
  }[target.task];
  return `if __name__ == "__main__":\n    # Rows of the right shapes; put yours here.\n    train(${inputs}, ${targets}, epochs=1)`;
}

function initializeSource(parameters: ModelProgram["parameters"], tensors: readonly TensorEntry[]): string {
  const lines = parameters.flatMap(({ path, name, initializer, fanIn, fanOut, ones }) => {
    // What normalizes begins as it should in PyTorch, too.
    if (name === "gamma" || name === "beta") return [];
    return tensors.flatMap(({ name: held, module, row }) => {
      if (held !== `parameter/${path}`) return [];
      const tensor = `model.${module}`;
      const begun = `nn.init.${initialized(initializer, tensor, fanIn, fanOut)}`;
      if (ones === undefined || (row ?? 0) > 0) return [begun];
      return [begun, `nn.init.ones_(${tensor}[${ones[0]}:${ones[1]}])`];
    });
  });
  return `@torch.no_grad()\ndef initialize(model):\n    """Each weight drawn as the studio draws it."""\n${["", ...lines].join("\n    ").slice(1)}\n    return model`;
}

/** Of a standard normal cut off at two, the deviation. */
const TRUNCATED = 0.879_625_661_034_239_78;

function initialized(initializer: Initializer, tensor: string, fanIn: number, fanOut: number): string {
  const settings = typeof initializer === "string" ? { id: initializer } : initializer;
  const uniform = (from: number, to: number): string => `uniform_(${tensor}, ${short(from)}, ${short(to)})`;
  const cut = (deviation: number): string => {
    const [spread, end] = [short(deviation), short(2 * deviation)];
    return `trunc_normal_(${tensor}, 0, ${spread}, -${end}, ${end})`;
  };
  switch (settings.id) {
    case "zeros":
      return `zeros_(${tensor})`;
    case "ones":
      return `ones_(${tensor})`;
    case "constant":
      return `constant_(${tensor}, ${"value" in settings ? settings.value : 0})`;
    case "random-uniform":
      return "minimum" in settings ? uniform(settings.minimum, settings.maximum) : uniform(-0.05, 0.05);
    case "random-normal":
      return `normal_(${tensor}, 0, ${"deviation" in settings ? settings.deviation : 0.05})`;
    case "truncated-normal":
      return cut("deviation" in settings ? settings.deviation : 0.05);
    case "glorot-uniform":
      return symmetric(uniform, 6 / (fanIn + fanOut));
    case "he-uniform":
      return symmetric(uniform, 6 / fanIn);
    case "lecun-uniform":
      return symmetric(uniform, 3 / fanIn);
    case "glorot-normal":
      return cut(Math.sqrt(2 / (fanIn + fanOut)) / TRUNCATED);
    case "he-normal":
      return cut(Math.sqrt(2 / fanIn) / TRUNCATED);
    case "lecun-normal":
      return cut(Math.sqrt(1 / fanIn) / TRUNCATED);
    case "orthogonal":
      return `orthogonal_(${tensor}, ${"gain" in settings ? settings.gain : 1})`;
    case "identity":
      return `eye_(${tensor}).mul_(${"gain" in settings ? settings.gain : 1})`;
  }
}

function symmetric(uniform: (from: number, to: number) => string, square: number): string {
  const limit = Math.sqrt(square);
  return uniform(-limit, limit);
}

const short = (value: number): number => Number(value.toPrecision(6));
