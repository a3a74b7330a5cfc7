import { z } from "zod";
import { defineExporter } from "../exporter.ts";
import { preparationField, scalingAlone } from "../preparation-field.ts";

export const tfjs = defineExporter({
  id: "tfjs",
  title: { en: "TensorFlow.js", zh: "TensorFlow.js" },
  summary: {
    en: "A LayersModel for any web page: model.json and its weights in one zip, with a description beside them. It takes raw numbers and pictures.",
    zh: "可用于任何网页的 LayersModel：model.json 与权重打包为一个 zip，并附说明。可直接接收原始数值与图像。",
  },
  extension: ".tfjs.zip",
  mediaType: "application/zip",
  opensIn: {
    en: "pages with TensorFlow.js, by tf.loadLayersModel",
    zh: "使用 TensorFlow.js 的网页（tf.loadLayersModel）",
  },
  config: z.strictObject({
    preparation: preparationField(scalingAlone),
    weights: z
      .enum(["float32", "float16", "uint16", "uint8"])
      .default("float32")
      .meta({
        field: {
          label: { en: "Weights", zh: "权重" },
          help: {
            en: "Smaller weights make a smaller download. They are widened when the model is loaded.",
            zh: "较小的权重使下载更快，加载时会还原为 float32。",
          },
          choices: {
            float32: { en: "float32, exact", zh: "float32，精确" },
            float16: { en: "float16, half the size", zh: "float16，体积减半" },
            uint16: { en: "uint16, half the size", zh: "uint16，体积减半" },
            uint8: { en: "uint8, a quarter of the size", zh: "uint8，体积为四分之一" },
          },
        },
      }),
  }),
});
