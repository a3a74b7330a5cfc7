import { type z } from "zod";
import { selectionOf } from "../definition.ts";
import { impute } from "./impute/definition.ts";
import { oneHot } from "./one-hot/definition.ts";
import { rescale } from "./rescale/definition.ts";
import { standardize } from "./standardize/definition.ts";

export const preprocessors = [impute, standardize, oneHot, rescale] as const;

/** `{ step, ... }` */
export const preprocessorSelection = selectionOf("step", preprocessors);
export type PreprocessorSelection = z.infer<typeof preprocessorSelection>;

/** What the studio suggests for columns that it knows nothing else of; steps touch only columns that suit them. */
export const suggestedPreprocess: readonly PreprocessorSelection[] = [
  { step: "impute", numbers: "median" },
  { step: "standardize" },
  { step: "one-hot" },
  { step: "rescale" },
];
