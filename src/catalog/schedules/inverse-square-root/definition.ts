import { z } from "zod";
import { defineSchedule } from "../schedule.ts";

/** Vaswani et al. (2017), section 5.3, without its warm-up. */
export const inverseSquareRoot = defineSchedule({
  id: "inverse-square-root",
  title: { en: "Inverse square root", zh: "平方根倒数" },
  summary: {
    en: "Falls as one over the root of the step, the schedule of the first transformers.",
    zh: "按步数平方根的倒数下降，最早的 Transformer 所用。",
  },
  config: z.strictObject({
    from: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(100)
      .meta({
        field: {
          label: { en: "Full rate until step", zh: "保持全速至第几步" },
          help: {
            en: "The fall begins here: four times as many steps later the rate is half. The length of the warm-up is usual.",
            zh: "从这一步起下降：步数达到其 4 倍时学习率减半。常取预热的步数。",
          },
          scale: "log",
        },
      }),
  }),
  factor: (config, { step }) => Math.sqrt(config.from / Math.max(step, config.from)),
});
