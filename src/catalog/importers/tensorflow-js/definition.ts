import { defineImporter } from "../importer.ts";

export const tensorflowJs = defineImporter({
  id: "tensorflow-js",
  title: { en: "TensorFlow.js", zh: "TensorFlow.js" },
  summary: {
    en: "The model.json and the binary files beside it, or a zip of them.",
    zh: "model.json 及其旁边的二进制文件，或包含它们的 zip。",
  },
  gives: {
    en: "Of a layers model, a model to train on; a graph model predicts as it is.",
    zh: "layers model 可继续训练；graph model 仅用于预测。",
  },
  extensions: [".json", ".bin", ".zip"],
  detect: ({ head, entries }) =>
    entries.some((path) => /(?:^|\/)model\.json$/.test(path)) || /^\s*\{/.test(new TextDecoder().decode(head)),
});
