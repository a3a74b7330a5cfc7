import { z } from "zod";
import { defineLayer } from "../layer.ts";

/** Shared with the presets that offer dropout. */
export const dropoutRateField = z
  .number()
  .min(0)
  .lt(1)
  .default(0)
  .meta({
    field: {
      label: { en: "Dropout", zh: "随机失活率" },
      help: {
        en: "The share of units silenced at random in each training step, against over-fitting.",
        zh: "每个训练步中随机关闭的单元比例，用于防止过拟合。",
      },
    },
  });

export const dropout = defineLayer({
  id: "dropout",
  title: { en: "Dropout", zh: "随机失活" },
  summary: {
    en: "Silences some inputs at random while training, so that none is relied on alone.",
    zh: "训练时随机关闭部分输入，避免过度依赖某一个。",
  },
  config: z.strictObject({ rate: dropoutRateField }),
  plan: (_config, input) => ({ output: input, parameters: [], state: [], multiplyAdds: 0 }),
  load: async () => (await import("./dropout.ts")).dropout,
});
