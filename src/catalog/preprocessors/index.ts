import { type z } from "zod";
import { selectionOf } from "../definition.ts";
import { bagOfWords } from "./bag-of-words/definition.ts";
import { bins } from "./bins/definition.ts";
import { clip } from "./clip/definition.ts";
import { impute } from "./impute/definition.ts";
import { log } from "./log/definition.ts";
import { minMax } from "./min-max/definition.ts";
import { normalizePixels } from "./normalize-pixels/definition.ts";
import { oneHot } from "./one-hot/definition.ts";
import { ordinal } from "./ordinal/definition.ts";
import { pca } from "./pca/definition.ts";
import { polynomial } from "./polynomial/definition.ts";
import { power } from "./power/definition.ts";
import { rescale } from "./rescale/definition.ts";
import { resize } from "./resize/definition.ts";
import { robust } from "./robust/definition.ts";
import { selectFeatures } from "./select-features/definition.ts";
import { standardize } from "./standardize/definition.ts";
import { tokenize } from "./tokenize/definition.ts";
import { windows } from "./windows/definition.ts";

export { binFields } from "./bin-fields.ts";

export const preprocessors = [
  impute,
  standardize,
  minMax,
  robust,
  log,
  power,
  clip,
  oneHot,
  ordinal,
  bins,
  polynomial,
  selectFeatures,
  pca,
  windows,
  bagOfWords,
  tokenize,
  resize,
  rescale,
  normalizePixels,
] as const;

/** `{ step, ... }` */
export const preprocessorSelection = selectionOf("step", preprocessors);
export type PreprocessorSelection = z.infer<typeof preprocessorSelection>;
export type PreprocessorInput = z.input<typeof preprocessorSelection>;

const suggested: readonly PreprocessorInput[] = [
  { step: "impute" },
  { step: "standardize" },
  { step: "one-hot" },
  { step: "bag-of-words" },
  { step: "rescale" },
];

/** What the studio suggests for columns that it knows nothing else of; steps touch only columns that suit them. */
export const suggestedPreprocess: readonly PreprocessorSelection[] = suggested.map((step) =>
  preprocessorSelection.parse(step),
);
