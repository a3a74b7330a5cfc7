/** How a run learns, as Python: its loss, its optimizer with what stands around it, its learning rate. */
import { type LossChoice, lossOf } from "../../../catalog/losses/index.ts";
import { regularizerSchema } from "../../../catalog/layers/regularizers.ts";
import type { Project } from "../../../project/project.ts";
import type { ModelProgram } from "../../model-program.ts";
import { lossSource } from "./losses.ts";
import { optimizerSource } from "./optimizers.ts";
import { scheduleSource } from "./schedules.ts";
import { wrapperSnippets } from "./snippets.ts";
import { Code, type TensorEntry, call, python, pythonFile } from "./source.ts";

/** What learns, with what it takes of it: see `optimizerSource`. */
export interface Learner {
  readonly training: Project["training"];
  readonly parameters: ModelProgram["parameters"];
  readonly tensors: readonly TensorEntry[];
  readonly totalSteps: number;
}

export function learningSource(learner: Learner): string {
  const { training } = learner;
  const { optimizer, wrappers } = training;
  const { state, beside } = optimizerSource(optimizer);
  const sharpness = wrappers.find((each) => each.id === "sharpness");
  const hooks = wrappers.flatMap((wrapper) => {
    switch (wrapper.id) {
      case "lookahead":
        return [{ snippet: wrapperSnippets.lookahead, code: call("Lookahead", [wrapper.steps, wrapper.alpha]) }];
      case "averaging":
        return [
          {
            snippet: wrapperSnippets.averaging,
            code: call("Averaging", [wrapper.mean === "equal" ? null : wrapper.decay]),
          },
        ];
      case "sharpness":
        return [];
    }
  });
  const names = Object.entries(state).map(([name, ours]) => `${python(name)}: ${python(ours)}`);
  return pythonFile(
    "How this run learns: loss, optimizer, learning rate.",
    ["import math", "", "import torch", "import torch.nn.functional as F"],
    [
      "#: Of the optimizer, before the schedule.",
      `RATE = ${python(optimizer.learningRate)}`,
      "#: How far uphill the gradient is taken; None: where the weights are.",
      `SHARPNESS = ${python(sharpness?.radius ?? null)}`,
      "#: What the studio calls what the optimizer remembers of a parameter.",
      `STATE = {${names.join(", ")}}`,
    ],
    [
      ...stepSources(learner),
      `def beside(step):\n    """What the optimizer counts of each parameter after so many steps."""\n    return ${beside}`,
      ...new Set(hooks.map(({ snippet }) => snippet)),
      `def make_hooks():\n    """What is done around each update."""\n    return [${hooks.map(({ code }) => code).join(", ")}]`,
    ],
  );
}

/** What every step needs: `losses`, `penalty`, `make_optimizer`, `clip`, `constrain`, `rate`, `observe`. */
export function stepSources({ training, parameters, tensors, totalSteps }: Learner): readonly string[] {
  const made = optimizerSource(training.optimizer);
  return [
    lossSource(settled(training.loss)),
    penaltySource(parameters, tensors),
    ...made.snippets,
    `def make_optimizer(groups):\n    return ${made.code}`,
    clipSource(training.clip),
    constraintSource(parameters, tensors),
    scheduleSource(training, totalSteps),
  ];
}

function settled(choice: Project["training"]["loss"]): Exclude<LossChoice, string> {
  if (choice === "auto") throw new Error("A resolved project names its loss");
  const { id, config } = lossOf(choice);
  // The settings of this id's own schema.
  return { id, ...config.parse(typeof choice === "string" ? {} : withoutId(choice)) } as Exclude<LossChoice, string>;
}

function withoutId({ id: _id, ...config }: Exclude<LossChoice, string>): object {
  return config;
}

function clipSource(clip: Project["training"]["clip"]): string {
  const head = "def clip(parameters):\n";
  if (clip === null) return `${head}    """Gradients are left as they are."""`;
  switch (clip.by) {
    case "value":
      return `${head}    torch.nn.utils.clip_grad_value_(parameters, ${clip.limit})`;
    case "global-norm":
      return `${head}    torch.nn.utils.clip_grad_norm_(parameters, ${clip.limit})`;
    case "norm":
      return `${head}    for parameter in parameters:\n        torch.nn.utils.clip_grad_norm_([parameter], ${clip.limit})`;
  }
}

