import { z } from "zod";
import { dropoutRateField } from "../../layers/dropout/definition.ts";
import type { LayerInput } from "../../layers/index.ts";
import { defineArchitecture } from "../architecture.ts";
import { dropoutOf, pictureInput } from "../inputs.ts";

export const cnn = defineArchitecture({
  id: "cnn",
  title: { en: "Convolutional network", zh: "卷积神经网络" },
  summary: {
    en: "Convolution 32, pool, convolution 64, pool, dense 128: learns what to look for in pictures.",
    zh: "卷积 32、池化、卷积 64、池化、全连接 128：学会在图像中寻找特征。",
  },
  config: z.strictObject({ dropout: dropoutRateField }),
  layers: (config, seam): readonly LayerInput[] => {
    const [height, width] = pictureInput({ en: "A convolutional network", zh: "卷积网络" }, seam);
    // Without padding ten pixels are the least that two convolutions and two poolings leave something of.
    const padding = Math.min(height, width) >= 10 ? "valid" : "same";
    return [
      { type: "conv2d", filters: 32, padding, activation: "relu", kernelInitializer: "he-uniform" },
      { type: "max-pooling2d", padding },
      { type: "conv2d", filters: 64, padding, activation: "relu", kernelInitializer: "he-uniform" },
      { type: "max-pooling2d", padding },
      { type: "flatten" },
      { type: "dense", units: 128, activation: "relu", kernelInitializer: "he-uniform" },
      ...dropoutOf(config.dropout),
      { type: "dense", units: seam.outputs },
    ];
  },
});
