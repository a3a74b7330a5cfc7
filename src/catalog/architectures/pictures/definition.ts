/** Presets for pictures of any size. */
import { z } from "zod";
import { dropoutRateField } from "../../layers/dropout/definition.ts";
import type { LayerInput } from "../../layers/index.ts";
import { defineArchitecture } from "../architecture.ts";
import { dropoutOf, pictureInput } from "../inputs.ts";

const widthField = (standard: number) =>
  z
    .int()
    .min(2)
    .max(512)
    .default(standard)
    .meta({
      field: {
        label: { en: "Filters at first", zh: "起始滤波器数" },
        help: { en: "Later layers have two and four times as many.", zh: "后面的层依次为其 2 倍、4 倍。" },
      },
    });

/** A convolution without bias, normalized; half as large with strides of 2. */
const normalized = (filters: number, size: number, strides: number): readonly LayerInput[] => [
  {
    type: "conv2d",
    filters,
    kernelSize: [size, size],
    strides: [strides, strides],
    padding: "same",
    useBias: false,
    kernelInitializer: "he-normal",
  },
  { type: "batch-normalization", momentum: 0.9 },
];

export const lenet = defineArchitecture({
  id: "lenet",
  title: { en: "LeNet", zh: "LeNet" },
  summary: {
    en: "The network that read cheques in the 1990s: two small convolutions, then three dense layers.",
    zh: "1990 年代识别支票的网络：两个小卷积加三个全连接层。",
  },
  config: z.strictObject({}),
  layers: (_config, seam) => {
    const [height, width] = pictureInput({ en: "LeNet", zh: "LeNet" }, seam);
    const pool = { type: "average-pooling2d", padding: "same" } as const;
    // As in the paper where a picture is large enough for it.
    const padding = Math.min(height, width) >= 14 ? "valid" : "same";
    return [
      { type: "conv2d", filters: 6, kernelSize: [5, 5], padding: "same", activation: "tanh" },
      pool,
      { type: "conv2d", filters: 16, kernelSize: [5, 5], padding, activation: "tanh" },
      pool,
      { type: "flatten" },
      { type: "dense", units: 120, activation: "tanh" },
      { type: "dense", units: 84, activation: "tanh" },
      { type: "dense", units: seam.outputs },
    ];
  },
});

export const vggSmall = defineArchitecture({
  id: "vgg-small",
  title: { en: "Small VGG", zh: "小型 VGG" },
  summary: {
    en: "Pairs of 3 × 3 convolutions with pooling in between, as deep as the picture allows.",
    zh: "成对的 3 × 3 卷积与池化交替，深度随图像大小而定。",
  },
  config: z.strictObject({ filters: widthField(32), dropout: dropoutRateField }),
  layers: ({ filters, dropout }, seam) => {
    const [height, width] = pictureInput({ en: "VGG", zh: "VGG" }, seam);
    const convolve = (count: number): LayerInput => ({
      type: "conv2d",
      filters: count,
      padding: "same",
      activation: "relu",
      kernelInitializer: "he-uniform",
    });
    // Each pooling halves the picture; it stops where less than 3 × 3 would be left.
    const depth = Math.max(1, Math.min(3, Math.floor(Math.log2(Math.min(height, width) / 3))));
    return [
      ...Array.from({ length: depth }, (_, stage): LayerInput[] => [
        convolve(filters * 2 ** stage),
        convolve(filters * 2 ** stage),
        { type: "max-pooling2d", padding: "same" },
      ]).flat(),
      { type: "flatten" },
      { type: "dense", units: 4 * filters, activation: "relu", kernelInitializer: "he-uniform" },
      ...dropoutOf(dropout),
      { type: "dense", units: seam.outputs },
    ];
  },
});

export const resnetSmall = defineArchitecture({
  id: "resnet-small",
  title: { en: "Small ResNet", zh: "小型 ResNet" },
  summary: {
    en: "Three stages of residual blocks with batch normalization: deep, and still easy to train.",
    zh: "三段带批归一化的残差块：很深，却依然容易训练。",
  },
  config: z.strictObject({
    filters: widthField(16),
    blocks: z
      .int()
      .min(1)
      .max(16)
      .default(1)
      .meta({ field: { label: { en: "Blocks a stage", zh: "每段残差块数" } } }),
  }),
  layers: ({ filters, blocks }, seam) => {
    pictureInput({ en: "ResNet", zh: "ResNet" }, seam);
    const relu = { type: "activation", activation: "relu" } as const;
    const block = (count: number, strides: number, isWider: boolean): LayerInput => ({
      type: "residual",
      layers: [...normalized(count, 3, strides), relu, ...normalized(count, 3, 1)],
      shortcut: isWider ? [...normalized(count, 1, strides)] : [],
      activation: "relu",
    });
    return [
      ...normalized(filters, 3, 1),
      relu,
      ...[0, 1, 2].flatMap((stage) =>
        Array.from({ length: blocks }, (_, at) => {
          const isFirst = at === 0 && stage > 0;
          return block(filters * 2 ** stage, isFirst ? 2 : 1, isFirst);
        }),
      ),
      { type: "global-average-pooling2d" },
      { type: "dense", units: seam.outputs },
    ];
  },
});

