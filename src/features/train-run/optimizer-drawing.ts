/** What an optimizer's card draws: its update, the signs in it, and its path down a narrow valley, from its own code. */
import { loadPaths, loadPrinter, loadSymbols, type optimizers } from "../../catalog/optimizers/index.ts";
import type { CreateAny } from "../../catalog/optimizers/optimizer.ts";
import type { Assignment, Formula } from "../../language/formula.ts";
import type { Text } from "../../language/text.ts";

export type Optimizer = (typeof optimizers)[number];
type Place = readonly [number, number];

export interface ValleyPath {
  readonly places: readonly Place[];
  /** How much steeper the valley is across than along. */
  readonly stretch: number;
  /** Loss at the start and at the end. */
  readonly from: number;
  readonly to: number;
  /** The learning rate of the picture. */
  readonly rate: number;
}

export interface OptimizerDrawing {
  /** One block, or two where matrices are treated in another way than vectors. */
  readonly updates: readonly { readonly of: "all" | "vectors" | "matrices"; readonly lines: readonly Assignment[] }[];
  readonly symbols: readonly {
    readonly key: string;
    readonly symbol: Formula;
    readonly meaning: Text;
    readonly formula?: Formula;
  }[];
}

export const STEPS = 40;
/** Of the picture, for an optimizer whose batch grows each epoch. */
const STEPS_AN_EPOCH = 6;

/** Of the picture, for an optimizer that looks several times before it moves. */
const MOST_LOOKS = 25;

/** Settings of one optimizer, parsed by its own schema. */
async function opened(
  definition: Optimizer,
  settings: Readonly<Record<string, unknown>>,
): Promise<{
  readonly create: CreateAny<{ readonly learningRate: number }>;
  readonly config: { readonly learningRate: number };
}> {
  // One creator of many; the settings that it gets are those that its own schema has parsed.
  const create = (await definition.load()) as CreateAny<{ readonly learningRate: number }>;
  return { create, config: definition.config.parse(settings) };
}

export async function drawOptimizer(
  definition: Optimizer,
  settings: Readonly<Record<string, unknown>>,
): Promise<OptimizerDrawing> {
  const [{ create, config }, { printUpdate }, { explainSymbols }] = await Promise.all([
    opened(definition, settings),
    loadPrinter(),
    loadSymbols(),
  ]);
  const blocks = [
    { of: "matrices", shape: [2, 2] },
    { of: "vectors", shape: [2] },
  ] as const;
  const printed = blocks.map(({ of, shape }) => ({ of, shape, lines: printUpdate(create, config, shape) }));
  const isSame = new Set(printed.map(({ lines }) => JSON.stringify(lines))).size === 1;
  const symbols = printed.flatMap(({ shape, lines }) => explainSymbols(create, config, shape, lines));
  return {
    updates: isSame ? printed.slice(0, 1).map(({ lines }) => ({ of: "all", lines })) : printed,
    symbols: symbols.filter(({ key }, index) => symbols.findIndex((other) => other.key === key) === index),
  };
}

/** The way down at a rate that suits the optimizer; single examples wander, growing batches calm down. */
export async function walkDown(
  definition: Optimizer,
  settings: Readonly<Record<string, unknown>>,
): Promise<ValleyPath> {
  // One move a step, so that the picture shows each of them.
  const single = "iterations" in definition.config.shape ? { iterations: 1, evaluations: MOST_LOOKS } : {};
  const [{ create, config }, { fittingRate, noisyGradient, pathDown, valley }] = await Promise.all([
    opened(definition, { ...settings, ...single }),
    loadPaths(),
  ]);
  const rate = fittingRate(create, config, STEPS);
  const growth = "growth" in config && typeof config.growth === "number" ? config.growth : 1;
  const gradient = {
    mini: valley.gradient,
    full: valley.gradient,
    single: noisyGradient(() => 1),
    growing: noisyGradient((step) => growth ** Math.floor((step - 1) / STEPS_AN_EPOCH)),
  }[definition.batch];
  const places = pathDown(create, { ...config, learningRate: rate }, valley.start, gradient, STEPS);
  return {
    places,
    stretch: valley.stretch,
    from: valley.height(valley.start),
    to: valley.height(places.at(-1) ?? valley.start),
    rate,
  };
}
