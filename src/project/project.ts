/**
 * The project: what to train, on what, how. One schema is the file format, the database record, what a link carries
 * and the type. Parsed at the doors only.
 */
import { z } from "zod";
import { architectures } from "../catalog/architectures/index.ts";
import { layerSelection } from "../catalog/layers/index.ts";
import { preprocessorSelection } from "../catalog/preprocessors/index.ts";
import { seedField, trainingSchema } from "./training.ts";

export { trainingSchema };

export const SCHEMA_VERSION = 1;

const share = z.number().min(0).max(1);

/** By row: drawn by the data seed. By source: the data set's own test rows stay the test part. */
export const splitSchema = z
  .strictObject({
    train: share.default(0.8),
    validation: share.default(0.1),
    test: share.default(0.1),
    by: z.enum(["row", "source"]).default("row"),
  })
  .refine(
    (split) => split.train > 0 && split.train + split.validation + (split.by === "row" ? split.test : 0) < 1 + 1e-9,
    {
      error: "the parts must add up to 1 at most, and some rows must be left to train on",
      params: {
        text: {
          en: "the parts must add up to 1 at most, and some rows must be left to train on",
          zh: "各部分之和不能超过 1，且必须留有训练数据",
        },
      },
    },
  );
export type Split = z.infer<typeof splitSchema>;

export const dataSchema = z.strictObject({
  /** A built-in data set's id or a stored one's. */
  id: z.string().min(1),
  /** Settings of a generated data set. */
  config: z.record(z.string(), z.unknown()).optional(),
  /** Left out: the data set's own. */
  target: z.string().optional(),
  /** Left out: every column but the target. */
  features: z.array(z.string()).min(1).optional(),
  /** Left out: what the data set suggests, else 80 / 10 / 10 by row. */
  split: splitSchema.optional(),
  /** Left out: what the studio suggests. Empty: numbers as they stand in the file. */
  preprocess: z.array(preprocessorSelection).optional(),
  /**
   * Whether a number target is taught with mean 0 and deviation 1 of the training rows. Left out: where `preprocess` is
   * left out too and the data set does not suggest its own.
   */
  standardizeTarget: z.boolean().optional(),
  seed: seedField,
});

const [firstArchitecture, ...otherArchitectures] = architectures;

/** A preset with its settings, or a list of layers. */
export const modelSchema = z.union([
  z.strictObject({
    architecture: z.enum([firstArchitecture.id, ...otherArchitectures.map((definition) => definition.id)]),
    /** Checked against the preset's own schema. */
    config: z.record(z.string(), z.unknown()).default({}),
  }),
  z.strictObject({ layers: z.array(layerSelection).min(1) }),
]);

export const projectSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION).default(SCHEMA_VERSION),
  name: z.string().max(200).default("untitled"),
  data: dataSchema,
  model: modelSchema.prefault({ architecture: "mlp" }),
  training: trainingSchema.prefault({}),
});

export type Project = z.infer<typeof projectSchema>;
/** As a person or script writes it. */
export type ProjectInput = z.input<typeof projectSchema>;
