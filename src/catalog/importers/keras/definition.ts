import { defineImporter } from "../importer.ts";

export const keras = defineImporter({
  id: "keras",
  title: { en: "Keras 3", zh: "Keras 3" },
  summary: { en: "A .keras file, as model.save() writes it.", zh: "model.save() 写出的 .keras 文件。" },
  gives: {
    en: "A model with its weights, to predict with and to train on.",
    zh: "带权重的模型，可预测，也可继续训练。",
  },
  extensions: [".keras"],
  detect: ({ entries }) => entries.includes("config.json") && entries.some((path) => path.startsWith("model.weights.")),
});
