import { z } from "zod";
import { defineExporter } from "../exporter.ts";

export const codeTfjs = defineExporter({
  id: "code-tfjs",
  title: { en: "TensorFlow.js source", zh: "TensorFlow.js 源代码" },
  summary: {
    en: "The network and its training as a JavaScript module to read, change and run: layers, loss, optimizer, learning rate, seed. Without weights.",
    zh: "可阅读、修改和运行的 JavaScript 模块：网络结构、损失、优化器、学习率与随机种子。不含权重。",
  },
  extension: ".mjs",
  mediaType: "text/javascript",
  opensIn: {
    en: "any editor, Node and browsers with TensorFlow.js",
    zh: "任意编辑器、Node 与使用 TensorFlow.js 的浏览器",
  },
  config: z.strictObject({}),
});
