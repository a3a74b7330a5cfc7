/**
 * The project: what to train, on what, how. One schema is the file format, the database record, what a link carries
 * and the type. Parsed at the doors only.
 */
import { z } from "zod";
import { architectures } from "../catalog/architectures/index.ts";
import { augmentationSelection } from "../catalog/augmentations/index.ts";
import { layerSelection } from "../catalog/layers/index.ts";
import { binFields, preprocessorSelection } from "../catalog/preprocessors/index.ts";
import { seedField, trainingSchema } from "./training.ts";

export { trainingSchema };

export const SCHEMA_VERSION = 1;
export const UNTITLED = "untitled";
export const LONGEST_NAME = 200;

const share = z.number().min(0).max(1);

const sharesText = {
  en: "the parts must add up to 1 at most, and some rows must be left to train on",
  zh: "各部分之和不能超过 1，且必须留有训练数据",
};

/** One of several equal slices is held back for validation; the test share is taken off before. */
const foldsSchema = z
  .strictObject({ count: z.int().min(2).max(100).default(5), held: z.int().min(1).max(100).default(1) })
  .refine(({ count, held }) => held <= count, {
    error: "the fold held back must be one of them",
    params: { text: { en: "the fold held back must be one of them", zh: "留出的折必须在总折数之内" } },
  });

/**
 * By row: drawn by the data seed. By source: the data set's own test rows stay the test part. By group, by time: as
 * the columns with these roles say. By column: `column` names each row's part.
 */
export const splitSchema = z
  .strictObject({
    train: share.default(0.8),
    validation: share.default(0.1),
    test: share.default(0.1),
    by: z.enum(["row", "source", "group", "time", "column"]).default("row"),
    /** Whether every part has the classes in the same proportions; by row and by source. */
    stratify: z.boolean().default(false),
    /** For a split by column. */
    column: z.string().optional(),
    /** Instead of shares for training and validation. */
    folds: foldsSchema.nullable().default(null),
  })
  .refine(
    ({ train, validation, test, by, folds }) => {
      if (by === "column") return true;
      const ownTest = by === "source" ? 0 : test;
      return folds === null ? train > 0 && train + validation + ownTest < 1 + 1e-9 : ownTest < 1;
    },
    { error: sharesText.en, params: { text: sharesText } },
  );
export type Split = z.infer<typeof splitSchema>;

/** How much rare classes count, in the training part only. */
export const balanceSchema = z.discriminatedUnion("by", [
  /** Each example's loss is multiplied; "balanced": by rows / (classes × rows of its class). A class left out has 1. */
  z.strictObject({
    by: z.literal("weights"),
    weights: z.union([z.literal("balanced"), z.record(z.string(), z.number().min(0).max(1e6))]).default("balanced"),
  }),
  /** Rows are drawn again, or left out, until every class has as many. */
  z.strictObject({ by: z.literal("oversample") }),
  z.strictObject({ by: z.literal("undersample") }),
]);
export type Balance = z.infer<typeof balanceSchema>;

/** Cuts a number target into ranges: the model then tells classes apart. */
export const targetBinsSchema = z.strictObject(binFields).meta({
  field: {
    label: { en: "Cut the target into ranges", zh: "将目标分箱" },
    help: {
      en: "The model then tells which range a row is in, instead of the number.",
      zh: "模型将预测所在区间，而不是具体数值。",
    },
  },
});

export const dataTasks = ["predict", "reconstruct", "continue"] as const;
export type DataTask = (typeof dataTasks)[number];

export const dataSchema = z.strictObject({
  /** A built-in data set's id or a stored one's. */
  id: z.string().min(1),
  /** Settings of a generated data set. */
  config: z.record(z.string(), z.unknown()).optional(),
  /**
   * What is learnt: to tell the target column from the features, to give the features back, or to go on with a text.
   * The last two need no target. Left out: the first.
   */
  task: z.enum(dataTasks).optional(),
  /** Left out: the data set's own. */
  target: z.string().optional(),
  /** Left out: every column that has no other role; with windows, the target's own past too. */
  features: z.array(z.string()).min(1).optional(),
  /** Rows of one group stay together, and no window reaches from one group into another. */
  group: z.string().optional(),
  /** What the rows are ordered by. */
  time: z.string().optional(),
  /** Left out: what the data set suggests, else 80 / 10 / 10 by row. */
  split: splitSchema.optional(),
  /** Left out: what the studio suggests. Empty: numbers as they stand in the file. */
  preprocess: z.array(preprocessorSelection).optional(),
  /**
   * Whether a number target is taught with mean 0 and deviation 1 of the training rows. Left out: where `preprocess` is
   * left out too and the data set does not suggest its own.
   */
  standardizeTarget: z
    .boolean()
    .optional()
    .meta({
      field: {
        label: { en: "Scale the target", zh: "缩放目标" },
        help: {
          en: "Taught with mean 0 and standard deviation 1, and told in its own unit.",
          zh: "以均值 0、标准差 1 学习，结果仍按原单位给出。",
        },
      },
    }),
  /** What the numbers of columns are measured in, by their names. A column left out: what its name tells. */
  units: z.record(z.string(), z.string().max(24)).optional(),
  targetBins: targetBinsSchema.optional(),
  balance: balanceSchema.optional(),
  /** Changes to the training pictures, one after the other. */
  augment: z.array(augmentationSelection).optional(),
  seed: seedField,
});

const [firstArchitecture, ...otherArchitectures] = architectures;
const architectureId = z.enum([firstArchitecture.id, ...otherArchitectures.map((definition) => definition.id)]);

/** A preset with its settings, or a list of layers. */
export const modelSchema = z.union([
  z.strictObject({
    architecture: architectureId,
    /** Checked against the preset's own schema. */
    config: z.record(z.string(), z.unknown()).default({}),
  }),
  z.strictObject({
    layers: z.array(layerSelection).min(1),
    /** The preset that the list began as. */
    basedOn: architectureId.optional(),
  }),
]);

/** Layers that begin with the weights of a model in the library instead of drawn ones. */
const startFromSchema = z.strictObject({
  /** Its id. */
  model: z.string().min(1),
  /** Names of layers, such as "conv2d-1", the same in both; left out: all that have the same shapes in both. */
  layers: z.array(z.string()).min(1).optional(),
});

export const projectSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION).default(SCHEMA_VERSION),
  name: z.string().max(LONGEST_NAME).default(UNTITLED),
  data: dataSchema,
  model: modelSchema.prefault({ architecture: "mlp" }),
  startFrom: startFromSchema.optional(),
  training: trainingSchema.prefault({}),
});

export type Project = z.infer<typeof projectSchema>;
export type ArchitectureId = z.infer<typeof architectureId>;
/** As a person or script writes it. */
export type ProjectInput = z.input<typeof projectSchema>;
