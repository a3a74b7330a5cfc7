import { z } from "zod";
import { defineWrapper } from "../wrapper.ts";

export const sharpness = defineWrapper({
  id: "sharpness",
  title: { en: "Sharpness-aware (SAM)", zh: "锐度感知（SAM）" },
  summary: {
    en: "Takes the gradient a little uphill, so that training ends in wide, flat valleys. Each step costs twice as much.",
    zh: "在略微上坡处计算梯度，使训练停在宽而平的谷底。每步耗时加倍。",
  },
  paper: {
    title: "Sharpness-Aware Minimization for Efficiently Improving Generalization",
    authors: "P. Foret, A. Kleiner, H. Mobahi, B. Neyshabur",
    year: 2021,
    url: "https://arxiv.org/abs/2010.01412",
  },
  config: z.strictObject({
    radius: z
      .number()
      .positive()
      .max(100)
      .default(0.05)
      .meta({
        field: {
          label: { en: "Radius", zh: "半径" },
          help: {
            en: "How far uphill, as a distance of all weights; 0.01 to 0.2.",
            zh: "上坡的距离（全部权重），常用 0.01 到 0.2。",
          },
          scale: "log",
        },
      }),
  }),
  load: async () => (await import("./sharpness.ts")).sharpness,
});
