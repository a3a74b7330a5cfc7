import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const safetensors = defineExporter({
  id: "safetensors",
  title: { en: "safetensors", zh: "safetensors" },
  summary: {
    en: "The weights by name, with what the network is made of in the file's metadata. For those who build it in code.",
    zh: "按名称保存的权重，网络结构写在文件的元数据中。适合用代码重建网络的人。",
  },
  extension: ".safetensors",
  mediaType: "application/octet-stream",
  opensIn: { en: "PyTorch, NumPy, JAX, TensorFlow", zh: "PyTorch、NumPy、JAX、TensorFlow" },
  config: z.strictObject({}),
});
