import type { Tensor } from "../../../tensor/ops.ts";
import type { CreateWholeOptimizer, NamedTensors, OptimizerOps, WholeRequest, WholeWork } from "../optimizer.ts";
import { type Search, type SearchStart, strongWolfe } from "./strong-wolfe.ts";

interface LbfgsConfig {
  readonly learningRate: number;
  readonly lineSearch: "none" | "strong-wolfe";
  readonly history: number;
  readonly iterations: number;
  readonly evaluations: number | null;
  readonly gradientTolerance: number;
  readonly changeTolerance: number;
}

/** A pair is remembered only where the loss curves upwards along it by more than this. */
const LEAST_CURVATURE = 1e-10;

type Step<Result> = Generator<WholeRequest, Result, readonly number[]>;

/**
 * Liu and Nocedal (1989): d = -H g, where H, roughly the inverse of the matrix of second derivatives, is made from the
 * last few pairs of a step s and the change y of the gradient over it. As `torch.optim.LBFGS`: one step is one call of
 * its `step`, with up to `iterations` of these. Pairs are numbered from 0 as they come; the oldest are forgotten.
 */
export const lbfgs: CreateWholeOptimizer<LbfgsConfig> = (config) => {
  const pairsOf = (count: number) =>
    Array.from({ length: Math.min(count, config.history) }, (_, at) =>
      nameOf(Math.max(0, count - config.history) + at),
    );
  return {
    state: (size, { iterations = 0, pairs = 0 }) => {
      const names =
        iterations === 0
          ? []
          : ["lastGradient", "lastStep", ...pairsOf(pairs).flatMap((pair) => [pair.step, pair.change])];
      return Object.fromEntries(names.map((name) => [name, [size]]));
    },

    *minimize({ learningRate, memory, ...at }) {
      let { iterations = 0, pairs = 0 } = memory;
      let { loss } = at;
      let evaluations = 1;
      const most = config.evaluations ?? Math.floor((config.iterations * 5) / 4);
      for (let round = 1; round <= config.iterations; round++) {
        if ((yield* largestSlope()) <= config.gradientTolerance) break;
        iterations++;
        if (iterations > 1 && (yield* curvature()) > LEAST_CURVATURE) {
          yield remember(nameOf(pairs), nameOf(pairs - config.history));
          pairs++;
        }
        const turned = yield* turn(pairsOf(pairs));
        const first = (iterations === 1 ? Math.min(1, 1 / turned.size) : 1) * learningRate;
        if (turned.slope > -config.changeTolerance) {
          yield go(first, false);
          break;
        }
        const before = loss;
        let length = first;
        if (config.lineSearch === "strong-wolfe") {
          const search = { origin: { loss, slope: turned.slope }, first, longest: turned.longest };
          const found = yield* searchAlong({ ...search, looks: most - evaluations });
          ({ loss, length } = found.chosen);
          evaluations += found.looks;
        } else {
          yield go(length, true);
          // The next step looks here first of all.
          if (round === config.iterations) break;
          [loss = Number.NaN] = yield "evaluate";
          evaluations++;
        }
        // A loss that is no number any more is for the trainer to tell.
        if (evaluations >= most || !Number.isFinite(loss)) break;
        if (Math.abs(length) * turned.longest <= config.changeTolerance) break;
        if (Math.abs(loss - before) < config.changeTolerance) break;
      }
      return { iterations, pairs };
    },

    outline: (ops, held) => {
      const change = changeOf(ops, held);
      const direction = downhill(ops, held, []);
      const lastStep = ops.multiply(held[config.lineSearch === "none" ? "learningRate" : "length"]!, direction);
      return { change, direction, lastStep, weights: ops.add(held["weights"]!, lastStep) };
    },
  };
};

interface PairNames {
  readonly step: string;
  readonly change: string;
}

const nameOf = (pair: number): PairNames => ({ step: `step-${pair}`, change: `change-${pair}` });
const dot = (ops: OptimizerOps, a: Tensor, b: Tensor): Tensor => ops.sum(ops.multiply(a, b));
const longest = (ops: OptimizerOps, x: Tensor): Tensor => ops.max(ops.abs(x));
const changeOf = (ops: OptimizerOps, held: NamedTensors): Tensor =>
  ops.subtract(held["gradient"]!, held["lastGradient"]!);

/** The largest number in the gradient. */
function* largestSlope(): Step<number> {
  const [largest = Number.NaN] = yield {
    run: (ops, held) => ({ held, numbers: [longest(ops, held["gradient"]!)] }),
  };
  return largest;
}

/** y s of the last step. */
function* curvature(): Step<number> {
  const [value = Number.NaN] = yield {
    run: (ops, held) => ({ held, numbers: [dot(ops, changeOf(ops, held), held["lastStep"]!)] }),
  };
  return value;
}

