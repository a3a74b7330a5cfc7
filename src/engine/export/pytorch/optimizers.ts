/** Each optimizer of the catalog in PyTorch: its own where the formula is the same, a small class where not. */
import type { Project } from "../../../project/project.ts";
import { optimizerSnippets } from "./snippets.ts";
import { Code, call } from "./source.ts";

export interface OptimizerSource {
  /** Makes it, of `groups`. */
  readonly code: string;
  /** Classes that it needs. */
  readonly snippets: readonly string[];
  /** By the studio's name, PyTorch's of what it remembers of a parameter. */
  readonly state: Readonly<Record<string, string>>;
  /** A dictionary of what it counts beside them, given `step`. */
  readonly beside: string;
}

type Selection = Project["training"]["optimizer"];

const groups = new Code("groups");
const rate = new Code("RATE");

/** Whether it moves each number by that number's own history, wherever it lies in a tensor. */
export function isElementwise({ optimizer, clip }: Pick<Project["training"], "optimizer" | "clip">): boolean {
  return !["lamb", "adafactor", "muon"].includes(optimizer.id) && clip?.by !== "norm";
}

function torch(
  name: string,
  settings: Readonly<Record<string, unknown>>,
  state: OptimizerSource["state"],
  beside = '{"step": torch.tensor(float(step))}',
): OptimizerSource {
  return { code: call(`torch.optim.${name}`, [groups], { lr: rate, ...settings }), snippets: [], state, beside };
}

function ours(
  name: string,
  snippet: keyof typeof optimizerSnippets,
  settings: Readonly<Record<string, unknown>>,
  state: readonly string[],
): OptimizerSource {
  const own = Object.fromEntries(state.map((each) => [each, each]));
  return {
    code: call(name, [groups], { lr: rate, ...settings }),
    snippets: [optimizerSnippets.base, optimizerSnippets[snippet]],
    state: own,
    beside: "{}",
  };
}

const moments = { firstMoment: "exp_avg", secondMoment: "exp_avg_sq" };

export function optimizerSource(optimizer: Selection): OptimizerSource {
  const decay = {
    weight_decay: "weightDecay" in optimizer && optimizer.weightDecay !== 0 ? optimizer.weightDecay : undefined,
  };
  const always = { weight_decay: "weightDecay" in optimizer ? optimizer.weightDecay : undefined };
  switch (optimizer.id) {
    case "gradient-descent":
    case "stochastic":
    case "sgd":
    case "dynamic":
      return torch("SGD", decay, {}, "{}");
    case "momentum":
      return torch("SGD", { momentum: optimizer.momentum, ...decay }, { velocity: "momentum_buffer" }, "{}");
    case "nesterov":
      return torch(
        "SGD",
        { momentum: optimizer.momentum, nesterov: optimizer.momentum > 0 ? true : undefined, ...decay },
        { velocity: "momentum_buffer" },
        "{}",
      );
    case "averaged-momentum":
      return ours("AveragedMomentum", "averaged-momentum", { momentum: optimizer.momentum, ...always }, ["velocity"]);
    case "adagrad":
      return torch("Adagrad", { eps: optimizer.epsilon, ...decay }, { squareSum: "sum" });
    case "adadelta":
      return torch(
        "Adadelta",
        { rho: optimizer.rho, eps: optimizer.epsilon, ...decay },
        { squareMean: "square_avg", stepSquareMean: "acc_delta" },
      );
    case "rmsprop":
      return torch(
        "RMSprop",
        {
          alpha: optimizer.rho,
          eps: optimizer.epsilon,
          momentum: optimizer.momentum === 0 ? undefined : optimizer.momentum,
          centered: optimizer.centered ? true : undefined,
          ...decay,
        },
        {
          squareMean: "square_avg",
          ...(optimizer.centered ? { mean: "grad_avg" } : {}),
          ...(optimizer.momentum > 0 ? { velocity: "momentum_buffer" } : {}),
        },
      );
    case "adam":
      return torch("Adam", { ...adamOf(optimizer), ...decay }, moments);
    case "amsgrad":
      return torch(
        "Adam",
        { ...adamOf(optimizer), amsgrad: true, ...decay },
        { ...moments, largestSecondMoment: "max_exp_avg_sq" },
      );
    case "adamw":
      return torch("AdamW", { ...adamOf(optimizer), ...always }, moments);
    case "adamax":
      return torch("Adamax", { ...adamOf(optimizer), ...decay }, { firstMoment: "exp_avg", infinityNorm: "exp_inf" });
    case "nadam": {
      const product = `math.prod(${optimizer.beta1} * (1 - 0.5 * 0.96 ** (each * ${optimizer.momentumDecay})) for each in range(1, step + 1))`;
      return torch(
        "NAdam",
        { ...adamOf(optimizer), momentum_decay: optimizer.momentumDecay, ...decay },
        moments,
        `{"step": torch.tensor(float(step)), "mu_product": torch.tensor(${product})}`,
      );
    }
    case "radam":
      return torch("RAdam", { ...adamOf(optimizer), ...decay }, moments);
    case "adabelief":
      return ours("AdaBelief", "adabelief", { ...namedOf(optimizer), ...always }, ["firstMoment", "secondMoment"]);
    case "lion":
      return ours("Lion", "lion", { beta1: optimizer.beta1, beta2: optimizer.beta2, ...always }, ["firstMoment"]);
    case "lamb":
      return ours("LAMB", "lamb", { ...namedOf(optimizer), ...always }, ["firstMoment", "secondMoment"]);
    case "adafactor":
      return ours(
        "Adafactor",
        "adafactor",
        { decay_power: optimizer.decayPower, clipping: optimizer.clipping, ...always },
        ["secondMoment", "rowMean", "columnMean"],
      );
    case "muon":
      return ours(
        "Muon",
        "muon",
        {
          momentum: optimizer.momentum,
          nesterov: optimizer.nesterov,
          adam_share: optimizer.adamLearningRate / optimizer.learningRate,
          ...always,
        },
        ["velocity", "firstMoment", "secondMoment"],
      );
    case "lbfgs": {
      const pairs = Array.from({ length: optimizer.history }, (_, at) => [`step-${at}`, `change-${at}`]);
      const state = ["lastGradient", "lastStep", ...pairs.flat()];
      return {
        code: call("LBFGS", [groups], {
          lr: rate,
          max_iter: optimizer.iterations,
          max_eval: optimizer.evaluations ?? undefined,
          tolerance_grad: optimizer.gradientTolerance,
          tolerance_change: optimizer.changeTolerance,
          history_size: optimizer.history,
          line_search_fn: optimizer.lineSearch === "none" ? undefined : "strong_wolfe",
        }),
        snippets: [optimizerSnippets.lbfgs],
        state: Object.fromEntries(state.map((name) => [name, name])),
        beside: "{}",
      };
    }
  }
}

type Betas = { readonly beta1: number; readonly beta2: number; readonly epsilon: number };

function adamOf({ beta1, beta2, epsilon }: Betas): Readonly<Record<string, unknown>> {
  return { betas: [beta1, beta2], eps: epsilon };
}

function namedOf({ beta1, beta2, epsilon }: Betas): Readonly<Record<string, unknown>> {
  return { beta1, beta2, eps: epsilon };
}
