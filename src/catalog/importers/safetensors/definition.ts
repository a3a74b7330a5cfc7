import { defineImporter } from "../importer.ts";

export const safetensors = defineImporter({
  id: "safetensors",
  title: { en: "safetensors", zh: "safetensors" },
  summary: {
    en: "Weights by our layers' names, alone, with their config.json or in a zip with it. Where the studio's card is in either (also from export_back.py), a whole model; else the weights of the project at hand.",
    zh: "按层名保存的权重：单个文件、连同 config.json，或含二者的 zip。带本应用模型卡时（包括 export_back.py 的输出）为完整模型，否则作为当前项目的权重。",
  },
  gives: {
    en: "A model with its weights, to predict with and to train on.",
    zh: "带权重的模型，可预测，也可继续训练。",
  },
  extensions: [".safetensors", ".json", ".zip"],
  // The length of a header in 8 bytes, and the header, which is JSON. A PyTorch project's zip has other files of weights.
  detect: ({ head, entries }) =>
    (head.length > 8 && head[8] === 0x7b && head[6] === 0 && head[7] === 0) ||
    entries.some((path) => /(?:^|\/)model\.safetensors$/.test(path)),
});