/** Takes the last step and the gradient's change over it as a pair, in place of an old one. */
function remember(pair: PairNames, old: PairNames): WholeWork {
  return {
    run: (ops, held) => {
      const { [old.step]: _step, [old.change]: _change, ...kept } = held;
      return { held: { ...kept, [pair.step]: held["lastStep"]!, [pair.change]: changeOf(ops, held) }, numbers: [] };
    },
  };
}

interface Turned {
  /** Of the loss along the direction. */
  readonly slope: number;
  /** The largest number in the direction. */
  readonly longest: number;
  /** Sum of the gradient's absolute values. */
  readonly size: number;
}

/** Holds the direction to go in. */
function* turn(pairs: readonly PairNames[]): Step<Turned> {
  const [slope = Number.NaN, most = Number.NaN, size = Number.NaN] = yield {
    run: (ops, held) => {
      const gradient = held["gradient"]!;
      const direction = downhill(ops, held, pairs);
      return {
        held: { ...held, direction, lastGradient: gradient },
        numbers: [dot(ops, gradient, direction), longest(ops, direction), ops.sum(ops.abs(gradient))],
      };
    },
  };
  return { slope, longest: most, size };
}

/** -H g by the two-loop recursion (Nocedal 1980), begun with y s / y y of the newest pair. */
function downhill(ops: OptimizerOps, held: NamedTensors, names: readonly PairNames[]): Tensor {
  const gradient = held["gradient"]!;
  if (ops.named !== undefined) return ops.negate(ops.named("H", gradient));
  const pairs = names.map((name) => {
    const [step, change] = [held[name.step]!, held[name.change]!];
    return { step, change, curvature: dot(ops, change, step) };
  });
  let direction = ops.negate(gradient);
  const shares: Tensor[] = [];
  for (const { step, change, curvature: bend } of pairs.toReversed()) {
    const share = ops.divide(dot(ops, step, direction), bend);
    direction = ops.subtract(direction, ops.multiply(share, change));
    shares.unshift(share);
  }
  const newest = pairs.at(-1);
  if (newest !== undefined) {
    const scale = ops.divide(newest.curvature, dot(ops, newest.change, newest.change));
    direction = ops.multiply(direction, scale);
  }
  for (const [at, { step, change, curvature: bend }] of pairs.entries()) {
    const share = ops.subtract(shares[at]!, ops.divide(dot(ops, change, direction), bend));
    direction = ops.add(direction, ops.multiply(share, step));
  }
  return direction;
}

/** Along the direction; without being `moved`, the weights stay and only the step is noted. */
function go(length: number, isMoved: boolean): WholeWork {
  return {
    hyper: { length },
    run: (ops, held, hyper) => {
      const lastStep = ops.multiply(hyper["length"]!, held["direction"]!);
      const weights = isMoved ? ops.add(held["weights"]!, lastStep) : held["weights"]!;
      return { held: { ...held, lastStep, weights }, numbers: [] };
    },
  };
}

/** The place that a search finds along the direction; weights and gradient are left there. */
function* searchAlong(start: SearchStart): Step<Search> {
  const gradientAt = (index: number): string => `gradient-${index}`;
  const keepAt = (index: number): WholeWork => ({
    run: (ops, held) => ({
      held: { ...held, [gradientAt(index)]: held["gradient"]! },
      numbers: [dot(ops, held["gradient"]!, held["direction"]!)],
    }),
  });
  yield { run: (_ops, held) => ({ held: { ...held, origin: held["weights"]! }, numbers: [] }) };
  yield keepAt(0);
  const search = strongWolfe(start);
  let asked = search.next();
  for (let index = 1; asked.done !== true; index++) {
    yield goFromOrigin(asked.value);
    const [loss = Number.NaN] = yield "evaluate";
    const [slope = Number.NaN] = yield keepAt(index);
    asked = search.next({ loss, slope });
  }
  const { chosen } = asked.value;
  yield goFromOrigin(chosen.length);
  yield {
    run: (_ops, held) => {
      const kept = Object.entries(held).filter(([name]) => name !== "origin" && !name.startsWith("gradient-"));
      return { held: { ...Object.fromEntries(kept), gradient: held[gradientAt(chosen.index)]! }, numbers: [] };
    },
  };
  return asked.value;
}

function goFromOrigin(length: number): WholeWork {
  return {
    hyper: { length },
    run: (ops, held, hyper) => {
      const lastStep = ops.multiply(hyper["length"]!, held["direction"]!);
      return { held: { ...held, lastStep, weights: ops.add(held["origin"]!, lastStep) }, numbers: [] };
    },
  };
}
