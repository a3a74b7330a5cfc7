import { type CreateAugmentation, unchanged } from "../augmentation.ts";

/** Each direction with an even chance. */
export const createFlip: CreateAugmentation<{ direction: "horizontal" | "vertical" | "both" }> = ({ direction }) => ({
  place: (_shape, random) => {
    const side = () => (random.nextUniform() < 0.5 ? -1 : 1);
    return {
      ...unchanged,
      xx: direction === "vertical" ? 1 : side(),
      yy: direction === "horizontal" ? 1 : side(),
    };
  },
});
