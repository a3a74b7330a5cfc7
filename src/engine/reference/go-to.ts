import type { Optimizer } from "../../catalog/optimizers/optimizer.ts";

/** Goes where it is told: the place stands in the gradient's stead. What is wrapped around it is so around a whole optimizer. */
export const goTo: Optimizer = {
  state: () => ({}),
  hyper: () => ({}),
  update: (_ops, { gradient }) => ({ parameter: gradient, state: {} }),
};