/** What weights cost beside the loss. */
function penaltySource(parameters: ModelProgram["parameters"], tensors: readonly TensorEntry[]): string {
  const costs = parameters.flatMap(({ path, regularizer, unitAxes }) => {
    if (regularizer === null || regularizer === undefined) return [];
    const each = regularizerSchema.parse(regularizer);
    return unitsLast(path, unitAxes, tensors).flatMap((tensor) => {
      switch (each.id) {
        case "l1":
          return [`${each.factor} * ${tensor}.abs().sum()`];
        case "l2":
          return [`${each.factor} * ${tensor}.square().sum()`];
        case "l1-l2":
          return [`${each.l1} * ${tensor}.abs().sum()`, `${each.l2} * ${tensor}.square().sum()`];
        case "orthogonal":
          return [`${each.factor} * mean_cosine(${tensor})`];
      }
    });
  });
  const sum = costs.length === 0 ? "0.0" : `(\n        ${costs.join("\n        + ")}\n    )`;
  const penalty = `def penalty(model):\n    """What large weights cost beside the loss."""\n    return ${sum}`;
  return costs.some((cost) => cost.includes("mean_cosine")) ? `${meanCosine}\n\n\n${penalty}` : penalty;
}

const meanCosine = `def mean_cosine(weights):
    """Of every two units, how far their weights [..., units] are from a right angle."""
    columns, units = weights.flatten(0, -2), weights.shape[-1]
    if units == 1:
        return columns.sum() * 0
    unit = columns / columns.square().sum(0, keepdim=True).clamp(min=1e-12).sqrt()
    cosines = (unit.T @ unit).abs() * (1 - torch.eye(units, device=unit.device))
    return cosines.sum() / (units * (units - 1))`;

/** The tensors in which the model holds a parameter (a GRU's two biases apart), their units along the last axis. */
function unitsLast(
  path: string,
  unitAxes: readonly number[] | undefined,
  tensors: readonly TensorEntry[],
): readonly string[] {
  const entries = tensors.filter(({ name }) => name === `parameter/${path}`);
  if (entries.length === 0) throw new Error(`No tensor ${path}`);
  return entries.map(({ axes, shape, module }) => {
    const tensor = `model.${module}`;
    // A depthwise kernel's channels and what each becomes lie in one axis there, the first.
    const [unit = shape.length - 1] = unitAxes ?? [];
    const units = axes?.indexOf(unit) ?? unit;
    return units === shape.length - 1 ? tensor : `${tensor}.movedim(${units}, -1)`;
  });
}

/** What weights are made to fulfil after each step; norms are those of one unit's weights [..., units]. */
function constraintSource(parameters: ModelProgram["parameters"], tensors: readonly TensorEntry[]): string {
  const lines = parameters.flatMap(({ path, constraint, unitAxes }) => {
    if (constraint === null || constraint === undefined) return [];
    return unitsLast(path, unitAxes, tensors).map((tensor) => {
      const code = new Code(tensor);
      switch (constraint.id) {
        case "non-negative":
          return `    ${code.text}.clamp_(min=0)`;
        case "unit-norm":
          return `    ${call("bound", [code, 1.0])}  # Every norm becomes 1.`;
        case "max-norm":
          return `    ${call("bound", [code, 1.0], { most: constraint.maxValue })}`;
      }
    });
  });
  if (lines.length === 0) return 'def constrain(model):\n    """Weights are left as they are."""';
  const bound = `def bound(weights, norm, most=None):
    lengths = weights.square().sum(tuple(range(weights.dim() - 1)), keepdim=True).sqrt()
    weights.mul_((norm if most is None else lengths.clamp(max=most)) / (lengths + 1e-7))`;
  const isBound = lines.some((line) => line.includes("bound("));
  return `${isBound ? `${bound}\n\n\n` : ""}def constrain(model):\n${lines.join("\n")}`;
}
