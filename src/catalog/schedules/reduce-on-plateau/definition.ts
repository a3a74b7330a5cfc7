import { z } from "zod";
import { defineSchedule } from "../schedule.ts";

/** PyTorch's ReduceLROnPlateau in mode "min" with a relative threshold, stepped after each evaluation. */
export const reduceOnPlateau = defineSchedule({
  id: "reduce-on-plateau",
  title: { en: "Reduce on plateau", zh: "停滞时衰减" },
  summary: {
    en: "Keeps the rate while the validation loss falls and cuts it when that stalls.",
    zh: "验证损失下降时保持学习率，停滞时降低。",
  },
  config: z.strictObject({
    factor: z
      .number()
      .positive()
      .lt(1)
      .default(0.1)
      .meta({
        field: {
          label: { en: "Factor", zh: "衰减系数" },
          help: { en: "What the rate is multiplied with when the loss stalls.", zh: "停滞时学习率所乘的系数。" },
        },
      }),
    patience: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(10)
      .meta({
        field: {
          label: { en: "Patience", zh: "耐心" },
          help: { en: "Evaluations without improvement that are put up with.", zh: "容忍多少次评估没有改进。" },
          unit: { en: "evaluations", zh: "次评估" },
        },
      }),
    threshold: z
      .number()
      .min(0)
      .lt(1)
      .default(1e-4)
      .meta({
        field: {
          label: { en: "Least improvement", zh: "最小改进" },
          help: { en: "Share of the best loss that counts as better.", zh: "相对最佳损失改进多少才算数。" },
          scale: "log",
        },
      }),
    minRate: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        field: {
          label: { en: "Lowest", zh: "下限" },
          help: { en: "Share of the starting rate below which it never falls.", zh: "学习率不低于初始值的这个比例。" },
        },
      }),
  }),
  factor: (_config, { memory }) => memory?.["share"] ?? 1,
  memory: {
    first: { share: 1, stalled: 0 },
    observe: (config, memory, loss) => {
      const share = memory["share"] ?? 1;
      const best = memory["best"] ?? Infinity;
      if (loss < best * (1 - config.threshold)) return { share, stalled: 0, best: loss };
      const stalled = (memory["stalled"] ?? 0) + 1;
      // Without a best there is nothing to remember: the loss has been NaN all along.
      const kept = best === Infinity ? {} : { best };
      if (stalled <= config.patience) return { share, stalled, ...kept };
      return { share: Math.max(share * config.factor, config.minRate), stalled: 0, ...kept };
    },
  },
});
