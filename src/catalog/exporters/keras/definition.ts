import { z } from "zod";
import { defineExporter } from "../exporter.ts";
import { preparationField, scalingAlone } from "../preparation-field.ts";

export const keras = defineExporter({
  id: "keras",
  title: { en: "Keras", zh: "Keras" },
  summary: {
    en: "One .keras file of Keras 3 with layers and weights, to be used or trained on in Python. It takes raw numbers and pictures; what the model is stands in its metadata.json.",
    zh: "一个 Keras 3 的 .keras 文件，含各层与权重，可在 Python 中使用或继续训练。可直接接收原始数值与图像；模型说明写在其中的 metadata.json。",
  },
  extension: ".keras",
  mediaType: "application/zip",
  opensIn: {
    en: "Keras 3 on JAX, PyTorch or TensorFlow, by keras.saving.load_model",
    zh: "基于 JAX、PyTorch 或 TensorFlow 的 Keras 3（keras.saving.load_model）",
  },
  config: z.strictObject({ preparation: preparationField(scalingAlone) }),
});
