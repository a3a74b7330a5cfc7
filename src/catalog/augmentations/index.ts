import type { z } from "zod";
import { selectionOf } from "../definition.ts";
import { brightness } from "./brightness/definition.ts";
import { cutout } from "./cutout/definition.ts";
import { flip } from "./flip/definition.ts";
import { mixup } from "./mixup/definition.ts";
import { noise } from "./noise/definition.ts";
import { rotate } from "./rotate/definition.ts";
import { shift } from "./shift/definition.ts";
import { zoom } from "./zoom/definition.ts";

export const augmentations = [flip, rotate, shift, zoom, brightness, noise, cutout, mixup] as const;

/** `{ id, ... }` */
export const augmentationSelection = selectionOf("id", augmentations);
export type AugmentationSelection = z.infer<typeof augmentationSelection>;
