/** How a text is gone on with: what a person sets, a script hands over and the thread obeys. */
import { z } from "zod";

export const samplingSchema = z.strictObject({
  /** What the text begins with. */
  prompt: z.string().max(100_000).default(""),
  temperature: z
    .number()
    .min(0)
    .max(5)
    .default(0.8)
    .meta({
      field: {
        label: { en: "Temperature", zh: "温度" },
        help: {
          en: "Low: the likeliest again and again. High: bolder, with more slips. 0 takes the likeliest.",
          zh: "越低越保守，总选最可能的；越高越大胆，错误也越多。0 表示总取最可能的。",
        },
      },
    }),
  topK: z
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en: "Top-k", zh: "Top-k" },
        help: { en: "Draws only from so many of the likeliest.", zh: "只从最可能的若干个中抽取。" },
        start: 10,
      },
    }),
  topP: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .meta({
      field: {
        label: { en: "Top-p", zh: "Top-p" },
        help: {
          en: "Draws only from the likeliest that hold this share of the probability between them.",
          zh: "只从累计概率达到该比例的最可能者中抽取。",
        },
      },
    }),
  /** At most so many tokens a text; it may end by itself before. */
  length: z
    .int()
    .min(1)
    .max(100_000)
    .default(300)
    .meta({
      field: {
        label: { en: "Longest text", zh: "最大长度" },
        help: { en: "A text may end by itself before.", zh: "文本也可能提前自行结束。" },
        unit: { en: "tokens", zh: "个词元" },
        scale: "log",
      },
    }),
  count: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({ field: { label: { en: "Texts", zh: "篇数" } } }),
  seed: z
    .int()
    .min(0)
    .default(7)
    .meta({
      field: {
        label: { en: "Seed", zh: "随机种子" },
        help: { en: "Same seed, same texts.", zh: "种子相同，结果就相同。" },
      },
    }),
});
export type Sampling = z.infer<typeof samplingSchema>;
