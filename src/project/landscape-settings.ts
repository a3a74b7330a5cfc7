/** What the room of landscapes shows: which landscape, who walks on it, from where, and how. */
import { z } from "zod";
import { findDefinition } from "../catalog/definition.ts";
import { landscapes, landscapeSelection } from "../catalog/landscapes/index.ts";
import { optimizerSelection } from "../catalog/optimizers/index.ts";

/** Dashes and colours tell as many paths apart. */
export const MOST_WALKERS = 8;

const walkerSchema = z.strictObject({
  optimizer: optimizerSelection,
  /** The rate is the one that suits the landscape, not the optimizer's own. */
  isFitted: z.boolean(),
});

export const walkSchema = z.strictObject({
  steps: z
    .int()
    .min(1)
    .max(2000)
    .default(150)
    .meta({ field: { label: { en: "Steps", zh: "步数" } } }),
  noise: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .meta({
      field: {
        label: { en: "Gradient noise", zh: "梯度噪声" },
        help: {
          en: "Standard deviation of what is added to each part of the gradient, as if it came from a batch. 0 is exact.",
          zh: "加到梯度各分量上的噪声的标准差，模拟小批量的梯度。0 表示精确梯度。",
        },
      },
    }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1)
    .meta({ field: { label: { en: "Seed of noise and batches", zh: "噪声与批次的种子" } } }),
});

export const landscapeSettingsSchema = z.strictObject({
  landscape: landscapeSelection,
  /** Null: where the landscape has its own start. */
  start: z.tuple([z.number(), z.number()]).nullable(),
  walkers: z.array(walkerSchema).max(MOST_WALKERS),
  /** Who walks on landscapes of the other kind, formulas or data, while one of this kind is shown. */
  aside: z.array(walkerSchema).max(MOST_WALKERS),
  walk: walkSchema,
});

export type LandscapeSettings = z.infer<typeof landscapeSettingsSchema>;
export type Walker = LandscapeSettings["walkers"][number];

/** What a visit begins with: the four that every lecture draws, in the valley that tells them apart. */
export function firstLandscape(): LandscapeSettings {
  const fitted = (ids: readonly string[]) => ids.map((id) => ({ optimizer: { id }, isFitted: true }));
  return landscapeSettingsSchema.parse({
    landscape: { id: "rosenbrock", steepness: 20 },
    start: null,
    walkers: fitted(["gradient-descent", "momentum", "rmsprop", "adam"]),
    aside: fitted(findDefinition(landscapes, "linear-regression").walkers ?? []),
    walk: {},
  });
}
