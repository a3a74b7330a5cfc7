import type { CreateAugmentation } from "../augmentation.ts";

/** Beta(alpha, alpha) by Jöhnk (1964); the smaller of the two shares is the other picture's. */
export const createMixup: CreateAugmentation<{ alpha: number }> = ({ alpha }) => ({
  mix: (random) => {
    for (;;) {
      const own = random.nextUniform() ** (1 / alpha);
      const other = random.nextUniform() ** (1 / alpha);
      // Both may be too small for a number; that is drawn again.
      if (own + other > 0 && own + other <= 1) return Math.min(own, other) / (own + other);
    }
  },
});
