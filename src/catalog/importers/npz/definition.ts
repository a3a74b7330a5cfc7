import { defineImporter } from "../importer.ts";

export const npz = defineImporter({
  id: "npz",
  title: { en: "NumPy weights", zh: "NumPy 权重" },
  summary: {
    en: "Arrays in an .npz file by our layers' names: with the studio's card a whole model, else the weights of the project at hand.",
    zh: "按层名保存在 .npz 中的数组：带本应用模型卡时为完整模型，否则作为当前项目的权重。",
  },
  gives: {
    en: "A model with its weights, to predict with and to train on.",
    zh: "带权重的模型，可预测，也可继续训练。",
  },
  extensions: [".npz"],
  detect: ({ entries }) => entries.some((path) => path.endsWith(".npy")),
});
