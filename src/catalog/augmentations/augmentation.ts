/**
 * What an augmentation is: a small random change of a training picture that leaves its meaning alone. Drawn anew each
 * time that the picture is learnt from, by the seed, the step and the picture's place in the step, so that runs repeat.
 */
import type { z } from "zod";
import type { ConfigSchema, Definition } from "../definition.ts";
import type { RandomStream } from "../../tensor/random.ts";

export interface AugmentationDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  readonly load: () => Promise<CreateAugmentation<z.infer<Config>>>;
}

export type CreateAugmentation<Config> = (config: Config) => Augmentation;

/** One of the three, whatever it changes. */
export interface Augmentation {
  /** Where the pixels of the changed picture come from. Those of several are composed and the picture is read once. */
  place?(shape: PictureShape, random: RandomStream): Affine;
  /** Changes pixels (0 to 255, row after row, channels innermost) where they are. */
  paint?(picture: Float32Array, shape: PictureShape, random: RandomStream): void;
  /** The share, at most a half, of another picture of the same step that is mixed in, with its answer. */
  mix?(random: RandomStream): number;
}

/** [height, width, channels] */
export type PictureShape = readonly [number, number, number];

/** (x, y) from the picture's centre, in pixels, comes from (xx x + xy y + x0, yx x + yy y + y0). */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const unchanged: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** Uniform in [-bound, bound). */
export function within(bound: number, random: RandomStream): number {
  return bound * (2 * random.nextUniform() - 1);
}

export function defineAugmentation<const Id extends string, Config extends ConfigSchema>(
  definition: AugmentationDefinition<Config> & { readonly id: Id },
): AugmentationDefinition<Config> & { readonly id: Id } {
  return definition;
}
