import { z } from "zod";
import { epochsField, gammaField } from "../fields.ts";
import { defineSchedule, epochsBefore } from "../schedule.ts";

/** PyTorch's StepLR, stepped once an epoch. */
export const step = defineSchedule({
  id: "step",
  title: { en: "Step", zh: "阶梯衰减" },
  summary: { en: "Drops by a factor every few epochs.", zh: "每隔几轮按系数下降一次。" },
  config: z.strictObject({
    stepSize: epochsField(
      10,
      { en: "Every", zh: "间隔" },
      {
        en: "Epochs between two drops; a third of the run is usual.",
        zh: "相邻两次下降之间的轮数，常用全程的三分之一。",
      },
    ),
    gamma: gammaField(0.1),
  }),
  factor: (config, at) => config.gamma ** Math.floor(epochsBefore(at) / config.stepSize),
});
