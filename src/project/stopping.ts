/** When a run ends before its last step: any number of these together, whichever comes first. */
import { z } from "zod";
import { metrics } from "../catalog/metrics/index.ts";

const [firstMetric, ...otherMetrics] = metrics;
const metricField = z.enum(["loss", firstMetric.id, ...otherMetrics.map(({ id }) => id)]).meta({
  field: {
    label: { en: "Measure", zh: "指标" },
    help: {
      en: "Measured on the validation part; on the training batches where there is none.",
      zh: "在验证集上测量；没有验证集时使用训练批次的值。",
    },
    choices: {
      loss: { en: "Loss", zh: "损失" },
      ...Object.fromEntries(metrics.map(({ id, title }) => [id, title])),
    },
  },
});

export const stoppingSchema = z.strictObject({
  seconds: z
    .number()
    .positive()
    .max(1e9)
    .optional()
    .meta({
      field: {
        label: { en: "Time limit", zh: "时间上限" },
        help: { en: "Ends the run after this long.", zh: "达到该时长后结束训练。" },
        unit: { en: "s", zh: "秒" },
        scale: "log",
        start: 300,
      },
    }),
  target: z
    .strictObject({
      metric: metricField.default("loss"),
      value: z.number().meta({
        field: {
          label: { en: "Goal", zh: "目标值" },
          help: { en: "The run ends when the measure is this good.", zh: "指标达到该值时结束训练。" },
          start: 0.1,
        },
      }),
    })
    .optional()
    .meta({
      field: {
        label: { en: "Goal reached", zh: "达到目标" },
        help: { en: "Ends the run once a measure is good enough.", zh: "某个指标足够好时结束训练。" },
      },
    }),
  patience: z
    .strictObject({
      evaluations: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(10)
        .meta({
          field: {
            label: { en: "Patience", zh: "耐心" },
            help: { en: "Ends after this many evaluations without improvement.", zh: "连续多少次评估无改进后结束。" },
            unit: { en: "evaluations", zh: "次评估" },
          },
        }),
      minImprovement: z
        .number()
        .min(0)
        .max(1e9)
        .default(0)
        .meta({
          field: {
            label: { en: "Least improvement", zh: "最小改进" },
            help: { en: "Smaller gains do not count.", zh: "小于该值的改进不计。" },
          },
        }),
      metric: metricField.default("loss"),
      restoreBest: z
        .boolean()
        .default(true)
        .meta({
          field: {
            label: { en: "Keep the best weights", zh: "保留最佳权重" },
            help: {
              en: "The model is the one that measured best, not the last.",
              zh: "保存指标最佳时的模型，而不是最后的模型。",
            },
          },
        }),
    })
    .optional()
    .meta({
      field: {
        label: { en: "No more improvement", zh: "不再改进" },
        help: {
          en: "Ends the run when a measure has stalled, before the model over-fits.",
          zh: "指标停滞时结束训练，避免过拟合。",
        },
      },
    }),
  gradientNorm: z
    .number()
    .positive()
    .max(1e30)
    .optional()
    .meta({
      field: {
        label: { en: "Gradient norm below", zh: "梯度范数低于" },
        help: {
          en: "Ends when the gradient is this short, on average over the steps between two evaluations.",
          zh: "两次评估之间各步的平均梯度范数低于该值时结束。",
        },
        scale: "log",
        start: 0.001,
      },
    }),
});
export type StoppingRules = z.infer<typeof stoppingSchema>;
