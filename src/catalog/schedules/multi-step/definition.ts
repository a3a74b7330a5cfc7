import { z } from "zod";
import { gammaField } from "../fields.ts";
import { defineSchedule, epochsBefore } from "../schedule.ts";

/** PyTorch's MultiStepLR, stepped once an epoch. */
export const multiStep = defineSchedule({
  id: "multi-step",
  title: { en: "Milestones", zh: "里程碑衰减" },
  summary: { en: "Drops by a factor at chosen epochs.", zh: "在指定轮次按系数下降。" },
  config: z.strictObject({
    milestones: z
      .array(z.int().min(1))
      .min(1)
      .max(32)
      .default([10, 20])
      .meta({
        field: {
          label: { en: "Epochs to drop at", zh: "下降的轮次" },
          help: {
            en: "After how many epochs the rate drops, with commas between; often half and three quarters of the run.",
            zh: "在第几轮后下降，用逗号分隔，常取全程的一半与四分之三处。",
          },
        },
      }),
    gamma: gammaField(0.1),
  }),
  factor: (config, at) => {
    const epoch = epochsBefore(at);
    return config.gamma ** config.milestones.filter((milestone) => milestone <= epoch).length;
  },
});
