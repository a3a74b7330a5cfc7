import { z } from "zod";
import { endField, epochsField } from "../fields.ts";
import { defineSchedule, passesBefore } from "../schedule.ts";

/** SGDR (Loshchilov and Hutter 2017); PyTorch's CosineAnnealingWarmRestarts, stepped in fractions of an epoch. */
export const cosineRestarts = defineSchedule({
  id: "cosine-restarts",
  title: { en: "Cosine with restarts", zh: "带重启的余弦退火" },
  summary: {
    en: "Falls along a cosine and jumps back up, each time for longer.",
    zh: "沿余弦下降后跳回高点，周期逐次变长。",
  },
  config: z.strictObject({
    firstPeriod: epochsField(
      5,
      { en: "First period", zh: "首个周期" },
      { en: "Epochs until the first jump back up; 1 to 10 is usual.", zh: "首次跳回高点前的轮数，常用 1 到 10。" },
    ),
    growth: z
      .int()
      .min(1)
      .max(10)
      .default(2)
      .meta({
        field: {
          label: { en: "Each period longer by", zh: "周期倍增" },
          help: {
            en: "How many times as long each period is as the one before; 1 keeps them alike, 2 is usual.",
            zh: "每个周期是前一个的多少倍；1 表示等长，常用 2。",
          },
          unit: { en: "times", zh: "倍" },
        },
      }),
    end: endField,
  }),
  factor: (config, at) => {
    let position = passesBefore(at);
    let period = config.firstPeriod;
    while (position >= period) {
      position -= period;
      period *= config.growth;
    }
    return config.end + ((1 - config.end) * (1 + Math.cos((Math.PI * position) / period))) / 2;
  },
});
