/** What an optimizer is. Entries live in one folder each; `index.ts` lists them. */
import type { z } from "zod";
import type { Operand, Shape, Tensor } from "../../tensor/ops.ts";
import type { PlainOps } from "../../tensor/plain-ops.ts";
import type { Formula } from "../../language/formula.ts";
import type { Text } from "../../language/text.ts";
import type { ConfigSchema, Definition } from "../definition.ts";

/** What a reader wants to know beyond the summary. */
export interface OptimizerCard {
  /**
   * Whose formula and defaults these are: PyTorch's, or the paper's where PyTorch has none. PyTorch's plain descent
   * has a rate of 0.001, at which small data hardly learn: there the rate is a usual one. Its L-BFGS searches no line and
   * leaves small networks at once: ours does. Of a paper without defaults they are usual ones.
   */
  readonly formula: "pytorch" | "paper" | "paper-only";
  readonly shines: Text;
  readonly fails: Text;
  readonly paper: { readonly title: string; readonly authors: string; readonly year: number; readonly url?: string };
}

export interface OptimizerDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /**
   * Which examples one step sees: the project's batch size, one example, the whole training part, or a batch that its
   * own `firstBatch` and `growth` let grow from epoch to epoch.
   */
  readonly batch: "mini" | "single" | "full" | "growing";
  readonly card: OptimizerCard;
  /** Moves all weights as one vector, so nothing around it may bend single steps or layers. */
  readonly isWhole?: boolean;
  readonly load: () => Promise<CreateAny<z.infer<Config>>>;
}

/** What an update may compute with: few operations, so that a card can print and a picture can draw it as well. */
export type OptimizerOps = PlainOps & {
  /** There only while an update is printed: writes a whole procedure, such as an iteration, by its name. */
  readonly named?: (name: string, x: Tensor) => Tensor;
};

/** Either kind, created by its settings. */
export type CreateAny<Config = never> = (config: Config) => Optimizer | WholeOptimizer;

export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Settings that change what is computed (centred or not) are settled here; settings that are numbers reach `hyper`. */
export type CreateOptimizer<Config = never> = (config: Config) => Optimizer;

/**
 * A pair of pure functions on one parameter, plus the few numbers a step that do not depend on any tensor. Those
 * are computed on the host in double precision (as PyTorch computes its bias corrections) and reach a recorded step
 * through a small buffer, so nothing needs to be recorded again when they change.
 */
export interface Optimizer {
  /** What it remembers of a parameter of this shape: tensors by name, all zero before the first step. */
  state(shape: Shape): Readonly<Record<string, Shape>>;
  /** `step` counts from 1; `learningRate` has the schedule in it already. */
  hyper(at: { readonly step: number; readonly learningRate: number }): Readonly<Record<string, number>>;
  update(
    ops: OptimizerOps,
    at: {
      readonly parameter: Tensor;
      readonly gradient: Tensor;
      readonly state: NamedTensors;
      readonly hyper: Readonly<Record<string, Operand>>;
    },
  ): { readonly parameter: Tensor; readonly state: NamedTensors };
}

/** Plain numbers that an optimizer remembers beside its tensors; saved with the weights. */
export type OptimizerMemory = Readonly<Record<string, number>>;

/**
 * What a step of a whole optimizer asks for, one after the other. Everything is held by name: "weights" and "gradient",
 * which are vectors over all that learns, its state, and whatever else it needs until the step is done. "evaluate" has
 * "gradient" taken at "weights"; the answer is the loss there.
 */
export type WholeRequest = WholeWork | "evaluate";

/** Something to compute: pure, and recorded as any update is. */
export interface WholeWork {
  /** Numbers that differ from step to step. */
  readonly hyper?: Readonly<Record<string, number>>;
  /** What is held from now on, and scalars whose values are the answer. */
  readonly run: (
    ops: OptimizerOps,
    held: NamedTensors,
    hyper: Readonly<Record<string, Operand>>,
  ) => { readonly held: NamedTensors; readonly numbers: readonly Tensor[] };
}

export type CreateWholeOptimizer<Config = never> = (config: Config) => WholeOptimizer;

/**
 * An optimizer that sees all weights as one vector and decides on the host, by losses and slopes, how far to go: on
 * the same examples, as often as it likes. Tensors are computed on the device, decisions on numbers in double precision.
 */
export interface WholeOptimizer {
  /** The tensors that it holds between two steps, over a vector of this size. None before the first. */
  state(size: number, memory: OptimizerMemory): Readonly<Record<string, Shape>>;
  /** One step from "weights", where "gradient" and `loss` have been taken; gives what it remembers from now on. */
  minimize(at: {
    readonly learningRate: number;
    readonly loss: number;
    readonly memory: OptimizerMemory;
  }): Generator<WholeRequest, OptimizerMemory, readonly number[]>;
  /** The tensors of one iteration by name, in turn, for a card to print. */
  outline(ops: OptimizerOps, held: NamedTensors): NamedTensors;
}

/** One line of an update at one step. */
export interface ExplainedLine {
  readonly symbol: Formula;
  readonly value: Formula;
  /** For each of the two weights: the formula in numbers, and what comes out. None where one cannot tell them apart. */
  readonly numbers: readonly { readonly formula: Formula; readonly result: number }[];
}

export function defineOptimizer<const Id extends string, Config extends ConfigSchema>(
  definition: OptimizerDefinition<Config> & { readonly id: Id },
): OptimizerDefinition<Config> & { readonly id: Id } {
  return definition;
}
