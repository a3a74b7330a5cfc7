/** Training pictures with small random changes, drawn by seed, step and place in the step: a resumed run draws the same. */
import {
  type Affine,
  type Augmentation,
  type CreateAugmentation,
  type PictureShape,
  unchanged,
} from "../catalog/augmentations/augmentation.ts";
import { augmentations } from "../catalog/augmentations/index.ts";
import { findDefinition } from "../catalog/definition.ts";
import type { Project } from "../project/project.ts";
import { RandomStream } from "../tensor/random.ts";
import { dataProblem } from "./data-problem.ts";
import { STREAM_AUGMENT, STREAM_MIX } from "./random-streams.ts";

/** Which draw: the step (from 1), and which of its examples. */
export interface Draw {
  readonly seed: number;
  readonly step: number;
  readonly place: number;
}

export interface Augmenter {
  /** Changes the picture where it is: pixels from 0 to 255, [height, width, channels] row-major. */
  change(picture: Float32Array, draw: Draw): void;
  /** Another of the step's `count` examples and its share in this one; null where none is mixed in. */
  partner(draw: Draw, count: number): { readonly place: number; readonly share: number } | null;
}

/** Null when there is nothing to change. Throws when `shape` is not that of a picture. */
export async function loadAugmenter(
  selections: NonNullable<Project["data"]["augment"]>,
  shape: readonly number[],
  isPicture: boolean,
): Promise<Augmenter | null> {
  if (selections.length === 0) return null;
  const [height, width, channels] = shape;
  if (!isPicture || height === undefined || width === undefined || channels === undefined) {
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

/** Where the pixels come from when a picture is changed by `first` and then by `second`. */
function composed(first: Affine, second: Affine): Affine {
  return {
    xx: first.xx * second.xx + first.xy * second.yx,
    xy: first.xx * second.xy + first.xy * second.yy,
    x0: first.xx * second.x0 + first.xy * second.y0 + first.x0,
    yx: first.yx * second.xx + first.yy * second.yx,
    yy: first.yx * second.xy + first.yy * second.yy,
    y0: first.yx * second.x0 + first.yy * second.y0 + first.y0,
  };
}

/** Between four pixels in proportion; what would come from outside comes from the edge. */
function resample(source: Float32Array, out: Float32Array, shape: PictureShape, from: Affine): void {
  const [height, width, channels] = shape;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [column - middleX, row - middleY];
      const sourceX = Math.min(width - 1, Math.max(0, from.xx * x + from.xy * y + from.x0 + middleX));
      const sourceY = Math.min(height - 1, Math.max(0, from.yx * x + from.yy * y + from.y0 + middleY));
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [alongX, alongY] = [sourceX - left, sourceY - top];
      const topLeft = (top * width + left) * channels;
      const right = left + 1 < width ? channels : 0;
      const below = top + 1 < height ? width * channels : 0;
      for (let channel = 0; channel < channels; channel++, at++) {
        const corner = topLeft + channel;
        const upper = source[corner]! + alongX * (source[corner + right]! - source[corner]!);
        const lower = source[corner + below]! + alongX * (source[corner + below + right]! - source[corner + below]!);
        out[at] = upper + alongY * (lower - upper);
      }
    }
  }
}