export const mobilenetSmall = defineArchitecture({
  id: "mobilenet-small",
  title: { en: "Small MobileNet", zh: "小型 MobileNet" },
  summary: {
    en: "Convolutions taken apart into a filter for each channel and a mix of channels: few weights, made for phones.",
    zh: "把卷积拆成逐通道滤波与通道混合：权重少，为手机而设计。",
  },
  config: z.strictObject({ filters: widthField(16) }),
  layers: ({ filters }, seam) => {
    pictureInput({ en: "MobileNet", zh: "MobileNet" }, seam);
    const norm = { type: "batch-normalization", momentum: 0.9 } as const;
    const bend = { type: "activation", activation: "relu6" } as const;
    const block = (count: number, strides: number): readonly LayerInput[] => [
      { type: "depthwise-conv2d", strides: [strides, strides], padding: "same", useBias: false },
      norm,
      bend,
      ...normalized(count, 1, 1),
      bend,
    ];
    return [
      ...normalized(filters, 3, 1),
      bend,
      ...block(2 * filters, 2),
      ...block(2 * filters, 1),
      ...block(4 * filters, 2),
      ...block(4 * filters, 1),
      { type: "global-average-pooling2d" },
      { type: "dense", units: seam.outputs },
    ];
  },
});

/** The picture as at most about 64 patches, each a vector of `width` numbers: [patches, width]. */
function patches(height: number, width: number, features: number): readonly LayerInput[] {
  const side = Math.max(1, Math.ceil(Math.sqrt((height * width) / 64)));
  return [
    { type: "conv2d", filters: features, kernelSize: [side, side], strides: [side, side], padding: "same" },
    { type: "reshape", targetShape: [-1, features] },
  ];
}

const depthField = z
  .int()
  .min(1)
  .max(24)
  .default(2)
  .meta({ field: { label: { en: "Blocks", zh: "块数" } } });
const featuresField = z
  .int()
  .min(4)
  .max(1024)
  .multipleOf(4)
  .default(64)
  .meta({ field: { label: { en: "Numbers a patch", zh: "每块维数" } } });

export const vitTiny = defineArchitecture({
  id: "vit-tiny",
  title: { en: "Tiny vision transformer", zh: "微型 ViT" },
  summary: {
    en: "Cuts the picture into patches and reads them like words, with attention.",
    zh: "把图像切成小块，像读单词一样用注意力来读。",
  },
  config: z.strictObject({ features: featuresField, blocks: depthField, dropout: dropoutRateField }),
  layers: ({ features, blocks, dropout }, seam) => {
    const [height, width] = pictureInput({ en: "A vision transformer", zh: "ViT " }, seam);
    return [
      ...patches(height, width, features),
      { type: "position-embedding" },
      ...Array.from({ length: blocks }, (): LayerInput => ({
        type: "transformer-block",
        numHeads: 4,
        feedForward: 2 * features,
        dropout,
      })),
      { type: "layer-normalization" },
      { type: "global-average-pooling1d" },
      { type: "dense", units: seam.outputs },
    ];
  },
});

export const mlpMixer = defineArchitecture({
  id: "mlp-mixer",
  title: { en: "MLP-Mixer", zh: "MLP-Mixer" },
  summary: {
    en: "Patches again, but only dense layers: one mixes places, one mixes features.",
    zh: "同样切成小块，但只用全连接层：一个混合位置，一个混合特征。",
  },
  config: z.strictObject({ features: featuresField, blocks: depthField }),
  layers: ({ features, blocks }, seam) => {
    const [height, width] = pictureInput({ en: "MLP-Mixer", zh: "MLP-Mixer " }, seam);
    const side = Math.max(1, Math.ceil(Math.sqrt((height * width) / 64)));
    const places = Math.ceil(height / side) * Math.ceil(width / side);
    const turn = { type: "permute", dims: [2, 1] } as const;
    const mixed = (count: number, inner: number): readonly LayerInput[] => [
      { type: "dense", units: inner, activation: "gelu" },
      { type: "dense", units: count },
    ];
    const norm = { type: "layer-normalization" } as const;
    const block: readonly LayerInput[] = [
      { type: "residual", layers: [norm, turn, ...mixed(places, features), turn] },
      { type: "residual", layers: [norm, ...mixed(features, 2 * features)] },
    ];
    return [
      ...patches(height, width, features),
      ...Array.from({ length: blocks }, () => block).flat(),
      norm,
      { type: "global-average-pooling1d" },
      { type: "dense", units: seam.outputs },
    ];
  },
});
