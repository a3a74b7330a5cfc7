import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const fashionMnist = defineDataset({
  id: "fashion-mnist",
  title: { en: "Clothes (Fashion-MNIST)", zh: "服饰（Fashion-MNIST）" },
  summary: {
    en: "A sample of 12,000 of the 70,000 pictures, 28 × 28 pixels, ten kinds of clothes, equally many of each: 10,000 to learn from and 2,000 of the test pictures.",
    zh: "从 70,000 张图片中抽取的 12,000 张样本，28 × 28 像素，十类服饰数量相等：10,000 张用于学习，2,000 张取自原测试集。",
  },
  kind: "images",
  rows: 12_000,
  target: "label",
  source: {
    credit: {
      en: "H. Xiao, K. Rasul and R. Vollgraf, Zalando SE, 2017; sample drawn from Debian's package dataset-fashion-mnist",
      zh: "H. Xiao、K. Rasul、R. Vollgraf，Zalando SE，2017；样本抽自 Debian 软件包 dataset-fashion-mnist",
    },
    licence: "MIT",
  },
  suggested: { split: { train: 0.9, validation: 0.1, by: "source" } },
  config: z.strictObject({}),
  load: async () => (await import("./fashion-mnist.ts")).loadFashionMnist,
});
