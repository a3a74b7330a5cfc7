/**
 * The project: what to train, on what, how. One schema is the file format, the database record, what a link carries
 * and the type. Parsed at the doors only.
 */
import { z } from "zod";
import { architectures } from "../catalog/architectures/index.ts";
import { layerSelection } from "../catalog/layers/index.ts";
import { losses } from "../catalog/losses/index.ts";
import { optimizerSelection } from "../catalog/optimizers/index.ts";
import { preprocessorSelection } from "../catalog/preprocessors/index.ts";
import { scheduleSelection } from "../catalog/schedules/index.ts";

export const SCHEMA_VERSION = 1;

const seedField = z
  .int()
  .min(0)
  .default(7)
  .meta({
    field: {
      label: { en: "Seed", zh: "随机种子" },
      help: {
        en: "Same seed, same start, same order of examples: the run repeats exactly.",
        zh: "种子相同，初始权重与样本顺序就相同，训练可完全重现。",
      },
    },
  });

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

export const trainingSchema = z.strictObject({
  optimizer: optimizerSelection.prefault({ id: "adam" }),
  schedule: scheduleSelection.prefault({ id: "constant" }),
  loss: z.enum(["auto", ...losses.map((definition) => definition.id)]).default("auto"),
  batchSize: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(128)
    .meta({
      field: {
        label: { en: "Batch size", zh: "批量大小" },
        help: { en: "Examples a step learns from together.", zh: "每一步共同学习的样本数。" },
        scale: "log",
      },
    }),
  epochs: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(3)
    .meta({
      field: {
        label: { en: "Epochs", zh: "训练轮数" },
        help: { en: "Passes over the whole training part.", zh: "遍历全部训练数据的次数。" },
      },
    }),
  /** Set: the run ends at this step, whatever `epochs` says. */
  steps: z.int().min(1).max(1_000_000_000).nullable().default(null),
  clip: z.null().default(null),
  stopping: z.null().default(null),
  seed: seedField,
  backend: z
    .enum(["auto", "webgpu", "wasm", "webgl", "cpu"])
    .default("auto")
    .meta({
      field: {
        label: { en: "Device", zh: "计算设备" },
        help: { en: "Auto takes what was fastest when measured here.", zh: "“自动”会选用在本机实测最快的设备。" },
        choices: {
          auto: { en: "Auto", zh: "自动" },
          webgpu: { en: "WebGPU", zh: "WebGPU" },
          wasm: { en: "WebAssembly", zh: "WebAssembly" },
          webgl: { en: "WebGL", zh: "WebGL" },
          cpu: { en: "Plain CPU", zh: "纯 CPU" },
        },
      },
    }),
  trainer: z.enum(["auto", "reference"]).default("auto"),
});

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
