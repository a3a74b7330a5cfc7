import { z } from "zod";
import { activationField } from "../../layers/activations.ts";
import { dropoutRateField } from "../../layers/dropout/definition.ts";
import type { LayerInput } from "../../layers/index.ts";
import { defineArchitecture, flattened } from "../architecture.ts";
import { dropoutOf } from "../inputs.ts";

export const mlp = defineArchitecture({
  id: "mlp",
  title: { en: "Multi-layer perceptron", zh: "多层感知机" },
  summary: {
    en: "Dense layers with a bend in between. Fits tables, points and small pictures.",
    zh: "带非线性的多层全连接网络，适合表格、点集和小图像。",
  },
  config: z.strictObject({
    units: z
      .array(z.int().min(1).max(16_384))
      .min(1)
      .max(16)
      .default([128])
      .meta({
        field: {
          label: { en: "Hidden units", zh: "隐藏单元" },
          help: { en: "One number a layer, such as 128, 64.", zh: "每层一个数，例如 128, 64。" },
        },
      }),
    activation: activationField("relu"),
    dropout: dropoutRateField,
  }),
  layers: (config, seam) => [
    ...flattened(seam),
    ...config.units.flatMap((units): LayerInput[] => [
      {
        type: "dense",
        units,
        activation: config.activation,
        kernelInitializer: config.activation === "relu" ? "he-uniform" : "glorot-uniform",
      },
      ...dropoutOf(config.dropout),
    ]),
    { type: "dense", units: seam.outputs },
  ],
});
