import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const safetensors = defineExporter({
  id: "safetensors",
  title: { en: "safetensors", zh: "safetensors" },
  summary: {
    en: "The weights by name in model.safetensors; layers, classes, columns and preparation in config.json beside it. For those who build the network in code.",
    zh: "权重按名称存于 model.safetensors，网络层、类别、列与预处理写在旁边的 config.json 中。适合用代码重建网络的人。",
  },
  extension: ".safetensors.zip",
  mediaType: "application/zip",
  opensIn: { en: "PyTorch, NumPy, JAX, TensorFlow", zh: "PyTorch、NumPy、JAX、TensorFlow" },
  config: z.strictObject({}),
});
