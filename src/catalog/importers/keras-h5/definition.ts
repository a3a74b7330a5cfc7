import { begins, defineImporter } from "../importer.ts";

export const kerasH5 = defineImporter({
  id: "keras-h5",
  title: { en: "Keras HDF5", zh: "Keras HDF5" },
  summary: { en: "A whole model in an .h5 file, as Keras 2 wrote it.", zh: "Keras 2 写出的 .h5 整模型文件。" },
  gives: {
    en: "A model with its weights, to predict with and to train on.",
    zh: "带权重的模型，可预测，也可继续训练。",
  },
  extensions: [".h5", ".hdf5"],
  detect: ({ head }) => begins(head, [0x89, 0x48, 0x44, 0x46]),
});
