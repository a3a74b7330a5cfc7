import { z } from "zod";
import { gammaField } from "../fields.ts";
import { defineSchedule, epochsBefore } from "../schedule.ts";

/** PyTorch's ExponentialLR, stepped once an epoch. */
export const exponential = defineSchedule({
  id: "exponential",
  title: { en: "Exponential", zh: "指数衰减" },
  summary: { en: "Shrinks by the same factor every epoch.", zh: "每轮按相同系数缩小。" },
  config: z.strictObject({ gamma: gammaField(0.95) }),
  factor: (config, at) => config.gamma ** epochsBefore(at),
});
