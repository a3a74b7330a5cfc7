import { type CreateAugmentation, unchanged, within } from "../augmentation.ts";

export const createRotate: CreateAugmentation<{ degrees: number }> = ({ degrees }) => ({
  place: (_shape, random) => {
    const angle = (within(degrees, random) * Math.PI) / 180;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    return { ...unchanged, xx: cosine, xy: -sine, yx: sine, yy: cosine };
  },
});
