import { type CreateAugmentation, within } from "../augmentation.ts";

export const createBrightness: CreateAugmentation<{ share: number }> = ({ share }) => ({
  paint: (picture, _shape, random) => {
    const factor = 1 + within(share, random);
    for (let at = 0; at < picture.length; at++) picture[at] = Math.min(255, picture[at]! * factor);
  },
});
