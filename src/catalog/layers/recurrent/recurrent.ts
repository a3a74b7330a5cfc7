/** Layers that read a sequence [n, t, c] step by step: gates side by side in one kernel, in Keras's order. */
import type { Ops, Tensor } from "../../../tensor/ops.ts";
import { type ActivationId, activate } from "../activations.ts";
import { dropoutMask } from "../dropout/dropout.ts";
import type { Layer, LayerContext } from "../layer.ts";
import { project } from "../products.ts";

interface Recurrent {
  readonly units: number;
  readonly activation: ActivationId;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  readonly dropout: number;
  readonly recurrentDropout: number;
}

/** One step: the inputs' share [n, gates units], the last answer as the kernel sees it, and what is carried; the answer comes first. */
type Cell = (inputs: Tensor, seen: Tensor, carried: readonly Tensor[]) => readonly Tensor[];

/** Reads x with `cell`; `carries` numbers of units from step to step. A padded step leaves everything as it was. */
function scan(
  ops: Ops,
  config: Recurrent,
  weights: { readonly kernel: Tensor; readonly bias: Tensor | undefined },
  x: Tensor,
  context: LayerContext,
  { carries, cell }: { readonly carries: number; readonly cell: Cell },
): Tensor {
  const [rows, , features] = x.shape as [number, number, number]; // As planned.
  const { units } = config;
  // One draw for all steps, as Gal and Ghahramani (2016) have it.
  const inputMask = dropoutMask(ops, config.dropout, [rows, 1, features], context);
  const carriedMask = dropoutMask(ops, config.recurrentDropout, [rows, units], context);
  const whole = inputMask === null ? x : ops.multiply(x, inputMask);
  const steps = ops.unstack(project(ops, ops.transpose(whole, [1, 0, 2]), weights.kernel, weights.bias));
  const masks = context.mask === null ? null : ops.unstack(ops.transpose(context.mask, [1, 0]));
  const order = config.goBackwards ? [...steps.keys()].toReversed() : [...steps.keys()];
  let carried: readonly Tensor[] = Array.from({ length: carries }, () => ops.zeros([rows, units]));
  const answers: Tensor[] = [];
  for (const at of order) {
    const last = carried[0]!;
    const next = cell(steps[at]!, carriedMask === null ? last : ops.multiply(last, carriedMask), carried);
    const kept = masks === null ? null : ops.reshape(masks[at]!, [rows, 1]);
    carried =
      kept === null
        ? next
        : next.map((tensor, which) => {
            const old = carried[which]!;
            return ops.add(old, ops.multiply(kept, ops.subtract(tensor, old)));
          });
    answers.push(carried[0]!);
  }
  if (!config.returnSequences) return carried[0]!;
  return ops.concat(
    answers.map((answer) => ops.reshape(answer, [rows, 1, units])),
    1,
  );
}

/** Block `which` of x [n, blocks units]. */
function block(ops: Ops, x: Tensor, units: number, which: number, count = 1): Tensor {
  return ops.slice(x, [0, which * units], [x.shape[0]!, count * units]);
}

/** h = activation(x W + h U + b) (Elman 1990) */
export const simpleRnn: Layer<Recurrent> = {
  forward: (ops, config, { parameters, state }, x, context) => {
    const weights = { kernel: parameters["kernel"]!, bias: parameters["bias"] };
    const cell: Cell = (inputs, seen) => [
      activate(ops, config.activation, ops.add(inputs, ops.matmul(seen, parameters["recurrent-kernel"]!))),
    ];
    return { y: scan(ops, config, weights, x, context, { carries: 1, cell }), state };
  },
};

/**
 * Cho et al. (2014): update gate z, reset gate r, candidate, side by side; h = z h + (1 - z) candidate. Reset before the
 * product with the recurrent kernel (the paper) or after it, with a bias of its own (cuDNN).
 */
export const gru: Layer<Recurrent & { recurrentActivation: ActivationId; resetAfter: boolean }> = {
  forward: (ops, config, { parameters, state }, x, context) => {
    const { units, resetAfter } = config;
    const recurrent = parameters["recurrent-kernel"]!;
    const bias = parameters["bias"];
    const row = (which: number) => ops.reshape(ops.slice(bias!, [which, 0], [1, 3 * units]), [3 * units]);
    const hasTwo = bias !== undefined && resetAfter;
    const recurrentBias = hasTwo ? row(1) : undefined;
    const weights = { kernel: parameters["kernel"]!, bias: hasTwo ? row(0) : bias };
    const [ofGates, ofCandidate] = [block(ops, recurrent, units, 0, 2), block(ops, recurrent, units, 2)];
    const gateOf = (sum: Tensor) => activate(ops, config.recurrentActivation, sum);
    const mixed = (update: Tensor, last: Tensor, candidate: Tensor) =>
      ops.add(candidate, ops.multiply(update, ops.subtract(last, candidate)));
    const after: Cell = (inputs, seen, [last]) => {
      const product = project(ops, seen, recurrent, recurrentBias);
      const gates = gateOf(ops.add(block(ops, inputs, units, 0, 2), block(ops, product, units, 0, 2)));
      const reset = ops.multiply(block(ops, gates, units, 1), block(ops, product, units, 2));
      const candidate = activate(ops, config.activation, ops.add(block(ops, inputs, units, 2), reset));
      return [mixed(block(ops, gates, units, 0), last!, candidate)];
    };
    const before: Cell = (inputs, seen, [last]) => {
      const gates = gateOf(ops.add(block(ops, inputs, units, 0, 2), ops.matmul(seen, ofGates)));
      const reset = ops.matmul(ops.multiply(block(ops, gates, units, 1), seen), ofCandidate);
      const candidate = activate(ops, config.activation, ops.add(block(ops, inputs, units, 2), reset));
      return [mixed(block(ops, gates, units, 0), last!, candidate)];
    };
    const y = scan(ops, config, weights, x, context, { carries: 1, cell: resetAfter ? after : before });
    return { y, state };
  },
};

/**
 * Hochreiter and Schmidhuber (1997) with a forget gate: input i, forget f, candidate, output o, side by side;
 * c = f c + i candidate, h = o activation(c). With peepholes (Gers et al. 2002) i and f see the old cell, o the new.
 */
export const lstm: Layer<Recurrent & { recurrentActivation: ActivationId }> = {
  forward: (ops, config, { parameters, state }, x, context) => {
    const { units } = config;
    const weights = { kernel: parameters["kernel"]!, bias: parameters["bias"] };
    const peepholes = parameters["peepholes"];
    const [ofInput, ofForget, ofOutput] = peepholes === undefined ? [] : ops.unstack(peepholes);
    const gateOf = (sum: Tensor, cell: Tensor, peephole: Tensor | undefined) =>
      activate(
        ops,
        config.recurrentActivation,
        peephole === undefined ? sum : ops.add(sum, ops.multiply(cell, peephole)),
      );
    const cell: Cell = (inputs, seen, [, old]) => {
      const sums = ops.add(inputs, ops.matmul(seen, parameters["recurrent-kernel"]!));
      const input = gateOf(block(ops, sums, units, 0), old!, ofInput);
      const forget = gateOf(block(ops, sums, units, 1), old!, ofForget);
      const candidate = activate(ops, config.activation, block(ops, sums, units, 2));
      const memory = ops.add(ops.multiply(forget, old!), ops.multiply(input, candidate));
      const output = gateOf(block(ops, sums, units, 3), memory, ofOutput);
      return [ops.multiply(output, activate(ops, config.activation, memory)), memory];
    };
    return { y: scan(ops, config, weights, x, context, { carries: 2, cell }), state };
  },
};
