import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const codePytorch = defineExporter({
  id: "code-pytorch",
  title: { en: "PyTorch source", zh: "PyTorch 源代码" },
  summary: {
    en: "The network and its training as one Python file to read and to build on. Without weights and data.",
    zh: "网络结构与训练过程，写成一个可阅读、可修改的 Python 文件。不含权重和数据。",
  },
  extension: ".py",
  mediaType: "text/x-python",
  opensIn: { en: "PyTorch", zh: "PyTorch" },
  config: z.strictObject({}),
});
