import { RandomStream } from "../../../tensor/random.ts";
import type { CreateAugmentation } from "../augmentation.ts";

/** A power of two. */
const DRAWS = 2 ** 16;

/** Draws are made once, since a picture needs very many: each takes them from its own place on, in its own strides. */
export const createNoise: CreateAugmentation<{ deviation: number }> = ({ deviation }) => {
  const all = new RandomStream(1, 0);
  const draws = Float32Array.from({ length: DRAWS }, () => 255 * deviation * all.nextNormal());
  return {
    paint: (picture, _shape, random) => {
      let place = random.nextBelow(DRAWS);
      // Odd, so that every draw is met once before one is met again.
      const stride = 2 * random.nextBelow(DRAWS / 2) + 1;
      for (let at = 0; at < picture.length; at++) {
        picture[at] = Math.min(255, Math.max(0, picture[at]! + draws[place]!));
        place = (place + stride) % DRAWS;
      }
    },
  };
};
