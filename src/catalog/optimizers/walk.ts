/** An optimizer on two weights, step by step, by its own code in double precision. For pictures and explanations. */
import { plainOps, plainTensor, type PlainTensor } from "../../tensor/plain-ops.ts";
import type { Tensor } from "../../tensor/ops.ts";
import type { CreateAny, NamedTensors, Optimizer, WholeOptimizer } from "./optimizer.ts";
import { minimizedPlainly, type PlainMinimum } from "./whole-plainly.ts";

export type Place = readonly [number, number];

/** What is walked on. It may differ from step to step, as what one batch after the other shows does. */
export interface Ground {
  readonly height: (place: Place, step: number) => number;
  readonly gradient: (place: Place, step: number) => Place;
}

/** Tensors by name, as numbers. */
export type NamedNumbers = Readonly<Record<string, readonly number[]>>;

export interface WalkStep {
  readonly from: Place;
  /** As the optimizer saw it. */
  readonly gradient: Place;
  /** The numbers of the step, by the names that `hyper` gives them. */
  readonly hyper: Readonly<Record<string, number>>;
  /** What it remembered before and remembers after. */
  readonly before: NamedNumbers;
  readonly after: NamedNumbers;
  readonly to: Place;
}

/** Takes the next step; `step` counts from 1. */
export type Walk = (step: number) => WalkStep;

/** As a matrix, so that optimizers of matrices show what they do to one; to all others it makes no difference. */
export const WALK_SHAPE = [2, 1];

export function startWalk<Config extends { readonly learningRate: number }>(
  create: CreateAny<Config>,
  config: Config,
  start: Place,
  ground: Ground,
): Walk {
  const optimizer = create(config);
  const { learningRate } = config;
  return "minimize" in optimizer
    ? wholeWalk(optimizer, start, learningRate, ground)
    : plainWalk(optimizer, start, learningRate, ground);
}

function plainWalk(optimizer: Optimizer, start: Place, learningRate: number, ground: Ground): Walk {
  let parameter: Tensor = plainTensor(start, WALK_SHAPE);
  let state: NamedTensors = Object.fromEntries(
    Object.entries(optimizer.state(WALK_SHAPE)).map(([name, each]) => [name, plainOps.zeros(each)]),
  );
  return (step) => {
    const hyper = optimizer.hyper({ step, learningRate });
    const from = placeOf(valuesOf(parameter));
    const gradient = ground.gradient(from, step);
    const before = numbersOf(state);
    const slope = plainTensor(gradient, WALK_SHAPE);
    ({ parameter, state } = optimizer.update(plainOps, { parameter, gradient: slope, state, hyper }));
    return { from, gradient, hyper, before, after: numbersOf(state), to: placeOf(valuesOf(parameter)) };
  };
}

function wholeWalk(optimizer: WholeOptimizer, start: Place, learningRate: number, ground: Ground): Walk {
  let minimum: PlainMinimum = { weights: start, memory: {}, state: {} };
  return (step) => {
    const look = (weights: readonly number[]) => {
      const place = placeOf(weights);
      return { loss: ground.height(place, step), gradient: ground.gradient(place, step) };
    };
    const from = placeOf(minimum.weights);
    const before = numbersOf(minimum.state);
    minimum = minimizedPlainly(optimizer, minimum, learningRate, look);
    return {
      from,
      gradient: ground.gradient(from, step),
      hyper: { learningRate },
      before,
      after: numbersOf(minimum.state),
      to: placeOf(minimum.weights),
    };
  };
}

/** The plain operations give plain tensors. */
const valuesOf = (tensor: Tensor): readonly number[] => [...(tensor as PlainTensor).values];

function numbersOf(tensors: NamedTensors): NamedNumbers {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, valuesOf(tensor)]));
}

function placeOf([x = Number.NaN, y = Number.NaN]: readonly number[]): Place {
  return [x, y];
}
