import { z } from "zod";
import type { LayerInput } from "../../layers/index.ts";
import { defineBackbone } from "../backbone.ts";

const block = (filters: number, stride: number): readonly LayerInput[] => [
  { type: "conv2d", filters, kernelSize: [3, 3], strides: [stride, stride], padding: "same", useBias: false },
  { type: "batch-normalization", momentum: 0.9 },
  { type: "activation", activation: "relu" },
];

export const picturesBackbone = defineBackbone({
  id: "backbone-pictures",
  title: { en: "Small pictures", zh: "小图像" },
  summary: {
    en: "Four convolutions that tell digits and clothes apart, light on dark or dark on light. For few examples of other small pictures, grey or in colour; about 28 × 28 pixels suit it best.",
    zh: "四层卷积，能区分数字与服饰，明暗可互换。适合样本很少的其他小图像，灰度或彩色均可，28 × 28 像素左右效果最好。",
  },
  config: z.strictObject({}),
  layers: [...block(16, 1), ...block(32, 2), ...block(64, 2), ...block(64, 1), { type: "global-average-pooling2d" }],
  input: [28, 28, 1],
  trainedOn: {
    en: "20,000 pictures of digits (MNIST) and clothes (Fashion-MNIST)",
    zh: "20,000 张数字（MNIST）与服饰（Fashion-MNIST）图片",
  },
  accuracy: 0.891,
  licence: "MIT",
});
