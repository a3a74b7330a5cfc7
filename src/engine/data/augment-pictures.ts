/** Training pictures with small random changes, drawn by seed, step and place in the step: a resumed run draws the same. */
import {
  type Augmentation,
  type CreateAugmentation,
  type PictureShape,
  unchanged,
} from "../../catalog/augmentations/augmentation.ts";
import { type AugmentationSelection, augmentations } from "../../catalog/augmentations/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { RandomStream } from "../../tensor/random.ts";
import { dataProblem } from "./data-problem.ts";
import type { EncodedExamples } from "./encode-examples.ts";
import { STREAM_AUGMENT, STREAM_MIX } from "../random-streams.ts";
import { composed, resample } from "./resample-picture.ts";

/** Which draw: the step (from 1), and which of its examples. */
export interface Draw {
  readonly seed: number;
  readonly step: number;
  readonly place: number;
}

export interface Augmenter {
  /** Changes the picture where it is: pixels from 0 to 255, [height, width, channels] row-major. */
  change(picture: Float32Array, draw: Draw): void;
  /** Whether examples are ever mixed with others. */
  readonly mixes: boolean;
  /** Another of the step's `count` examples and its share in this one; null where none is mixed in. */
  partner(draw: Draw, count: number): { readonly place: number; readonly share: number } | null;
}

/** Undefined when there is nothing to change. Throws when the examples are no pictures. */
export async function loadAugmenter(
  selections: readonly AugmentationSelection[],
  { shape, isPicture }: Pick<EncodedExamples, "shape" | "isPicture">,
): Promise<Augmenter | undefined> {
  if (selections.length === 0) return undefined;
  const [height, width, channels] = shape;
  if (isPicture !== true || height === undefined || width === undefined || channels === undefined) {
    throw dataProblem(
      "augment-kind",
      "data.augment: only pictures can be augmented, but the features hold none. Leave it out.",
      "data.augment：只有图像可以增强，而当前特征中没有图像。请去掉该设置。",
    );
  }
  const loaded = await Promise.all(
    selections.map(async (selection) => {
      const create: CreateAugmentation<never> = await findDefinition(augmentations, selection.id).load();
      // The schema has matched the settings to the id.
      return create(selection as never);
    }),
  );
  return augmenterOf(loaded, [height, width, channels]);
}

function augmenterOf(list: readonly Augmentation[], shape: PictureShape): Augmenter {
  const before = new Float32Array(shape[0] * shape[1] * shape[2]);
  const mixing = list.find((each) => each.mix !== undefined);
  return {
    mixes: mixing !== undefined,
    change: (picture, { seed, step, place }) => {
      const random = new RandomStream(seed, STREAM_AUGMENT + place, step);
      let from = unchanged;
      for (const each of list) if (each.place !== undefined) from = composed(from, each.place(shape, random));
      if (from !== unchanged) {
        before.set(picture);
        resample(before, picture, shape, from);
      }
      for (const each of list) each.paint?.(picture, shape, random);
    },
    partner: ({ seed, step, place }, count) => {
      if (mixing?.mix === undefined || count < 2) return null;
      const random = new RandomStream(seed, STREAM_MIX + place, step);
      const other = random.nextBelow(count - 1);
      return { place: other < place ? other : other + 1, share: mixing.mix(random) };
    },
  };
}
