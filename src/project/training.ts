/** The training half of a project: how the model learns, in what steps, and until when. */
import { z } from "zod";
import { losses, lossSelection } from "../catalog/losses/index.ts";
import { metrics, metricSelection } from "../catalog/metrics/index.ts";
import { optimizerSelection } from "../catalog/optimizers/index.ts";
import { scheduleSelection } from "../catalog/schedules/index.ts";
import { wrapperSelection, wrappers } from "../catalog/wrappers/index.ts";
import { stoppingSchema } from "./stopping.ts";

export const seedField = z
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

/** Bounds on the gradient before the optimizer sees it. */
export const clipSchema = z.strictObject({
  by: z
    .enum(["value", "norm", "global-norm"])
    .default("global-norm")
    .meta({
      field: {
        label: { en: "Clip by", zh: "裁剪方式" },
        help: {
          en: "What is bounded: each number, the length of each parameter's gradient, or the length of all together.",
          zh: "限制的对象：每个数、每个参数梯度的长度，或全部梯度的总长度。",
        },
        choices: {
          value: { en: "Value", zh: "数值" },
          norm: { en: "Norm of each parameter", zh: "各参数范数" },
          "global-norm": { en: "Norm of all together", zh: "全局范数" },
        },
      },
    }),
  limit: z
    .number()
    .positive()
    .max(1e30)
    .default(1)
    .meta({
      field: {
        label: { en: "Limit", zh: "上限" },
        help: { en: "Larger gradients are scaled down to this.", zh: "超过该值的梯度会被缩小到该值。" },
        scale: "log",
      },
    }),
});
export type Clip = z.infer<typeof clipSchema>;

/** A straight rise to the full rate, before any schedule. */
export const warmupSchema = z.strictObject({
  steps: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .default(100)
    .meta({
      field: {
        label: { en: "Steps of warm-up", zh: "预热步数" },
        help: {
          en: "How long the rise takes; 1 to 10% of the run is usual.",
          zh: "上升所用的步数，常用全程的 1% 到 10%。",
        },
        scale: "log",
      },
    }),
  from: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      field: {
        label: { en: "Starts at", zh: "起始比例" },
        help: { en: "Share of the rate that the first step has.", zh: "第一步学习率占目标学习率的比例。" },
      },
    }),
});

export const trainingSchema = z.strictObject({
  optimizer: optimizerSelection.prefault({ id: "adam" }),
  schedule: scheduleSelection.prefault({ id: "constant" }),
  /** Around the optimizer, the first next to it. */
  wrappers: z
    .array(wrapperSelection)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
      error: "names a wrapper twice",
      params: {
        text: { en: "lists a wrapper twice; each can be there once", zh: "重复列出了同一项，每项只能出现一次" },
      },
    })
    .default([])
    .meta({
      field: {
        label: { en: "Around the optimizer", zh: "优化器外层" },
        help: {
          en: "Averaged weights, Lookahead, sharpness-aware steps.",
          zh: "权重平均、Lookahead、锐度感知等。",
        },
        choices: Object.fromEntries(wrappers.map(({ id, title }) => [id, title])),
      },
    }),
  warmup: warmupSchema
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en: "Warm-up", zh: "预热" },
        help: { en: "Raises the rate step by step before the schedule begins.", zh: "在调度开始前逐步提高学习率。" },
      },
    }),
  /** By its id, or `{ id, ... }` with settings of its own. */
  loss: z.union([z.enum(["auto", ...losses.map((definition) => definition.id)]), lossSelection]).default("auto"),
  /** Left out: those that suit the target best. */
  metrics: z
    .array(metricSelection)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
      error: "names a metric twice",
      params: {
        text: { en: "lists a metric twice; each can be there once", zh: "重复列出了同一指标，每个只能出现一次" },
      },
    })
    .optional()
    .meta({
      field: {
        label: { en: "Choose metrics", zh: "自选指标" },
        help: {
          en: "What the run is measured by beside its loss: curves over the run, and scores at its end.",
          zh: "除损失外用来衡量训练的指标：训练中的曲线与结束时的得分。",
        },
        choices: Object.fromEntries(metrics.map(({ id, title }) => [id, title])),
      },
    }),
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
  accumulate: z
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .meta({
      field: {
        label: { en: "Batches a step", zh: "梯度累积" },
        help: {
          en: "Adds up the gradients of this many batches before the weights move: a large batch in little memory.",
          zh: "累加多少个批次的梯度后再更新权重：用较少的内存实现大批量。",
        },
        unit: { en: "batches", zh: "批" },
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
  clip: clipSchema
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en: "Gradient clipping", zh: "梯度裁剪" },
        help: {
          en: "Keeps one steep batch from throwing the weights far off.",
          zh: "防止个别过陡的批次把权重甩得太远。",
        },
      },
    }),
  layerRates: z
    .record(z.string(), z.number().min(0).max(1e6))
    .default({})
    .meta({
      field: {
        label: { en: "Layer rates", zh: "各层学习率系数" },
        help: {
          en: 'Factors on the learning rate by layer, such as {"dense-1": 0.1}; 0 freezes a layer.',
          zh: '按层设置学习率系数，如 {"dense-1": 0.1}；0 表示冻结该层。',
        },
      },
    }),
  stopping: stoppingSchema
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en: "Early stopping", zh: "提前停止" },
        help: {
          en: "Ends the run before its last step; whichever rule fires first.",
          zh: "在最后一步前结束训练，以先触发的规则为准。",
        },
      },
    }),
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
  trainer: z
    .enum(["auto", "compiled", "reference"])
    .default("auto")
    .meta({
      field: {
        label: { en: "Trainer", zh: "训练器" },
        help: {
          en: "Compiled: a step is recorded once, fused and replayed, on WebGPU or WebAssembly. Reference: operation by operation, on any device.",
          zh: "编译：把一步训练录制、融合后在 WebGPU 或 WebAssembly 上重放。参考：在任何设备上逐个运算执行。",
        },
        choices: {
          auto: { en: "Auto", zh: "自动" },
          compiled: { en: "Compiled", zh: "编译" },
          reference: { en: "Reference", zh: "参考" },
        },
      },
    }),
  halfPrecision: z
    .boolean()
    .default(false)
    .meta({
      field: {
        label: { en: "Half precision allowed", zh: "允许半精度" },
        help: {
          en: "Products on WebGPU may use 16-bit numbers where the GPU has them. Taken only if the loss of the run's first steps stays within 1%.",
          zh: "在支持的 GPU 上，WebGPU 的矩阵乘法可使用 16 位数；仅当最初几步的损失偏差不超过 1% 时才采用。",
        },
      },
    }),
});
