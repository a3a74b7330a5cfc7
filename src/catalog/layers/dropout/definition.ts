import { z } from "zod";
import { defineLayer, plainPlan, detailOf } from "../layer.ts";
import { pictureOf, sequenceOf } from "../shapes.ts";

const load = async () => import("./dropout.ts");

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

const config = z.strictObject({ rate: dropoutRateField });
const detail = ({ rate }: { readonly rate: number }) => detailOf(rate);

export const dropout = defineLayer({
  id: "dropout",
  title: { en: "Dropout", zh: "随机失活" },
  summary: {
    en: "Silences some inputs at random while training, so that none is relied on alone.",
    zh: "训练时随机关闭部分输入，避免过度依赖某一个。",
  },
  config,
  detail,
  plan: (_config, input) => plainPlan(input),
  load: async () => (await load()).dropout,
});

export const spatialDropout2d = defineLayer({
  id: "spatial-dropout2d",
  title: { en: "Spatial dropout", zh: "空间随机失活" },
  summary: {
    en: "Silences whole channels of a picture at random while training.",
    zh: "训练时随机关闭图像的整个通道。",
  },
  config,
  detail,
  plan: (_config, input) => plainPlan(pictureOf({ en: "spatial dropout", zh: "空间随机失活" }, input)),
  load: async () => (await load()).spatialDropout,
});

export const spatialDropout1d = defineLayer({
  id: "spatial-dropout1d",
  title: { en: "Spatial dropout (1-D)", zh: "一维空间随机失活" },
  summary: {
    en: "Silences whole features of a sequence at random while training.",
    zh: "训练时随机关闭序列的整个特征。",
  },
  config,
  detail,
  plan: (_config, input) => plainPlan(sequenceOf({ en: "spatial dropout", zh: "空间随机失活" }, input)),
  load: async () => (await load()).spatialDropout,
});

export const gaussianNoise = defineLayer({
  id: "gaussian-noise",
  title: { en: "Gaussian noise", zh: "高斯噪声" },
  summary: {
    en: "Adds normal noise while training, other noise each step.",
    zh: "训练时加入正态噪声，每一步都不同。",
  },
  config: z.strictObject({
    stddev: z
      .number()
      .min(0)
      .max(100)
      .default(0.1)
      .meta({ field: { label: { en: "Standard deviation", zh: "标准差" } } }),
  }),
  detail: ({ stddev }) => detailOf(stddev),
  plan: (_config, input) => plainPlan(input),
  load: async () => (await load()).gaussianNoise,
});

export const gaussianDropout = defineLayer({
  id: "gaussian-dropout",
  title: { en: "Gaussian dropout", zh: "高斯失活" },
  summary: {
    en: "Multiplies with normal noise around 1 while training: a soft dropout.",
    zh: "训练时乘以均值为 1 的正态噪声：一种柔和的随机失活。",
  },
  config,
  detail,
  plan: (_config, input) => plainPlan(input),
  load: async () => (await load()).gaussianDropout,
});
