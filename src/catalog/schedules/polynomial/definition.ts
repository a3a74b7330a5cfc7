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
      .meta({
        field: {
          label: { en: "Power", zh: "幂次" },
          help: {
            en: "1 is a straight line; higher falls sooner and ends more gently; 0.9 to 2 is usual.",
            zh: "1 为直线；越大则前期降得越快、末期越平缓，常用 0.9 到 2。",
          },
        },
      }),
  }),
  factor: (config, at) => (1 - progressAt(at)) ** config.power,
});
