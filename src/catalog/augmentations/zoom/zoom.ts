import { type CreateAugmentation, unchanged, within } from "../augmentation.ts";

export const createZoom: CreateAugmentation<{ share: number }> = ({ share }) => ({
  place: (_shape, random) => {
    const size = 1 + within(share, random);
    return { ...unchanged, xx: 1 / size, yy: 1 / size };
  },
});
