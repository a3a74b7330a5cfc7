import type { CreateWrapper } from "../wrapper.ts";

/** What the authors' code adds to the norm before it divides by it. */
const TINY = 1e-12;

/** Foret et al. (2021), equation 2 with p = 2: the gradient at theta + rho g / |g|. Not in PyTorch. */
export const sharpness: CreateWrapper<{ radius: number }> = ({ radius }) => ({
  ascend: (ops, parameters, gradients) => {
    const squares = gradients.map((gradient) => ops.sum(ops.square(gradient)));
    const norm = ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square)));
    const scale = ops.divide(radius, ops.add(norm, TINY));
    return parameters.map((parameter, at) => ops.add(parameter, ops.multiply(scale, gradients[at]!)));
  },
});
