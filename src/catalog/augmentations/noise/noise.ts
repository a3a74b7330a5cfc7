import type { CreateAugmentation } from "../augmentation.ts";

export const createNoise: CreateAugmentation<{ deviation: number }> = ({ deviation }) => ({
  paint: (picture, _shape, random) => {
    for (let at = 0; at < picture.length; at++) {
      picture[at] = Math.min(255, Math.max(0, picture[at]! + 255 * deviation * random.nextNormal()));
    }
  },
});
