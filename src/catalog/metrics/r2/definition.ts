import { z } from "zod";
import { defineMetric } from "../metric.ts";

export const r2 = defineMetric({
  id: "r2",
  title: { en: "R²", zh: "R²" },
  summary: {
    en: "The share of the target's variance that the model explains: 1 is perfect, 0 no better than the mean.",
    zh: "模型解释了目标方差的多大比例：1 为完美，0 表示不比取均值更好。",
  },
  tasks: ["regression"],
  better: "higher",
  unit: "none",
  config: z.strictObject({}),
  load: async () => (await import("./r2.ts")).r2,
});
