import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import { dropoutRateField } from "../../layers/dropout/definition.ts";
import type { LayerInput } from "../../layers/index.ts";
import { defineArchitecture } from "../architecture.ts";

export const cnn = defineArchitecture({
  id: "cnn",
  title: { en: "Convolutional network", zh: "卷积神经网络" },
  summary: {
    en: "Convolution 32, pool, convolution 64, pool, dense 128: learns what to look for in pictures.",
    zh: "卷积 32、池化、卷积 64、池化、全连接 128：学会在图像中寻找特征。",
  },
  config: z.strictObject({ dropout: dropoutRateField }),
  layers: (config, { input, outputs }): readonly LayerInput[] => {
    if (input.length !== 3) {
      throw new StudioError({
        code: "architecture-input",
        text: {
          en: "A convolutional network needs pictures, but this data is a table. Pick a multi-layer perceptron.",
          zh: "卷积网络需要图像数据，但当前数据是表格。请选择多层感知机。",
        },
      });
    }
    return [
      { type: "conv2d", filters: 32, activation: "relu", kernelInitializer: "he-uniform" },
      { type: "max-pooling2d" },
      { type: "conv2d", filters: 64, activation: "relu", kernelInitializer: "he-uniform" },
      { type: "max-pooling2d" },
      { type: "flatten" },
      { type: "dense", units: 128, activation: "relu", kernelInitializer: "he-uniform" },
      ...(config.dropout > 0 ? [{ type: "dropout" as const, rate: config.dropout }] : []),
      { type: "dense", units: outputs },
    ];
  },
});
