import type { CreateWrapper } from "../wrapper.ts";

/**
 * Zhang et al. (2019), algorithm 1: every k steps phi <- phi + alpha (theta - phi), theta <- phi; phi begins as the
 * initial weights, and the inner optimizer keeps its state. Not in PyTorch.
 */
export const lookahead: CreateWrapper<{ steps: number; alpha: number }> = ({ steps, alpha }) => ({
  around: (optimizer) => ({
    state: (shape) => ({ ...optimizer.state(shape), slow: shape }),
    hyper: (at) => {
      const isDue = at.step % steps === 0;
      return {
        ...optimizer.hyper(at),
        // Switches of 0 or 1, so that the same few operations serve every step.
        isFirst: at.step === 1 ? 1 : 0,
        isSlow: isDue ? 1 : 0,
        isFast: isDue ? 0 : 1,
        pull: isDue ? alpha : 0,
      };
    },
    update: (ops, at) => {
      const { hyper } = at;
      const held = at.state["slow"]!;
      const begun = ops.add(held, ops.multiply(hyper["isFirst"]!, ops.subtract(at.parameter, held)));
      const done = optimizer.update(ops, at);
      const slow = ops.add(begun, ops.multiply(hyper["pull"]!, ops.subtract(done.parameter, begun)));
      return {
        parameter: ops.add(ops.multiply(hyper["isSlow"]!, slow), ops.multiply(hyper["isFast"]!, done.parameter)),
        state: { ...done.state, slow },
      };
    },
  }),
});
