import { type CreateAugmentation, unchanged, within } from "../augmentation.ts";

export const createShift: CreateAugmentation<{ share: number }> = ({ share }) => ({
  place: ([height, width], random) => ({
    ...unchanged,
    x0: within(share * width, random),
    y0: within(share * height, random),
  }),
});
