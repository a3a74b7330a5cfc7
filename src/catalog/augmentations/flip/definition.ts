import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const flip = defineAugmentation({
  id: "flip",
  title: { en: "Flip", zh: "翻转" },
  summary: {
    en: "Mirrors every second picture. For things that look the same from both sides; not for digits and letters.",
    zh: "随机镜像一半的图像。适合左右无别的物体，不适合数字和文字。",
  },
  config: z.strictObject({
    direction: z
      .enum(["horizontal", "vertical", "both"])
      .default("horizontal")
      .meta({
        field: {
          label: { en: "Direction", zh: "方向" },
          choices: {
            horizontal: { en: "left–right", zh: "左右" },
            vertical: { en: "up–down", zh: "上下" },
            both: { en: "both", zh: "两者" },
          },
        },
      }),
  }),
  load: async () => (await import("./flip.ts")).createFlip,
});
