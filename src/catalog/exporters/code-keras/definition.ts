import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const codeKeras = defineExporter({
  id: "code-keras",
  title: { en: "Keras source", zh: "Keras 源代码" },
  summary: {
    en: "The network and its training as a Python program to read, change and run: layers, loss, optimizer, learning rate, seed. Without weights.",
    zh: "可阅读、修改和运行的 Python 程序：网络结构、损失、优化器、学习率与随机种子。不含权重。",
  },
  extension: ".py",
  mediaType: "text/x-python",
  opensIn: { en: "any editor, and Keras 3", zh: "任意编辑器与 Keras 3" },
  config: z.strictObject({}),
});
