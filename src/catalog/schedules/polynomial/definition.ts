import { z } from "zod";
import { defineSchedule, progressAt } from "../schedule.ts";

/** PyTorch's PolynomialLR with total_iters the length of the run. */
export const polynomial = defineSchedule({
  id: "polynomial",
  title: { en: "Polynomial", zh: "多项式衰减" },
  summary: { en: "Falls to zero along a power curve.", zh: "沿幂函数曲线降到零。" },
  config: z.strictObject({
    power: z
      .number()
      .positive()
      .max(10)
      .default(2)
      .meta({ field: { label: { en: "Power", zh: "幂次" } } }),
  }),
  factor: (config, at) => (1 - progressAt(at)) ** config.power,
});
