import type { CreateAugmentation } from "../augmentation.ts";

/** The square's centre is any pixel, so that part of the square may lie outside. */
export const createCutout: CreateAugmentation<{ share: number }> = ({ share }) => ({
  paint: (picture, [height, width, channels], random) => {
    const side = Math.max(1, Math.round(share * Math.min(height, width)));
    const top = random.nextBelow(height) - (side >> 1);
    const left = random.nextBelow(width) - (side >> 1);
    const [from, to] = [Math.max(0, left), Math.min(width, left + side)];
    for (let row = Math.max(0, top); row < Math.min(height, top + side); row++) {
      picture.fill(0, (row * width + from) * channels, (row * width + to) * channels);
    }
  },
});
