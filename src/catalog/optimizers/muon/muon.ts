import type { Tensor } from "../../../tensor/ops.ts";
import { adam } from "../adam/adam.ts";
import type { CreateOptimizer, OptimizerOps } from "../optimizer.ts";
import { runningMean } from "../running-mean.ts";
import { withWeightDecay } from "../weight-decay.ts";

interface MuonConfig {
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly adamLearningRate: number;
  readonly weightDecay: number;
}

/** Of the quintic Newton-Schulz iteration, and how often it runs. */
const [A, B, C] = [3.4445, -4.775, 2.0315];
const ITERATIONS = 5;
const EPSILON = 1e-7;

/**
 * Jordan et al. (2024) as in PyTorch, for parameters with two axes: v <- beta v + (1 - beta) g, the step is
 * orthogonalised and scaled by sqrt(max(1, outputs / inputs)); our matrices are [inputs, outputs]. AdamW for the rest.
 */
export const muon: CreateOptimizer<MuonConfig> = (config) => {
  const rest = withWeightDecay(
    "decoupled",
    adam,
  )({
    ...config,
    learningRate: config.adamLearningRate,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  });
  const matrix = withWeightDecay("decoupled", orthogonal)(config);
  const isMatrix = (shape: readonly number[]) => shape.length === 2;
  return {
    state: (shape) => (isMatrix(shape) ? matrix : rest).state(shape),
    hyper: (at) => ({
      ...prefixed("matrix.", matrix.hyper(at)),
      ...prefixed(
        "rest.",
        rest.hyper({ ...at, learningRate: (at.learningRate / config.learningRate) * config.adamLearningRate }),
      ),
    }),
    update: (ops, at) =>
      isMatrix(at.parameter.shape)
        ? matrix.update(ops, { ...at, hyper: unprefixed("matrix.", at.hyper) })
        : rest.update(ops, { ...at, hyper: unprefixed("rest.", at.hyper) }),
  };
};

const orthogonal: CreateOptimizer<MuonConfig> = (config) => ({
  state: (shape) => ({ velocity: shape }),
  hyper: ({ learningRate }) => ({ learningRate, momentum: config.momentum, oneMinusMomentum: 1 - config.momentum }),
  update: (ops, { parameter, gradient, state, hyper }) => {
    const keep = hyper["momentum"]!;
    const take = hyper["oneMinusMomentum"]!;
    const velocity = runningMean(ops, state["velocity"]!, gradient, keep, take);
    const direction = config.nesterov ? runningMean(ops, velocity, gradient, keep, take) : velocity;
    const [inputs, outputs] = [parameter.shape[0]!, parameter.shape[1]!];
    const scale = Math.sqrt(Math.max(1, outputs / inputs));
    const step = ops.multiply(orthogonalized(ops, direction), scale);
    return {
      parameter: ops.subtract(parameter, ops.multiply(hyper["learningRate"]!, step)),
      state: { velocity },
    };
  },
});

/** The nearest semi-orthogonal matrix, roughly: all singular values near 1. */
function orthogonalized(ops: OptimizerOps, matrix: Tensor): Tensor {
  if (ops.named !== undefined) return ops.named("orth", matrix);
  const isTall = matrix.shape[0]! > matrix.shape[1]!;
  const transposed = (x: Tensor) => ops.transpose(x, [1, 0]);
  const wide = isTall ? transposed(matrix) : matrix;
  let x = ops.divide(wide, ops.maximum(ops.sqrt(ops.sum(ops.square(wide))), EPSILON));
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gram = ops.matmul(x, transposed(x));
    const mixed = ops.add(ops.multiply(gram, B), ops.multiply(ops.matmul(gram, gram), C));
    x = ops.add(ops.multiply(x, A), ops.matmul(mixed, x));
  }
  return isTall ? transposed(x) : x;
}

function prefixed<Value>(prefix: string, record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [prefix + name, value]));
}

function unprefixed<Value>(prefix: string, record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );
}
